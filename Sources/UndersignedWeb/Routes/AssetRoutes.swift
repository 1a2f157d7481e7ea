import Hummingbird

/// The style sheets and single modules, under addresses that change with their bytes.
struct AssetRoutes {
    static let forEver = "public, max-age=31536000, immutable"
    private static let stylesheets = [
        Stylesheet.path: SharedBody(Stylesheet.bytes), AdminStylesheet.path: SharedBody(AdminStylesheet.bytes),
    ]

    private static let modules = [PreviewModule.path: SharedBody(PreviewModule.bytes)]

    func add(to routes: inout SiteRouter) {
        routes.get("/assets/{file}") { request, context in
            guard let path = context.parameters.get("file").map({ "/assets/\($0)" }) else { throw Refused(.notFound) }
            if let module = Self.modules[path] {
                return Response(module, type: MediaTypes.script, cache: Self.forEver, for: request)
            }
            guard let sheet = Self.stylesheets[path] else { throw Refused(.notFound) }
            return Response(sheet, type: MediaTypes.css, cache: Self.forEver, for: request)
        }
        routes.get("/robots.txt") { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: MediaTypes.plain, .cacheControl: "public, max-age=86400"],
                body: ResponseBody(
                    byteBuffer: ByteBuffer(
                        string:
                            "User-agent: *\nDisallow: /s/\nDisallow: /u/\nDisallow: /deliveries/\nDisallow: /admin\n"
                    )
                )
            )
        }
    }
}

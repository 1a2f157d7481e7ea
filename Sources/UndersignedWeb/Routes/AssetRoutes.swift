import Hummingbird

/// The style sheet, under an address that changes with its bytes.
struct AssetRoutes {
    static let forEver = "public, max-age=31536000, immutable"
    private static let stylesheet = SharedBody(Stylesheet.bytes)

    func add(to routes: inout SiteRouter) {
        routes.get("/assets/{file}") { request, context in
            guard let file = context.parameters.get("file"), Stylesheet.path == "/assets/\(file)" else {
                throw Refused(.notFound)
            }
            return Response(
                Self.stylesheet,
                type: MediaTypes.css,
                cache: Self.forEver,
                for: request
            )
        }
        routes.get("/robots.txt") { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: MediaTypes.plain, .cacheControl: "public, max-age=86400"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: "User-agent: *\nDisallow: /s/\n"))
            )
        }
    }
}

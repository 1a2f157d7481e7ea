import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// What campaigns claim, with every source, every correction and every copy that is kept.
struct ClaimRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/campaigns/{slug}/claims") { request, context in try await list(request, context) }
        routes.get("/campaigns/{slug}/claims.json") { request, context in
            let file = PublicClaimText(base: web.site.address.base).file(try await slice(request, context).slice)
            return json(file, request)
        }
        routes.get("/campaigns/{slug}/claims/{number}") { request, context in
            try await page(try await claim(context), "", request)
        }
        routes.get("/campaigns/{slug}/claims/{number}.json") { request, context in
            let content = try await claim(context)
            let base = web.site.address.base
            let words = web.renderer.words(in: web.language(of: request))
            let citation = ClaimPage(content: content, base: base).citation(in: words)
            return json(PublicClaimText(base: base).file(content, citation: citation), request)
        }
        routes.get("/campaigns/{slug}/claims/{number}/versions/{version}") { request, context in
            guard let version = context.part("version").flatMap({ Int($0) }) else { throw Refused(.notFound) }
            return try await page(try await claim(context, version: version), "/versions/\(version)", request)
        }
        routes.get("/campaigns/{slug}/claims/{number}/copies/{hash}") { _, context in try await copy(context) }
    }

    private func slice(
        _ request: Request,
        _ context: WebContext
    ) async throws -> (slice: ClaimReading.Slice, last: Int) {
        let last = request.uri.queryParameters["after"].map { Int($0) ?? -1 } ?? 0
        guard last >= 0, last < Int(Int32.max), let slug = context.part("slug").flatMap(Slug.init),
            let slice = try await ClaimReading(site: web.site).slice(of: slug, after: last, limit: ClaimsPage.perPage)
        else { throw Refused(.notFound) }
        return (slice, last)
    }

    private func list(_ request: Request, _ context: WebContext) async throws -> Response {
        let (slice, last) = try await slice(request, context)
        let page = ClaimsPage(campaign: slice.hub.campaign, claims: slice.claims, last: last, next: slice.next)
        let path = ClaimAddress.list(of: slice.hub.campaign.slug) + (last > 0 ? "?after=\(last)" : "")
        let version = "\(slice.hub.campaign.hashValue) \(slice.claims.hashValue) \(slice.next ?? 0)"
        return answer(page, at: path, version: version, request)
    }

    private func claim(_ context: WebContext, version: Int? = nil) async throws -> PublicClaim {
        guard let slug = context.part("slug").flatMap(Slug.init),
            let number = context.part("number").flatMap({ Int32($0) }),
            let content = try await ClaimReading(site: web.site).claim(Int(number), of: slug, version: version)
        else { throw Refused(.notFound) }
        return content
    }

    private func page(_ content: PublicClaim, _ end: String, _ request: Request) async throws -> Response {
        let campaign = content.hub.campaign
        let version = """
            \(campaign.hashValue) \(content.claim.hashValue) \(content.versions.hashValue) \(content.sources.hashValue) \
            \(content.asked.hashValue) \(content.petitions.map { "\($0.slug) \($0.sheet.title) \($0.state)" })
            """
        let path = ClaimAddress.page(content.claim.number, of: campaign.slug) + end
        return answer(ClaimPage(content: content, base: web.site.address.base), at: path, version: version, request)
    }

    private func answer(_ page: some Page, at path: String, version: String, _ request: Request) -> Response {
        let language = web.language(of: request)
        let body = web.pages.body(.init(path: path, language: language), version: version) {
            web.renderer.render(page, in: language, at: path)
        }
        return Response(body, type: MediaTypes.html, cache: PetitionRoutes.pageCache, for: request)
    }

    private func json(_ file: JSONValue, _ request: Request) -> Response {
        let body = SharedBody(JSONText.encode(file))
        return .open(body, type: MediaTypes.json, cache: FigureRoutes.cache, for: request)
    }

    /// Saved and never shown in a page of the site: what it holds can run nothing here.
    private func copy(_ context: WebContext) async throws -> Response {
        guard let slug = context.part("slug").flatMap(Slug.init),
            let number = context.part("number").flatMap({ Int32($0) }),
            let hash = context.part("hash").flatMap({ Hexadecimal.decode($0) }), hash.count == 32,
            let copy = try await ClaimReading(site: web.site).copy(hash, of: Int(number), in: slug)
        else { throw Refused(.notFound) }
        let name = "\(slug)-\(number)-\(Hexadecimal.encode(hash.prefix(4))).\(copy.kind.ending)"
        return Response(
            status: .ok,
            headers: [
                .contentType: copy.kind.mediaType, .contentDisposition: "attachment; filename=\"\(name)\"",
                // It may be taken away: then nobody goes on serving it for long.
                .cacheControl: "public, max-age=300",
                .contentSecurityPolicy: "default-src 'none'; sandbox; frame-ancestors 'none'",
                .robots: "noindex",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: copy.bytes))
        )
    }
}

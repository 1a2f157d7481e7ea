import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// A petition in small, for partners' own pages, and how programs that embed find it (oembed.com).
struct EmbedRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/embed/{slug}") { request, context in
            let snapshot = try await web.snapshot(context)
            // Shown in other people's pages, as below.
            guard !snapshot.petition.sheet.isSensitive else { throw Refused(.notFound) }
            let typed = request.uri.queryParameters["p"].map(String.init) ?? ""
            let source = try await PublicReading(site: web.site).source(typed, of: snapshot.petition)
            return page(snapshot, source: source, request)
        }
        routes.get("/oembed") { request, _ in try await oembed(request) }
    }

    private func page(_ snapshot: PetitionSnapshot, source: String?, _ request: Request) -> Response {
        let language = web.language(of: request)
        let isOpen = PetitionItem.Standing(snapshot.petition, now: web.site.ambient.now()) == .open
        let path = "/embed/\(snapshot.petition.slug)" + (source.map { "?p=\($0)" } ?? "")
        let version = "\(snapshot.size) \(snapshot.petition.textVersion) \(isOpen)"
        let body = web.pages.body(PageCache.Name(path: path, language: language), version: version) {
            let sheet = snapshot.petition.sheet
            let shown = sheet.language(for: language)
            let page = EmbedPage(
                title: sheet.texts[shown]?.title ?? sheet.title,
                language: LanguageTag(shown) ?? language,
                address: EmbedAddress(web.site.address, snapshot.petition.slug, source: source).petition,
                count: snapshot.size > 0
                    ? CountItem(count: snapshot.counts.total, asOf: snapshot.readAt) : nil,
                isOpen: isOpen
            )
            return web.renderer.renderFramed(page, in: language)
        }
        var response = Response(body, type: MediaTypes.html, cache: PetitionRoutes.pageCache, for: request)
        response.headers[.contentSecurityPolicy] = FailureMiddleware.framed.value
        return response
    }

    private func oembed(_ request: Request) async throws -> Response {
        let query = request.uri.queryParameters
        if let format = query["format"], format != "json" { return Response(status: .notImplemented) }
        guard let asked = query["url"].map(String.init), let place = EmbedAddress(reading: asked, web.site.address),
            let snapshot = try await web.board.snapshot(place.slug), !snapshot.petition.isPrivate,
            !snapshot.petition.sheet.isSensitive
        else { throw Refused(.notFound) }
        let source = try await PublicReading(site: web.site).source(place.source ?? "", of: snapshot.petition)
        let address = EmbedAddress(web.site.address, place.slug, source: source)
        let answer = OEmbed(
            title: snapshot.petition.sheet.title,
            siteName: web.renderer.site.name,
            address,
            widest: query["maxwidth"].flatMap { Int($0) },
            highest: query["maxheight"].flatMap { Int($0) }
        )
        return .open(
            SharedBody(JSONText.encode(answer)),
            type: MediaTypes.json,
            cache: FigureRoutes.cache,
            for: request
        )
    }
}

/// What oEmbed says of a petition: its page in small, in a frame.
private struct OEmbed: Encodable {
    let version = "1.0"
    let type = "rich"
    let title: String
    let providerName: String
    let providerAddress: String
    let html: String
    let width: Int
    let height: Int
    let age = 3_600

    enum CodingKeys: String, CodingKey {
        case version, type, title, html, width, height
        case providerName = "provider_name"
        case providerAddress = "provider_url"
        case age = "cache_age"
    }

    init(title: String, siteName: String, _ address: EmbedAddress, widest: Int?, highest: Int?) {
        self.title = title
        providerName = siteName
        providerAddress = address.base
        width = max(1, min(EmbedAddress.width, widest ?? EmbedAddress.width))
        height = max(1, min(EmbedAddress.height, highest ?? EmbedAddress.height))
        html = address.code(title: title, width: String(width), height: height)
    }
}

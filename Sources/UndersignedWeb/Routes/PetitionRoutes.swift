import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// A petition's page, its numbers and its documents.
struct PetitionRoutes {
    /// A page is rendered again at most once a second; a browser or proxy may keep it as long as no age is noticed.
    static let pageCache = "public, max-age=2"

    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/petitions/{slug}") { request, context in try await page(request, context) }
        routes.get("/petitions/{slug}/count.json") { request, context in try await count(request, context) }
        routes.get("/petitions/{slug}/document.json") { _, context in
            let petition = try await web.snapshot(context).petition
            guard let hash = petition.log?.documentHash else { throw Refused(.notFound) }
            // Another one takes its place when another log carries this one on.
            return try await document(hash, of: petition, cache: "public, max-age=60")
        }
        routes.get("/petitions/{slug}/documents/{hash}") { _, context in
            let petition = try await web.snapshot(context).petition
            guard let hash = context.parameters.get("hash").flatMap(Hexadecimal.decode), hash.count == 32 else {
                throw Refused(.notFound)
            }
            return try await document(hash, of: petition, cache: "public, max-age=31536000, immutable")
        }
    }

    private func page(_ request: Request, _ context: WebContext) async throws -> Response {
        let snapshot = try await web.snapshot(context)
        let language = web.language(of: request)
        let typed = request.uri.queryParameters["p"].map(String.init) ?? ""
        let source = try await PublicReading(site: web.site).source(typed, of: snapshot.petition)
        let path = "/petitions/\(snapshot.petition.slug)" + (source.map { "?p=\($0)" } ?? "")
        let now = web.site.ambient.now()
        let gate = snapshot.petition.gate
        let isOpen = PetitionItem.Standing(snapshot.petition, now: now) == .open
        let showsPlot = web.pressure.level.showsPlots
        let version = """
            \(snapshot.size) \(gate.state.rawValue) \(gate.textVersion) \(isOpen) \(now.minute.seconds) \(showsPlot) \
            \(snapshot.updatesMark) \(snapshot.membersMark) \(snapshot.claimsMark)
            """
        let name = PageCache.Name(path: path, language: language)
        if let known = web.pages.known(name, version: version) {
            return Response(known, type: MediaTypes.html, cache: Self.pageCache, for: request)
        }
        let campaign = try await StandingReading(site: web.site).campaign(of: snapshot.petition)
        let series = showsPlot ? try await web.series.series(of: snapshot) : nil
        let body = web.pages.body(name, version: version) {
            let input = source.map { SignatureForm(source: $0) }
            let page = PetitionPageMaker(web: web).page(
                snapshot,
                campaign: campaign,
                series: series,
                now: now,
                language: language,
                input: input
            )
            return web.renderer.render(page, in: language, at: path)
        }
        return Response(body, type: MediaTypes.html, cache: Self.pageCache, for: request)
    }

    private func count(_ request: Request, _ context: WebContext) async throws -> Response {
        let snapshot = try await web.loggedSnapshot(context)
        let isCalm = web.pressure.level == .calm
        // Whoever has a number keeps it while the site works hard: it says itself as of when it was.
        if !isCalm, let known = CountText.knownTag(request.headers.value(of: .ifNoneMatch), snapshot) {
            return Response(
                status: .notModified,
                headers: [.cacheControl: CountText.patientCache, .eTag: known, .accessControlAllowOrigin: "*"]
            )
        }
        let body = SharedBody(
            JSONText.encode(CountText(snapshot)),
            compresses: false,
            tag: CountText.tag(snapshot)
        )
        let cache = isCalm ? CountText.cache : CountText.patientCache
        return .open(body, type: MediaTypes.json, cache: cache, for: request)
    }

    private func document(_ hash: [UInt8], of petition: Petition, cache: String) async throws -> Response {
        let content = try await PublicReading(site: web.site).document(hash: hash, of: petition)
        guard let content else { throw Refused(.notFound) }
        return LogRoutes.open(content, type: MediaTypes.json, cache: cache)
    }
}

import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// A petition's figures for programs: petitions as JSON, and how each is counted.
struct FigureRoutes {
    /// Files that may be a few seconds old; a proxy may give an older one while it asks, and longer while we are away.
    static let cache = "public, max-age=5, stale-while-revalidate=60, stale-if-error=86400"

    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/petitions.json") { request, _ in try await list(request) }
        routes.get("/petitions/{slug}.json") { request, context in try await petition(request, context) }
        routes.get("/petitions/{slug}/method.json") { request, context in try await method(request, context) }
        routes.get("/petitions/{slug}/how-we-count") { request, context in try await page(request, context) }
    }

    private func petition(_ request: Request, _ context: WebContext) async throws -> Response {
        let snapshot = try await web.loggedSnapshot(context)
        // Its title and letter are for whoever opens its page (P-25); count.json and document.json are there to verify.
        guard !snapshot.petition.sheet.isSensitive else { throw Refused(.notFound) }
        let text = PetitionText(snapshot: snapshot, base: web.site.address.base, readAt: web.site.ambient.now())
        let name = "/petitions/\(snapshot.petition.slug).json"
        let standing = PetitionItem.Standing(snapshot.petition, now: text.readAt)
        let version = "\(snapshot.size) \(standing) \(snapshot.petition.textVersion)"
        let body = try await web.files.value(name, version: version) { [web] _ in
            let figures = try await PublicReading(site: web.site).figures(of: snapshot)
            return SharedBody(JSONText.encode(text.file(figures)))
        }
        return .open(body, type: MediaTypes.json, cache: Self.cache, for: request)
    }

    private func list(_ request: Request) async throws -> Response {
        let asked = request.uri.queryParameters["page"].map { Int($0) ?? 0 } ?? 1
        let state = request.uri.queryParameters["state"].map(String.init) ?? "all"
        guard ["all", "open", "closed"].contains(state) else { throw Refused(.badRequest) }
        let now = web.site.ambient.now()
        var petitions: [PetitionText] = []
        for slug in try await PublicReading(site: web.site).published() {
            guard let snapshot = try await web.board.snapshot(slug), !snapshot.petition.sheet.isSensitive else {
                continue
            }
            let text = PetitionText(snapshot: snapshot, base: web.site.address.base, readAt: now)
            if state == "all" || text.state == state { petitions.append(text) }
        }
        let perPage = PetitionListText.perPage
        let pageCount = max(1, (petitions.count + perPage - 1) / perPage)
        guard (1...pageCount).contains(asked) else { throw Refused(.notFound) }
        let list = PetitionListText(base: web.site.address.base, state: state, page: asked, pageCount: pageCount)
        let shown = petitions.dropFirst((asked - 1) * perPage).prefix(perPage)
        let openings = try await PublicReading(site: web.site).openings(of: shown.map(\.snapshot.petition))
        let body = SharedBody(JSONText.encode(list.file(Array(shown), openings: openings)))
        return .open(body, type: MediaTypes.json, cache: Self.cache, for: request)
    }

    private func method(_ request: Request, _ context: WebContext) async throws -> Response {
        let snapshot = try await web.loggedSnapshot(context)
        let name = "/petitions/\(snapshot.petition.slug)/method.json"
        let seen = snapshot.sightings.map { "\($0.size) \($0.time.seconds)" }.joined(separator: " ")
        let version = "\(snapshot.size) \(snapshot.petition.textVersion) \(seen)"
        let body = try await web.files.value(name, version: version) { [web] _ in
            let method = try await PublicReading(site: web.site).method(of: snapshot)
            return SharedBody(JSONText.encode(MethodText(method: method).file))
        }
        return .open(body, type: MediaTypes.json, cache: Self.cache, for: request)
    }

    private func page(_ request: Request, _ context: WebContext) async throws -> Response {
        // A draft has no log yet, so there is nothing to check.
        let snapshot = try await web.loggedSnapshot(context)
        let figures = HowWeCountPage.Figures(
            petition: PetitionReference(snapshot.petition),
            address: web.site.address.petition(snapshot.petition.slug),
            method: try await PublicReading(site: web.site).method(of: snapshot)
        )
        let path = "/petitions/\(snapshot.petition.slug)/how-we-count"
        let html = web.renderer.render(HowWeCountPage(figures: figures), in: web.language(of: request), at: path)
        return Response(
            SharedBody(Array(html.utf8)),
            type: MediaTypes.html,
            cache: PetitionRoutes.pageCache,
            for: request
        )
    }
}

extension Response {
    /// A public file that anyone's page may read: it holds no address (S-21).
    static func open(_ body: SharedBody, type: String, cache: String, for request: Request) -> Response {
        var response = Response(body, type: type, cache: cache, for: request)
        response.headers[.accessControlAllowOrigin] = "*"
        return response
    }
}

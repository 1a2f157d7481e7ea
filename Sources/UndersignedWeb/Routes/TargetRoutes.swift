import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Those who were asked, over all campaigns of the site.
struct TargetRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/targets") { request, _ in try await list(request) }
        routes.get("/targets.json") { request, _ in try await file(request) }
        routes.get("/targets/{id}") { request, context in try await one(request, context) }
    }

    /// A page of a longer list.
    private struct Slice {
        let targets: [AskedTarget]
        let page: Int
        let pageCount: Int
    }

    /// So many of each campaign stand on a target's page.
    private static let claimLimit = 20

    private func slice(_ request: Request) async throws -> Slice {
        let asked = request.uri.queryParameters["page"].map { Int($0) ?? 0 } ?? 1
        let all = AskedTarget.all(in: try await StandingReading(site: web.site).asked())
        let perPage = TargetListText.perPage
        let pageCount = max(1, (all.count + perPage - 1) / perPage)
        guard (1...pageCount).contains(asked) else { throw Refused(.notFound) }
        let shown = all.dropFirst((asked - 1) * perPage).prefix(perPage)
        return Slice(targets: Array(shown), page: asked, pageCount: pageCount)
    }

    private func list(_ request: Request) async throws -> Response {
        let slice = try await slice(request)
        let page = TargetsPage(targets: slice.targets, page: slice.page, pageCount: slice.pageCount)
        let path = "/targets" + (slice.page > 1 ? "?page=\(slice.page)" : "")
        return answer(page, at: path, version: "\(slice.targets.hashValue) \(slice.pageCount)", for: request)
    }

    private func file(_ request: Request) async throws -> Response {
        let slice = try await slice(request)
        let base = web.site.address.base
        let now = web.site.ambient.now()
        let list = TargetListText(base: base, page: slice.page, pageCount: slice.pageCount)
        let texts = slice.targets.map { TargetText(asked: $0, base: base, now: now) }
        let body = SharedBody(JSONText.encode(list.file(texts)))
        return .open(body, type: MediaTypes.json, cache: FigureRoutes.cache, for: request)
    }

    private func one(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let id = context.part("id").flatMap({ Slug($0) }) else { throw Refused(.notFound) }
        let items = try await StandingReading(site: web.site).asked().filter { $0.record.target.id == id }
        guard !items.isEmpty else { throw Refused(.notFound) }
        let now = web.site.ambient.now()
        var page = TargetPage(targets: AskedTarget.all(in: items), now: now)
        page.claims = try await ClaimReading(site: web.site)
            .about(target: id, in: Set(items.map(\.campaign)), limit: Self.claimLimit)
        let version = "\(items.hashValue) \(page.claims.hashValue) \(now.day.seconds)"
        return answer(page, at: "/targets/\(id)", version: version, for: request)
    }

    private func answer(_ page: some Page, at path: String, version: String, for request: Request) -> Response {
        let language = web.language(of: request)
        let body = web.pages.body(.init(path: path, language: language), version: version) {
            web.renderer.render(page, in: language, at: path)
        }
        return Response(body, type: MediaTypes.html, cache: PetitionRoutes.pageCache, for: request)
    }
}

import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// How a petition's number came about: its history, and the figures by hour.
struct HistoryRoutes {
    static let linesPerPage = 50

    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/petitions/{slug}/history") { request, context in try await history(request, context) }
        routes.get("/petitions/{slug}/history.csv") { request, context in try await table(request, context) }
    }

    private func history(_ request: Request, _ context: WebContext) async throws -> Response {
        let petition = try await web.loggedSnapshot(context).petition
        let asked = request.uri.queryParameters["page"].map { Int($0) ?? 0 } ?? 1
        let (total, items) = try await PetitionHistory(site: web.site)
            .page(of: petition, page: asked, perPage: Self.linesPerPage)
        let pageCount = max(1, (total + Self.linesPerPage - 1) / Self.linesPerPage)
        guard (1...pageCount).contains(asked) else { throw Refused(.notFound) }
        let page = HistoryPage(
            petition: PetitionReference(petition),
            items: items,
            marksDays: petition.sheet.publication == .daily,
            page: asked,
            pageCount: pageCount
        )
        let path = "/petitions/\(petition.slug)/history" + (asked > 1 ? "?page=\(asked)" : "")
        let html = web.renderer.render(page, in: web.language(of: request), at: path)
        return Response(
            SharedBody(Array(html.utf8)),
            type: MediaTypes.html,
            cache: PetitionRoutes.pageCache,
            for: request
        )
    }

    /// The table is read whole, so it is made at most once in a while; its figures are in the log for all to count.
    private func table(_ request: Request, _ context: WebContext) async throws -> Response {
        let snapshot = try await web.loggedSnapshot(context)
        let petition = snapshot.petition
        let name = "/petitions/\(petition.slug)/history.csv"
        let body = try await web.files.value(name, version: "\(snapshot.size)") { [web] _ in
            let unit: ClockMark.Unit = petition.sheet.publication == .daily ? .day : .hour
            return SharedBody(HistoryTable.csv(try await web.series.intervals(of: petition), unit: unit))
        }
        return .open(body, type: MediaTypes.csv, cache: FigureRoutes.cache, for: request)
    }
}

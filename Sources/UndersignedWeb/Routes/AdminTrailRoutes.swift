import Hummingbird
import UndersignedApp
import UndersignedCore

/// The audit trail, to read and to take away.
struct AdminTrailRoutes {
    private static let pageCount = 100
    private static let fileCount = 100_000

    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/trail", for: .allowed(.readTrail), page)
        // Taking it away leaves a line in it, and a GET changes nothing.
        routes.post("/admin/trail.csv", for: .proven(.readTrail), table)
        // Of one campaign, whose owners and auditors may be others than the site's.
        routes.get("/admin/campaigns/{campaign}/trail", for: .allowed(.readTrail), page)
        routes.post("/admin/campaigns/{campaign}/trail.csv", for: .proven(.readTrail), table)
    }

    private func page(_ request: Request, _ visit: Visit) async throws -> Response {
        let before = request.uri.queryParameters["before"].flatMap { Int64($0) }
        let lines = try await Trail(site: web.site).lines(of: visit.campaign?.id, before: before, limit: Self.pageCount)
        let page = AdminTrailPage(
            bar: visit.bar,
            campaign: visit.campaign?.campaign,
            lines: lines,
            pageCount: Self.pageCount
        )
        return .personal(web.renderer.render(page, in: web.language(of: request)))
    }

    private func table(_ request: Request, _ visit: Visit) async throws -> Response {
        let trail = Trail(site: web.site)
        let lines = try await trail.lines(of: visit.campaign?.id, before: nil, limit: Self.fileCount)
        try await trail.addExport(of: lines.count, in: visit.campaign?.id, by: visit.account.id)
        return Response(
            status: .ok,
            headers: [
                .contentType: MediaTypes.csv, .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"trail.csv\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: TrailTable.text(lines)))
        )
    }
}

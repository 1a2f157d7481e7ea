import Hummingbird
import UndersignedApp
import UndersignedCore

/// The audit trail, to read and to take away.
struct AdminTrailRoutes {
    private static let pageCount = 100
    private static let fileCount = 100_000

    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/trail", for: .allowed(.readTrail)) { request, visit in
            let before = request.uri.queryParameters["before"].flatMap { Int64($0) }
            let lines = try await Trail(site: web.site).lines(before: before, limit: Self.pageCount)
            let page = AdminTrailPage(bar: visit.bar, lines: lines, pageCount: Self.pageCount)
            return .personal(web.renderer.render(page, in: web.language(of: request)))
        }
        routes.get("/admin/trail.csv", for: .proven(.readTrail)) { _, _ in
            let lines = try await Trail(site: web.site).lines(before: nil, limit: Self.fileCount)
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
}

import Hummingbird
import UndersignedApp
import UndersignedCore

/// What somebody who runs campaigns sees first.
struct AdminDeskRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin", for: .signedIn) { request, visit in
            let places = try await Desk(site: web.site).places(of: visit.account)
            let page = AdminDeskPage(
                bar: visit.bar,
                places: places,
                startsCampaigns: visit.account.may(.write, in: nil),
                exports: try await ExportNotice(site: web.site).asked(for: visit.account)
            )
            return .personal(web.renderer.render(page, in: web.language(of: request)))
        }
    }
}

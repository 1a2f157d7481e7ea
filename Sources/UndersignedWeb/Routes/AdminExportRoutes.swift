import Hummingbird
import UndersignedApp
import UndersignedCore

/// Owners agree to an export of all contacts of a petition, or refuse it (S-16).
struct AdminExportRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/exports/{petition}", for: .allowed(.managePeople)) { request, visit in
            try await page(try await petition(visit), visit, request)
        }
        routes.post("/admin/exports/{petition}", for: .proven(.managePeople)) { request, visit in
            let petition = try await petition(visit)
            guard ["yes", "no"].contains(visit.fields["agree"]) else { throw Refused(.badRequest) }
            _ = try await ExportNotice(site: web.site)
                .answer(petition, isAgreed: visit.fields["agree"] == "yes", by: visit.account.id)
            return .seeOther("/admin/exports/\(petition.slug)")
        }
    }

    /// - Throws: `Refused(.notFound)`.
    private func petition(_ visit: Visit) async throws -> Petition {
        guard let slug = visit.context.part("petition").flatMap(Slug.init),
            let petition = try await Desk(site: web.site).petition(slug)
        else { throw Refused(.notFound) }
        return petition
    }

    private func page(_ petition: Petition, _ visit: Visit, _ request: Request) async throws -> Response {
        let page = AdminExportPage(
            bar: visit.bar,
            petition: PetitionReference(petition),
            standing: try await ExportNotice(site: web.site).standing(of: petition)
        )
        return .personal(web.renderer.render(page, in: web.language(of: request)))
    }
}

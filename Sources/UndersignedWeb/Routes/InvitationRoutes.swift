import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// The link of an invitation: it shows who asks to what, and changes nothing before its reader agrees.
struct InvitationRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/invitations/{token}") { request, context in
            let visitor = try await AdminGate(web: web).visitor(request)
            return try await page(request, try await open(context, visitor))
        }
        routes.post("/admin/invitations/{token}") { request, context in try await answer(request, context) }
    }

    /// - Throws: `Refused(.gone)`.
    private func open(_ context: WebContext, _ visitor: SignedIn?) async throws -> OpenInvitation {
        guard let open = try await web.accounts.openInvitation(context.part("token") ?? "", visitor) else {
            throw Refused(.gone)
        }
        return open
    }

    private func answer(_ request: Request, _ context: WebContext) async throws -> Response {
        try request.refuseOtherSites(than: web.site.address.base)
        let visitor = try await AdminGate(web: web).visitor(request)
        let secret = context.part("token") ?? ""
        let outcome =
            switch try await request.adminFields()["agree"] {
            case "yes": try await web.accounts.acceptInvitation(secret, visitor)
            case "no": try await web.accounts.declineInvitation(secret)
            default: throw Refused(.badRequest)
            }
        switch outcome {
        case .setUp(let address): return .seeOther(String(address.dropFirst(web.site.address.base.count)))
        case .joined(let campaign, let partner):
            return .seeOther(partner.map { "/admin/campaigns/\(campaign)/partners/\($0)" } ?? AdminPath.desk)
        case .declined: return try await page(request, nil)
        case .notReady: return try await page(request, try await open(context, visitor), status: .conflict)
        case .gone: throw Refused(.gone)
        }
    }

    private func page(
        _ request: Request,
        _ open: OpenInvitation?,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let page = InvitationPage(path: request.uri.path, open: open)
        return .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }
}

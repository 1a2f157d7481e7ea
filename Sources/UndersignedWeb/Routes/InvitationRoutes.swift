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
            return page(request, try await state(context, visitor), visitor)
        }
        routes.post("/admin/invitations/{token}") { request, context in try await answer(request, context) }
    }

    private func state(_ context: WebContext, _ visitor: SignedIn?) async throws -> InvitationPage.State {
        let open = try await web.accounts.openInvitation(context.part("token") ?? "", visitor)
        return open.map { .open($0) } ?? .over
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
        case .declined: return page(request, .declined, nil)
        case .notReady: return page(request, try await state(context, visitor), visitor, status: .conflict)
        case .gone: return page(request, .over, nil)
        }
    }

    private func page(
        _ request: Request,
        _ state: InvitationPage.State,
        _ visitor: SignedIn?,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        var (page, status) = (InvitationPage(path: request.uri.path, state), status)
        switch state {
        case .open(let open):
            if let visitor, open.standing != .ready, visitor.account.address != open.invitation.address {
                let mark = FormMark(web.formTokens).text(of: visitor)
                page.stranger = InvitationPage.Stranger(account: visitor.account, token: mark)
            }
        case .over: status = .gone
        case .declined: break
        }
        return .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }
}

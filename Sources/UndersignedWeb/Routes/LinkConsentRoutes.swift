import Hummingbird
import UndersignedApp
import UndersignedCore

/// A signatory says at the link that a partner may not write any more; the signature stays.
struct LinkConsentRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.post("/s/{token}/consents") { request, context in try await takeBack(request, context) }
    }

    private func takeBack(_ request: Request, _ context: WebContext) async throws -> Response {
        try request.refuseOtherSites(than: web.site.address.base)
        guard let token = context.part("token").flatMap({ LinkToken($0) }) else { return web.unknownLink(request) }
        let partner = try await request.fields()["partner"]
        guard Slug(partner) != nil else { throw Refused(.badRequest) }
        let links = Links(site: web.site)
        do {
            guard try await !links.takeBack(.partner(partner), token) else { return done(token, request) }
        } catch {
            let field = FailurePage.KeptForm.Field(name: "partner", value: partner)
            let form = FailurePage.KeptForm(action: "/s/\(token.text)/consents", fields: [field])
            throw Refused(passing: error, kept: form) ?? error
        }
        switch try await links.whyNoConsent(to: partner, token) {
        // Pressed twice, it is gone all the same.
        case .absent: return done(token, request)
        case .unknownPartner: throw Refused(.badRequest)
        case .impossible:
            // The page shows what stands behind the link.
            let language = web.language(of: request)
            let shown = try await LinkPageMaker(web: web, language: language).page(try await links.view(token), token)
            let status = shown.status == .ok ? .conflict : shown.status
            return .personal(shown.html(web.renderer, language), status: status)
        }
    }

    private func done(_ token: LinkToken, _ request: Request) -> Response {
        request.wantsJSON ? .json(["state": "done"]) : .seeOther("/s/\(token.text)")
    }
}

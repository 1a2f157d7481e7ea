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
        do {
            // Pressed twice, it is gone all the same.
            _ = try await Links(site: web.site).takeBack(.partner(partner), token)
        } catch {
            let field = FailurePage.KeptForm.Field(name: "partner", value: partner)
            let form = FailurePage.KeptForm(action: "/s/\(token.text)/consents", fields: [field])
            throw Refused(passing: error, kept: form) ?? error
        }
        return request.wantsJSON ? .json(["state": "done"]) : .seeOther("/s/\(token.text)")
    }
}

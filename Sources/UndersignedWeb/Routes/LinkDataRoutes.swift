import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// All that is held, for whoever has the link: as a page, and as a file to take along (P-09).
struct LinkDataRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/s/{token}/data") { request, context in
            guard let (token, data) = try await data(context) else { return await web.unknownLinkWithExit(request) }
            let page = OwnRecordPage(
                petition: PetitionReference(data.petition),
                token: token.text,
                data: data,
                answers: data.answers.map { SignatureAnswers($0, data.petition) }
            )
            return .personal(web.renderer.render(page, in: web.language(of: request)))
        }
        routes.get("/s/{token}/data.json") { request, context in
            guard let (_, data) = try await data(context) else { return await web.unknownLinkWithExit(request) }
            var response = Response.json(OwnRecordFile(data))
            response.headers[.contentDisposition] = "attachment; filename=\"my-signature.json\""
            response.headers[.referrerPolicy] = "no-referrer"
            return response
        }
    }

    private func data(_ context: WebContext) async throws -> (token: LinkToken, data: OwnRecord)? {
        guard let token = context.part("token").flatMap({ LinkToken($0) }),
            let data = try await OwnRecordReading(site: web.site).data(behind: token)
        else { return nil }
        return (token, data)
    }
}

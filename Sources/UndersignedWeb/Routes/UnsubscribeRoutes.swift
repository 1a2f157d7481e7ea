import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// The address in an update's mail that stops the mails: for people, and for mail programs (RFC 8058, M-01).
///
/// A GET never changes anything: scanners of mail open every address.
struct UnsubscribeRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/u/{token}") { request, context in
            guard let token = token(context),
                let standing = try await Unsubscribing(site: web.site).standing(token)
            else { return await web.unknownLinkWithExit(request) }
            return page(standing.petition, token, request, isDone: standing.isStopped)
        }
        routes.post("/u/{token}") { request, context in try await stop(request, context) }
    }

    /// Whatever the body says: mail programs send it in two forms, and the address alone is the secret.
    private func stop(_ request: Request, _ context: WebContext) async throws -> Response {
        _ = try await request.bytes(upTo: Request.bodyLimit)
        guard let token = token(context) else { return web.unknownLink(request) }
        do {
            guard let petition = try await Unsubscribing(site: web.site).stop(token) else {
                return await web.unknownLinkWithExit(request)
            }
            return page(petition, token, request, isDone: true)
        } catch {
            let kept = FailurePage.KeptForm(action: "/u/\(token.text)", fields: [])
            throw Refused(passing: error, kept: kept) ?? error
        }
    }

    private func page(_ petition: Petition, _ token: UnsubscribeToken, _ request: Request, isDone: Bool) -> Response {
        let page = UnsubscribePage(petition: PetitionReference(petition), token: token.text, isDone: isDone)
        return .personal(web.renderer.render(page, in: web.language(of: request)))
    }

    private func token(_ context: WebContext) -> UnsubscribeToken? {
        context.part("token").flatMap { UnsubscribeToken($0) }
    }
}

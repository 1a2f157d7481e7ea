import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// The page on which a browser counts a petition's log again, and the modules of this page and others.
struct VerifyRoutes {
    private static let modules = Dictionary(
        uniqueKeysWithValues: VerifyModules.files.map { ("\(VerifyModules.folder)/\($0)", SharedBody($1)) }
            + MemberModules.files.map { ("\(MemberModules.folder)/\($0)", SharedBody($1)) }
            + [(ModerationModule.path, SharedBody(ModerationModule.bytes))]
    )

    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/petitions/{slug}/verify") { request, context in try await page(request, context) }
        routes.get("/assets/{file}/{module}") { request, context in
            guard let folder = context.parameters.get("file"), let name = context.parameters.get("module"),
                let module = Self.modules["/assets/\(folder)/\(name)"]
            else { throw Refused(.notFound) }
            return Response(module, type: MediaTypes.script, cache: AssetRoutes.forEver, for: request)
        }
    }

    private func page(_ request: Request, _ context: WebContext) async throws -> Response {
        let snapshot = try await web.snapshot(context)
        // A draft has no log yet, so there is nothing to check.
        guard snapshot.size > 0 else { throw Refused(.notFound) }
        let slug = snapshot.petition.slug
        var page = VerifyPage(
            petition: PetitionReference(snapshot.petition),
            address: web.site.address.petition(slug),
            total: CountItem(count: snapshot.counts.total, asOf: snapshot.readAt)
        )
        page.isForMembers = snapshot.petition.sheet.signatories == .members
        let html = web.renderer.render(page, in: web.language(of: request), at: "/petitions/\(slug)/verify")
        let body = SharedBody(Array(html.utf8))
        var response = Response(body, type: MediaTypes.html, cache: PetitionRoutes.pageCache, for: request)
        response.headers[.contentSecurityPolicy] = FailureMiddleware.policy(more: "worker-src 'self'")
        return response
    }
}

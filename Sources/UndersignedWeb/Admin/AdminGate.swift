import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Lets people in who run campaigns, each where his or her role allows it, and nobody else.
///
/// Who may not pass learns nothing: the answer is that of an unknown address.
struct AdminGate: Sendable {
    /// A letter of its full length in any script: a form writes each byte beyond ASCII as three.
    static let bodyLimit = 320 * 1_024
    /// A form that carries a kept one.
    static let carryingLimit = 2 * bodyLimit
    static let fieldLimit = 1_000
    /// Of who is not signed in (DESIGN 10).
    private static let strangersLimit = 64 * 1_024

    let web: Web

    /// The answer of a route, for those whom it lets in.
    ///
    /// - Parameters:
    ///   - access: Whom it lets in; not everyone.
    ///   - isPost: Whether it changes something.
    ///   - limit: How long its form may be, in bytes.
    ///   - answer: What it does.
    /// - Returns: For the router.
    func around(
        _ access: RouteAccess,
        isPost: Bool,
        limit: Int = bodyLimit,
        _ answer: @escaping Visit.Answering
    ) -> SiteRouter.Answering {
        { request, context in
            if isPost { try request.refuseOtherSites(than: web.site.address.base) }
            let path = request.uri.path
            guard let visitor = try await visitor(request) else {
                guard isPost else { return .seeOther("/admin/sign-in" + Self.query(to: path)) }
                return try await signInFirst(request, path)
            }
            let fields = isPost ? try await request.adminFields(limit: limit) : FieldBody()
            let campaign = try await campaign(context)
            guard access.allows(visitor.account, in: campaign?.id) else { throw Refused(.notFound) }
            let token = FormMark(web.formTokens).text(of: visitor)
            let visit = Visit(visitor: visitor, campaign: campaign, fields: fields, token: token, context: context)
            let kept = KeptForm(path: path, fields.fields, by: .account(visitor.account.id))
            if isPost, !FormMark(web.formTokens).accepts(fields["t"], of: visitor) {
                // Signed in again since the page was loaded: shown, and sent by a person.
                return page(ContinuePage(kept: kept, token: token), request, status: .unprocessableContent)
            }
            if access.mustBeProven, !visitor.session.isProven(at: web.site.ambient.now()) {
                let page = SignInPage(
                    next: isPost ? nil : path,
                    kept: isPost ? kept.hidden(web.formTokens) : nil,
                    proof: .init(bar: visit.bar)
                )
                return self.page(page, request, status: .forbidden)
            }
            let response = try await answer(request, visit)
            if isPost { web.board.forget() }
            return response
        }
    }

    /// Who is signed in; nil for nobody.
    func visitor(_ request: Request) async throws -> SignedIn? {
        guard let secret = SessionCookie(web.site.address).secret(request) else { return nil }
        return try await web.accounts.signedIn(secret)
    }

    /// The answer to a form of somebody who is not signed in: the page to do so, with what was typed.
    private func signInFirst(_ request: Request, _ path: String) async throws -> Response {
        guard let writer = try await writer(request, path) else {
            do {
                _ = try await request.adminFields(limit: Self.strangersLimit)
            } catch let refused as Refused where refused.status == .tooLarge {
                // As of a picture: shorter would not help, signing in does.
            }
            return page(SignInPage(kept: nil), request, status: .unauthorized)
        }
        let kept = KeptForm(path: path, try await request.adminFields(limit: Self.bodyLimit).fields, by: writer)
        return page(SignInPage(kept: kept.hidden(web.formTokens)), request, status: .unauthorized)
    }

    /// Who sent a form that is kept; nil for one that is not.
    ///
    /// Of who is signed out altogether, as in another tab, what takes long to write is kept, and only where the browser
    /// says that one of our own pages sent it: no other site puts words into an organiser's mouth.
    private func writer(_ request: Request, _ path: String) async throws -> KeptForm.Writer? {
        if let former = try await former(request) { return .account(former) }
        let isWriting = KeptMatter(path)?.isWriting ?? false
        return isWriting && request.isSurelyFrom(web.site.address.base) ? .nobody : nil
    }

    /// Whose session has ended; nil for a stranger.
    private func former(_ request: Request) async throws -> Int64? {
        guard let secret = SessionCookie(web.site.address).secret(request),
            case .formerly(let accountID) = try await web.accounts.visitor(secret)
        else { return nil }
        return accountID
    }

    private func campaign(_ context: WebContext) async throws -> NamedCampaign? {
        guard let name = context.part("campaign") else { return nil }
        guard let slug = Slug(name), let found = try await Desk(site: web.site).campaign(slug) else {
            throw Refused(.notFound)
        }
        return NamedCampaign(id: found.id, campaign: found.campaign)
    }

    private func page(_ page: some Page, _ request: Request, status: HTTPResponse.Status) -> Response {
        .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }

    private static func query(to path: String) -> String {
        path == AdminPath.desk || !AdminPath.isOurs(path) ? "" : "?next=\(path)"
    }
}

/// The mark of a form of somebody who is signed in: no other site knows it (S-27).
struct FormMark {
    private let tokens: FormTokens

    init(_ tokens: FormTokens) {
        self.tokens = tokens
    }

    /// The same as long as the person stays signed in, also when the session's secret changes.
    func text(of visitor: SignedIn) -> String {
        tokens.mark(accountID: visitor.account.id, beganAt: visitor.session.beganAt)
    }

    func accepts(_ text: String, of visitor: SignedIn) -> Bool {
        text.utf8.isSameSecret(as: self.text(of: visitor).utf8)
    }
}

extension Request {
    /// The fields of an organisers' form; one that carries a kept form may be twice as long.
    func adminFields(limit: Int = AdminGate.bodyLimit) async throws -> FieldBody {
        let type = headers.value(of: .contentType) ?? ""
        switch type.prefix(while: { $0 != ";" }).lowercased() {
        case "application/x-www-form-urlencoded":
            return try FieldBody(form: try await bytes(upTo: limit), limit: AdminGate.fieldLimit)
        case "multipart/form-data": return try FieldBody(upload: try await bytes(upTo: limit), type: type)
        default: throw Refused(.wrongMediaType)
        }
    }
}

import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Signing in and out, passphrase and code once more, and one-time addresses.
struct AdminSignInRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/sign-in") { request, _ in form(request) }
        routes.post("/admin/sign-in") { request, context in try await signIn(request, context) }
        routes.post("/admin/sign-out", for: .signedIn) { _, visit in
            try await signOut { try await web.accounts.signOut(visit.visitor) }
        }
        routes.post("/admin/account/sign-out", for: .signedIn) { _, visit in
            try await signOut { try await web.accounts.signOutEverywhere(visit.visitor) }
        }
        routes.post("/admin/proof", for: .signedIn, limit: AdminGate.carryingLimit) { request, visit in
            try await prove(request, visit)
        }
        routes.get("/admin/set-up/{token}") { request, context in try await setUpForm(request, context) }
        routes.post("/admin/set-up/{token}") { request, context in try await setUp(request, context) }
    }

    private func form(_ request: Request) -> Response {
        let next = request.uri.queryParameters["next"].map(String.init)
        return page(SignInPage(next: next.flatMap { AdminPath.isOurs($0) ? $0 : nil }), request)
    }

    private func signIn(_ request: Request, _ context: WebContext) async throws -> Response {
        try request.refuseOtherSites(than: web.site.address.base)
        let fields = try await request.adminFields(limit: AdminGate.carryingLimit)
        let cookie = SessionCookie(web.site.address)
        let form = SignInForm(address: fields["address"], passphrase: fields["passphrase"], code: fields["code"])
        let prefix = web.prefix(of: request, context)
        let outcome = try await busyAware {
            try await web.accounts.signIn(form, device: cookie.device(request), prefix: prefix)
        }
        guard case .signedIn(let secret, let device) = outcome else {
            let again = SignInPage(
                address: form.address,
                problem: Self.problem(outcome),
                next: next(fields),
                kept: isForeign(fields, request) ? nil : HiddenForm(fields)
            )
            return page(again, request, status: Self.status(outcome))
        }
        if let former = cookie.secret(request) { try await web.accounts.forget(former) }
        guard let visitor = try await web.accounts.signedIn(secret) else { throw Refused(.fault) }
        let unsigned = isForeign(fields, request) ? nil : KeptForm(fields, by: .nobody, web.formTokens)
        var response = goOn(fields, visitor, request, unsigned)
        response.headers.append(cookie.session(secret))
        response.headers.append(cookie.device(device))
        return response
    }

    private func prove(_ request: Request, _ visit: Visit) async throws -> Response {
        let fields = visit.fields
        let form = SignInForm(passphrase: fields["passphrase"], code: fields["code"])
        let outcome = try await busyAware { try await web.accounts.prove(form, visit.visitor) }
        guard case .signedIn(let secret, _) = outcome else {
            let again = SignInPage(
                problem: Self.problem(outcome),
                next: next(fields),
                kept: HiddenForm(fields),
                proof: .init(bar: visit.bar)
            )
            return page(again, request, status: Self.status(outcome))
        }
        var response = goOn(fields, visit.visitor, request)
        response.headers.append(SessionCookie(web.site.address).session(secret))
        return response
    }

    /// Whether a form that nobody signed comes from elsewhere than our own pages: anybody can have such a form sealed, and
    /// bring it to somebody who is about to sign in.
    private func isForeign(_ fields: FieldBody, _ request: Request) -> Bool {
        !request.isSurelyFrom(web.site.address.base) && KeptForm(fields, by: .nobody, web.formTokens) != nil
    }

    /// Back to what the person wanted: the page, or the form that was sent before, as by this browser while nobody was
    /// signed in.
    private func goOn(
        _ fields: FieldBody,
        _ visitor: SignedIn,
        _ request: Request,
        _ unsigned: KeptForm? = nil
    ) -> Response {
        guard let kept = KeptForm(fields, by: .account(visitor.account.id), web.formTokens) ?? unsigned else {
            return .seeOther(next(fields) ?? AdminPath.desk)
        }
        let token = FormMark(web.formTokens).text(of: visitor)
        return .personal(web.renderer.render(ContinuePage(kept: kept, token: token), in: web.language(of: request)))
    }

    private func next(_ fields: FieldBody) -> String? {
        AdminPath.isOurs(fields["next"]) ? fields["next"] : nil
    }

    private func signOut(_ work: () async throws -> Void) async throws -> Response {
        try await work()
        var response = Response.seeOther("/admin/sign-in")
        response.headers.append(SessionCookie(web.site.address).none)
        return response
    }

    private func setUpForm(_ request: Request, _ context: WebContext) async throws -> Response {
        let path = request.uri.path
        guard let setup = try await web.accounts.openSetup(context.part("token") ?? "") else { throw Refused(.gone) }
        return page(SetUpPage(path: path, siteName: web.renderer.site.name, setup: setup), request)
    }

    private func setUp(_ request: Request, _ context: WebContext) async throws -> Response {
        try request.refuseOtherSites(than: web.site.address.base)
        let secret = context.part("token") ?? ""
        let fields = try await request.adminFields()
        let form = SetUpForm(
            name: fields["name"],
            passphrase: fields["passphrase"],
            code: fields["code"],
            seed: fields["seed"]
        )
        guard let setup = try await web.accounts.openSetup(secret, seed: form.seed) else { throw Refused(.gone) }
        let prefix = web.prefix(of: request, context)
        switch try await busyAware({ try await web.accounts.setUp(secret, form, prefix: prefix) }) {
        case .done(let codes):
            return codes.isEmpty
                ? .seeOther("/admin/sign-in") : page(RecoveryCodesPage(bar: nil, codes: codes), request)
        case .gone: throw Refused(.gone)
        case .tooMany(let seconds): throw Refused(.tooMany, retryAfter: seconds)
        case .problems(let problems):
            let again = SetUpPage(
                path: request.uri.path,
                siteName: web.renderer.site.name,
                setup: setup,
                form: form,
                problems: problems
            )
            return page(again, request, status: .unprocessableContent)
        }
    }

    /// Too many people sign in at this moment: they may come again.
    private func busyAware<T>(_ work: () async throws -> T) async throws -> T {
        do {
            return try await work()
        } catch is PassphraseWork.Overloaded {
            throw Refused(.busy, retryAfter: 10)
        }
    }

    private static func problem(_ outcome: SignInOutcome) -> SignInPage.Problem {
        if case .tooMany(let seconds) = outcome { return .tooMany(minutes: (seconds + 59) / 60) }
        return .refused
    }

    private static func status(_ outcome: SignInOutcome) -> HTTPResponse.Status {
        if case .tooMany = outcome { return .tooManyRequests }
        return .unauthorized
    }

    private func page(
        _ page: some Page,
        _ request: Request,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }
}

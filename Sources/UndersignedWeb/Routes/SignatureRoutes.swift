import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// The first half of a signature: the form, and "check your e-mail".
struct SignatureRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.post("/petitions/{slug}/signatures") { request, context in try await ask(request, context) }
        routes.get("/petitions/{slug}/sent") { request, context in try await sent(request, context) }
        routes.post("/petitions/{slug}/sent") { request, context in try await resend(request, context) }
    }

    private func ask(_ request: Request, _ context: WebContext) async throws -> Response {
        let snapshot = try await web.snapshot(context)
        let petition = snapshot.petition
        let fields = try await request.fields()
        let form = fields.signatureForm
        if let limiter = web.limiter, let seconds = limiter.take(web.prefix(of: request, context)) {
            throw Refused(.tooMany, kept: keptForm(fields, petition), retryAfter: seconds)
        }
        let isJSON = request.wantsJSON
        if !isJSON || !form.token.isEmpty {
            let isOurs = web.formTokens.accepts(form.token, petitionID: petition.id, now: web.site.ambient.now())
            guard isOurs else {
                // Open for too long, or from elsewhere: shown again with everything kept and a fresh token.
                let stale = SignatureDraft.Problem(field: .key, reason: .requestKey)
                return try await again(form, [stale], snapshot, request, status: .unprocessableContent)
            }
        }
        let language = web.language(of: request)
        if fields["work"] != "yes", let domain = workDomain(of: form, petition) {
            return warning(domain, keptForm(fields, petition), petition, request)
        }
        do {
            let source = try await PublicReading(site: web.site).source(form.source, of: petition)
            return try await answer(
                Signing(site: web.site).ask(form, petition: petition, language: language, source: source),
                form,
                snapshot,
                request
            )
        } catch {
            throw Refused(passing: error, kept: keptForm(fields, petition)) ?? error
        }
    }

    /// The domain of those addressed that a form without mistakes has its address at; nil for none.
    private func workDomain(of form: SignatureForm, _ petition: Petition) -> String? {
        guard petition.sheet.discretion?.workDomains.isEmpty == false,
            let draft = try? SignatureDraft.read(form, under: petition.sheet.rules)  // what is wrong is told first
        else { return nil }
        return petition.sheet.workDomain(of: draft.email)
    }

    /// Nothing was stored and nothing is mailed yet.
    private func warning(
        _ domain: String,
        _ kept: FailurePage.KeptForm,
        _ petition: Petition,
        _ request: Request
    ) -> Response {
        if request.wantsJSON { return .json(["error": "work-address", "domain": domain], status: .conflict) }
        let page = WorkAddressPage(petition: PetitionReference(petition), domain: domain, kept: kept)
        return .personal(web.renderer.render(page, in: web.language(of: request)))
    }

    private func answer(
        _ outcome: Signing.Outcome,
        _ form: SignatureForm,
        _ snapshot: PetitionSnapshot,
        _ request: Request
    ) async throws -> Response {
        let petition = snapshot.petition
        switch outcome {
        case .accepted:
            if request.wantsJSON { return .json(["state": "sent"], status: .accepted) }
            let sealed = try web.tickets.seal(form, petitionID: petition.id)
            return .seeOther("/petitions/\(petition.slug)/sent" + (sealed.map { "?s=\($0)" } ?? ""))
        case .problems(let problems, _):
            if request.wantsJSON { return .json(ProblemList(problems), status: .unprocessableContent) }
            return try await again(form, problems.all, snapshot, request, status: .unprocessableContent)
        case .refused(let refusal, _): return try await refused(refusal, snapshot, request)
        }
    }

    /// The page that says why the petition takes no signature now.
    private func refused(
        _ refusal: Petition.Refusal,
        _ snapshot: PetitionSnapshot,
        _ request: Request
    ) async throws -> Response {
        let isClosed = refusal == .closed
        let status: HTTPResponse.Status = isClosed ? .gone : .conflict
        if request.wantsJSON { return .json(["error": isClosed ? "closed" : "not-open"], status: status) }
        return try await again(SignatureForm(), [], snapshot, request, status: status)
    }

    /// The petition's page with what was typed and what is wrong with it.
    private func again(
        _ form: SignatureForm,
        _ problems: [SignatureDraft.Problem],
        _ snapshot: PetitionSnapshot,
        _ request: Request,
        status: HTTPResponse.Status
    ) async throws -> Response {
        let campaign = try await StandingReading(site: web.site).campaign(of: snapshot.petition)
        let page = PetitionPageMaker(web: web).page(
            snapshot,
            campaign: campaign,
            now: web.site.ambient.now(),
            language: web.language(of: request),
            input: form,
            problems: problems,
            suggestedDomain: Self.suggestion(form)
        )
        let html = web.renderer.render(page, in: web.language(of: request))
        return .personal(html, status: status, compressedFor: request)
    }

    private func sent(_ request: Request, _ context: WebContext) async throws -> Response {
        let petition = try await web.snapshot(context).petition
        // Members are mailed no link: nobody is to wait for one.
        guard petition.sheet.signatories != .members else { throw Refused(.notFound) }
        let sealed = request.uri.queryParameters["s"].map(String.init)
        let ticket = sealed.flatMap { web.tickets.open($0, petitionID: petition.id) }
        let page = SentPage(
            petition: PetitionReference(petition),
            address: ticket?.form.email,
            sealed: ticket == nil ? nil : sealed,
            suggestedDomain: ticket.flatMap { Self.suggestion($0.form) }
        )
        return .personal(web.renderer.render(page, in: web.language(of: request)))
    }

    private func resend(_ request: Request, _ context: WebContext) async throws -> Response {
        let petition = try await web.snapshot(context).petition
        let fields = try await request.fields()
        let language = web.language(of: request)
        guard let ticket = web.tickets.open(fields["s"], petitionID: petition.id) else {
            let page = ResentPage(petition: PetitionReference(petition), address: nil, outcome: .unknown)
            return .personal(web.renderer.render(page, in: language), status: .gone)
        }
        if let limiter = web.limiter, let seconds = limiter.take(web.prefix(of: request, context)) {
            throw Refused(.tooMany, kept: keptForm(fields, petition, action: "sent"), retryAfter: seconds)
        }
        // The same for an address that signed and for one that did not: it tells of the mailbox, to who asked (M-04).
        if try Bounces(site: web.site).didReturn(ticket.form, petition: petition, since: ticket.issuedAt) {
            let page = ResentPage(
                petition: PetitionReference(petition),
                address: ticket.form.email,
                outcome: .returned
            )
            return .personal(web.renderer.render(page, in: language))
        }
        // Whether a limit forbade the mail is told only by mail: else the page would tell who signed (F-J).
        do {
            _ = try await Signing(site: web.site).ask(ticket.form, petition: petition, language: language)
        } catch {
            throw Refused(passing: error, kept: keptForm(fields, petition, action: "sent")) ?? error
        }
        let page = ResentPage(petition: PetitionReference(petition), address: ticket.form.email, outcome: .sent)
        return .personal(web.renderer.render(page, in: language))
    }

    /// What was sent, to be sent once more to the same address.
    private func keptForm(
        _ fields: FieldBody,
        _ petition: Petition,
        action: String = "signatures"
    ) -> FailurePage.KeptForm {
        FailurePage.KeptForm(
            action: "/petitions/\(petition.slug)/\(action)",
            fields: fields.fields.map { FailurePage.KeptForm.Field(name: $0.name, value: $0.value) }
        )
    }

    /// A near miss of a big mail provider; offered, never applied (F-15).
    private static func suggestion(_ form: SignatureForm) -> String? {
        do {
            return try EmailAddress(form.email).suggestion
        } catch {
            // Not an address: the form says so by itself.
            return nil
        }
    }
}

/// All problems of a form, for programs.
struct ProblemList: Encodable {
    struct Item: Encodable {
        let field: String
        let reason: String
    }

    let problems: [Item]

    init(_ problems: SignatureDraft.Problems) {
        self.problems = problems.all.map { Item(field: $0.field.rawValue, reason: $0.reason.word) }
    }
}

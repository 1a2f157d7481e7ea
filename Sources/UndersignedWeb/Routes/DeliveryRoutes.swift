import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// The private address that goes with a packet: the one addressed says there that it has arrived, and answers.
///
/// A GET never changes anything.
struct DeliveryRoutes {
    /// 5,000 characters in four bytes each, as a form writes them.
    private static let bodyLimit = 64 * 1_024

    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/deliveries/{token}") { request, context in try await show(request, context) }
        routes.post("/deliveries/{token}/acknowledgement") { request, context in
            try await acknowledge(request, context)
        }
        routes.post("/deliveries/{token}/answers") { request, context in try await answer(request, context) }
    }

    private var receipts: DeliveryReceipts { DeliveryReceipts(site: web.site) }

    private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        try await page(try token(context), request)
    }

    private func acknowledge(_ request: Request, _ context: WebContext) async throws -> Response {
        let token = try admitted(request, context)
        try await request.refuseOtherThanEmptyForm()
        do {
            guard try await receipts.acknowledge(token) else { throw Refused(.notFound) }
        } catch {
            throw Refused(passing: error, kept: kept("/deliveries/\(token.text)/acknowledgement", [])) ?? error
        }
        return done(token, request)
    }

    private func answer(_ request: Request, _ context: WebContext) async throws -> Response {
        let token = try admitted(request, context)
        let fields = try await request.fields(upTo: Self.bodyLimit)
        let typed = Dictionary(uniqueKeysWithValues: AnswerDraft.Field.allCases.map { ($0, fields[$0.rawValue]) })
        let draft: AnswerDraft
        do {
            draft = try AnswerDraft(text: fields["text"], name: fields["name"], role: fields["role"])
        } catch {
            if request.wantsJSON {
                return .json(["error": error.all.keys.map(\.rawValue).sorted()], status: .unprocessableContent)
            }
            return try await page(token, request, typed, error.all, status: .unprocessableContent)
        }
        let outcome: DeliveryReceipts.Outcome
        do {
            outcome = try await receipts.answer(token, draft)
        } catch {
            let own = typed.map { ($0.key.rawValue, $0.value) }.sorted { $0.0 < $1.0 }
            throw Refused(passing: error, kept: kept("/deliveries/\(token.text)/answers", own)) ?? error
        }
        switch outcome {
        case .stored: return done(token, request)
        case .unknown: throw Refused(.notFound)
        case .tooMany: return try await page(token, request, status: .conflict)
        }
    }

    /// The token of a press that is the person's own, and not one of too many.
    private func admitted(_ request: Request, _ context: WebContext) throws -> LinkToken {
        try request.refuseOtherSites(than: web.site.address.base)
        if let limiter = web.limiter, let seconds = limiter.take(web.prefix(of: request, context)) {
            throw Refused(.tooMany, retryAfter: seconds)
        }
        return try token(context)
    }

    private func token(_ context: WebContext) throws -> LinkToken {
        guard let token = context.part("token").flatMap({ LinkToken($0) }) else { throw Refused(.notFound) }
        return token
    }

    private func done(_ token: LinkToken, _ request: Request) -> Response {
        request.wantsJSON ? .json(["state": "done"]) : .seeOther("/deliveries/\(token.text)")
    }

    private func kept(_ action: String, _ fields: [(String, String)]) -> FailurePage.KeptForm {
        let kept = fields.map { FailurePage.KeptForm.Field(name: $0.0, value: $0.1) }
        return FailurePage.KeptForm(action: action, fields: kept)
    }

    private func page(
        _ token: LinkToken,
        _ request: Request,
        _ typed: [AnswerDraft.Field: String] = [:],
        _ problems: [AnswerDraft.Field: PlainText.Problem] = [:],
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        guard let view = try await receipts.view(token) else {
            guard try web.packets.holdsPacket(at: token) else { throw Refused(.notFound) }
            return .personal(web.renderer.render(DeliveryWaitingPage(), in: web.language(of: request)))
        }
        let page = DeliveryPage(
            token: token.text,
            delivery: view,
            typed: typed,
            problems: problems,
            isFull: view.answers.count >= DeliveryReceipts.answerLimit
        )
        return .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }
}

import HTTPTypes
import Hummingbird
import TransparencyLog
import UndersignedApp
import UndersignedCore

/// The mailed link: one secret address for the button, the receipt and the way back.
///
/// A GET never changes anything.
struct LinkRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/s/{token}") { request, context in try await show(request, context) }
        routes.post("/s/{token}") { request, context in try await confirm(request, context) }
        routes.post("/s/{token}/stranger") { request, context in try await disown(request, context) }
        routes.get("/s/{token}/receipt") { request, context in try await receipt(request, context) }
        routes.post("/s/{token}/display") { request, context in try await takeBack(request, context) }
        routes.post("/s/{token}/withdrawal") { request, context in try await withdraw(request, context) }
    }

    private var links: Links { Links(site: web.site) }

    private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let token = token(context) else { return web.unknownLink(request) }
        let view = try await links.view(token)
        let shown = try await LinkPageMaker(web: web, language: web.language(of: request)).page(view, token)
        return .personal(shown.html(web.renderer, web.language(of: request)), status: shown.status)
    }

    private func confirm(_ request: Request, _ context: WebContext) async throws -> Response {
        try request.refuseOtherSites(than: web.site.address.base)
        guard let token = token(context) else { return web.unknownLink(request) }
        let fields = try await request.fields()
        guard let textVersion = Int(fields["text"]), textVersion > 0 else { throw Refused(.badRequest) }
        let outcome: LogOutcome
        do {
            outcome = try await links.confirm(token, textVersion: textVersion)
        } catch {
            throw Refused(passing: error, kept: kept("/s/\(token.text)", [("text", fields["text"])])) ?? error
        }
        switch outcome {
        case .counted, .recorded: return done(token, request)
        case .refused(.textChanged): return try await changedText(token, request, shown: textVersion)
        case .refused(.clockInDoubt), .failed, .appended, .withdrawn:
            throw busy("/s/\(token.text)", [("text", fields["text"])])
        case .refused: return try await show(request, context, status: .gone)
        }
    }

    private func withdraw(_ request: Request, _ context: WebContext) async throws -> Response {
        try request.refuseOtherSites(than: web.site.address.base)
        guard let token = token(context) else { return web.unknownLink(request) }
        try await request.refuseOtherThanEmptyForm()
        let outcome: LogOutcome
        do {
            outcome = try await links.withdraw(token)
        } catch {
            throw Refused(passing: error, kept: kept("/s/\(token.text)/withdrawal", [])) ?? error
        }
        switch outcome {
        case .withdrawn: return done(token, request)
        case .refused(.clockInDoubt), .failed, .counted, .recorded, .appended:
            throw busy("/s/\(token.text)/withdrawal", [])
        case .refused: return try await show(request, context, status: .conflict)
        }
    }

    private func disown(_ request: Request, _ context: WebContext) async throws -> Response {
        try request.refuseOtherSites(than: web.site.address.base)
        guard let token = token(context) else { return web.unknownLink(request) }
        let fields = try await request.fields()
        let (isMine, isEverywhere) = (fields["mine"] == "yes", fields["everywhere"] == "yes")
        do {
            let disowning = Disowning(site: web.site)
            let isDone =
                try await isMine ? disowning.reclaim(token) : disowning.disown(token, everywhere: isEverywhere)
            return isDone ? done(token, request) : try await show(request, context, status: .conflict)
        } catch {
            let own = [("mine", fields["mine"]), ("everywhere", fields["everywhere"])].filter { !$0.1.isEmpty }
            throw Refused(passing: error, kept: kept("/s/\(token.text)/stranger", own)) ?? error
        }
    }

    /// What was chosen to be shown is shown no more; the signature stays.
    private func takeBack(_ request: Request, _ context: WebContext) async throws -> Response {
        try request.refuseOtherSites(than: web.site.address.base)
        guard let token = token(context) else { return web.unknownLink(request) }
        let fields = try await request.fields()
        guard let part = OwnDisplay.Part(rawValue: fields["part"]) else { throw Refused(.badRequest) }
        do {
            guard try await OwnDisplay(site: web.site).takeBack(part, token) else {
                return try await show(request, context, status: .conflict)
            }
        } catch {
            throw Refused(passing: error, kept: kept("/s/\(token.text)/display", [("part", part.rawValue)])) ?? error
        }
        return done(token, request)
    }

    private func receipt(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let token = token(context) else { return web.unknownLink(request) }
        guard let receipt = try await Receipts(site: web.site).receipt(token) else {
            return try await show(request, context, status: .notFound)
        }
        var headers: HTTPFields = [
            .contentType: MediaTypes.plain, .cacheControl: "no-store", .referrerPolicy: "no-referrer",
        ]
        headers[.contentDisposition] = "attachment; filename=\"signature-\(receipt.proof.index).tlog-proof\""
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: receipt.bytes))
        )
    }

    private func done(_ token: LinkToken, _ request: Request) -> Response {
        request.wantsJSON ? .json(["state": "done"]) : .seeOther("/s/\(token.text)")
    }

    private func show(_ request: Request, _ context: WebContext, status: HTTPResponse.Status) async throws -> Response {
        var response = try await show(request, context)
        // The page says by itself what happened; the status says that nothing was counted.
        if response.status == .ok { response.status = status }
        return response
    }

    private func changedText(_ token: LinkToken, _ request: Request, shown textVersion: Int) async throws -> Response {
        let view = try await links.view(token)
        let changed = try await LinkPageMaker(web: web, language: web.language(of: request)).page(
            view,
            token,
            shownText: textVersion
        )
        return .personal(changed.html(web.renderer, web.language(of: request)), status: .conflict)
    }

    private func token(_ context: WebContext) -> LinkToken? {
        context.part("token").flatMap { LinkToken($0) }
    }

    private func busy(_ action: String, _ fields: [(String, String)]) -> Refused {
        Refused(.busy, kept: kept(action, fields), retryAfter: 5)
    }

    private func kept(_ action: String, _ fields: [(String, String)]) -> FailurePage.KeptForm {
        let kept = fields.map { FailurePage.KeptForm.Field(name: $0.0, value: $0.1) }
        return FailurePage.KeptForm(action: action, fields: kept)
    }
}

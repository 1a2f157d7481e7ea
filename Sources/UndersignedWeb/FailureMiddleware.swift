import HTTPTypes
import Hummingbird
import Logging
import UndersignedApp
import UndersignedCore

/// Turns every error into a page (or JSON) that says what to do, and puts the same headers on every answer.
struct FailureMiddleware: RouterMiddleware {
    typealias Context = WebContext

    let web: Web
    let table: RouteTable

    func handle(
        _ request: Request,
        context: WebContext,
        next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = await answer(to: error, request)
        }
        // A scan of a few names: a look-up would build an index of them for each answer.
        let isSilent = response.headers.contains { $0.name == .referrerPolicy }
        let hasPolicy = response.headers.contains { $0.name == .contentSecurityPolicy }
        if !hasPolicy { response.headers.append(Self.strict) }
        // The older header has no word for what one page alone may be: framed by anybody.
        let isFramed = hasPolicy && response.headers[.contentSecurityPolicy] == Self.framed.value
        for field in isFramed ? Self.unframed : Self.everywhere { response.headers.append(field) }
        if !isSilent { response.headers.append(Self.referrerPolicy) }
        return response
    }

    /// S-19, S-22…S-26: one strict policy for every page; nothing may frame one, nothing is fetched elsewhere.
    ///
    /// - Parameters:
    ///   - more: A directive that one page needs besides.
    ///   - framers: Who may frame it.
    ///   - connects: An origin that one page's module asks besides the site.
    /// - Returns: The header's value.
    static func policy(more: String? = nil, framers: String = "'none'", connects: String? = nil) -> String {
        let asked = (["'self'"] + [connects].compactMap(\.self)).joined(separator: " ")
        let strict = """
            default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src \(asked); \
            form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors \(framers)
            """
        return more.map { "\(strict); \($0)" } ?? strict
    }

    static let strict = HTTPField(name: .contentSecurityPolicy, value: policy())

    /// The other headers of every answer.
    static let everywhere: [HTTPField] = [
        HTTPField(name: .xContentTypeOptions, value: "nosniff"),
        HTTPField(name: named("Cross-Origin-Opener-Policy"), value: "same-origin"),
        HTTPField(name: frameOptions, value: "DENY"),
        HTTPField(name: named("Permissions-Policy"), value: "camera=(), geolocation=(), microphone=()"),
    ]

    /// The page that partners show in their own.
    static let framed = HTTPField(name: .contentSecurityPolicy, value: policy(framers: "*"))

    private static let frameOptions = named("X-Frame-Options")
    private static let unframed = everywhere.filter { $0.name != frameOptions }

    /// Pages behind a link say `no-referrer` themselves.
    private static let referrerPolicy = HTTPField(name: .referrerPolicy, value: "same-origin")

    private static func named(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .xContentTypeOptions }

    private func answer(to error: any Error, _ request: Request) async -> Response {
        let refused = refusal(of: error, request)
        var incident: String?
        if refused.status == .fault {
            incident = web.site.ambient.randomBytes(4).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
                .joined()
            // The address of a mailed link is a secret, so only the route's shape is written.
            web.logger.error(
                "a request failed",
                metadata: [
                    "incident": "\(incident ?? "")", "route": "\(table.shape(of: request.uri.path))",
                    "what": "\(Self.described(error))",
                ]
            )
        }
        let status = HTTPResponse.Status(code: refused.status.code)
        var response: Response
        switch request.answerKind {
        case .json: response = .json(["error": refused.status.word], status: status)
        case .table: response = .table("error\r\n\(refused.status.word)\r\n", status: status)
        case .page: response = await page(FailurePage(refused.status, incident: incident, kept: refused.kept), request)
        }
        if let seconds = refused.retryAfter { response.headers[.retryAfter] = String(seconds) }
        if refused.status == .methodNotAllowed {
            response.headers[.allow] = table.methods(of: request.uri.path).joined(separator: ", ")
        }
        return response
    }

    private func page(_ page: FailurePage, _ request: Request) async -> Response {
        var page = page
        page.exit = await FailureExit(web: web).address(of: request.uri.path)
        let language = web.language(of: request)
        let status = HTTPResponse.Status(code: page.status.code)
        guard page.incident == nil, page.kept == nil else {
            return .personal(web.renderer.render(page, in: language), status: status)
        }
        // The same for everybody at a petition's addresses: whoever tries many costs little.
        let name = PageCache.Name(path: "failure \(page.status.rawValue) \(page.exit ?? "")", language: language)
        return .personal(
            web.pages.body(name, version: "") { [page] in web.renderer.render(page, in: language) }.plain,
            status: status
        )
    }

    private func refusal(of error: any Error, _ request: Request) -> Refused {
        if let passing = Refused(passing: error) { return passing }
        switch error {
        case let refused as Refused: return refused
        case is FieldBody.Malformed: return Refused(.badRequest)
        case let error as any HTTPResponseError:
            switch error.status.code {
            case 404 where !table.methods(of: request.uri.path).isEmpty: return Refused(.methodNotAllowed)
            case let code: return Refused(FailurePage.Status(rawValue: code) ?? (code < 500 ? .badRequest : .fault))
            }
        default: return Refused(.fault)
        }
    }

    /// Database faults name no values; any other error's own words might, so only its type is written.
    private static func described(_ error: any Error) -> String {
        error.wordsToLog
    }
}

extension FailurePage.Status {
    /// For programs.
    var word: String {
        switch self {
        case .badRequest: "bad-request"
        case .forbidden: "forbidden"
        case .notFound: "not-found"
        case .methodNotAllowed: "method-not-allowed"
        case .conflict: "conflict"
        case .gone: "gone"
        case .tooLarge: "too-large"
        case .wrongMediaType: "wrong-media-type"
        case .tooMany: "too-many"
        case .fault: "fault"
        case .busy: "busy"
        case .unwritable: "unwritable"
        }
    }
}

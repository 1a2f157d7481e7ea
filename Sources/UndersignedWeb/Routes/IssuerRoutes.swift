import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// What an issuer tells everybody of a letter whose tokens it signs.
struct IssuerRoutes {
    /// The number changes once a day.
    static let cache = "public, max-age=60"

    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/petitions/{slug}/members") { request, context in
            let letter = try await letter(context)
            let page = IssuerPage(
                issuer: letter.name,
                letter: letter.address,
                issued: letter.issued,
                key: String(decoding: StrictBase64.encode(letter.key.sha256), as: UTF8.self),
                isClosed: letter.isClosed
            )
            // Nothing of a site stands around it: there is none.
            let html = web.renderer.renderFramed(page, in: web.language(of: request))
            return .personal(html, status: .ok, compressedFor: request)
        }
        routes.get("/petitions/{slug}/members.json") { request, context in
            let report = try await letter(context).report
            return Response(SharedBody(Array(report.text.utf8)), type: MediaTypes.json, cache: Self.cache, for: request)
        }
    }

    private func letter(_ context: WebContext) async throws -> IssuerDesk.Letter {
        do {
            return try await IssuerDesk(site: web.site).letter(try await web.snapshot(context).petition)
        } catch is IssuerDesk.Refusal {
            throw Refused(.notFound)
        }
    }
}

/// Lets the page of a letter on another site ask, as any program may; no cookie goes along.
struct AnyOrigin: RouterMiddleware {
    typealias Context = WebContext

    private static let fields: HTTPFields = [
        .accessControlAllowOrigin: "*",
        .accessControlExposeHeaders: "\(MemberRoutes.vouchers), \(HTTPField.Name.retryAfter)",
    ]

    private static let promises: HTTPFields = [
        .accessControlAllowMethods: "GET, POST", .accessControlAllowHeaders: "Content-Type",
        .accessControlMaxAge: "86400",
    ]

    func handle(
        _ request: Request,
        context: WebContext,
        next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard request.method != .options else {
            return Response(status: .noContent, headers: Self.fields + Self.promises)
        }
        // Failures are told to programs: around a page of people stands a site, and here is none.
        var head = request.head
        head.headerFields[.accept] = "application/json"
        var response = try await next(Request(head: head, body: request.body), context)
        for field in Self.fields { response.headers.append(field) }
        return response
    }
}

import HTTPTypes
package import Hummingbird
package import Logging
import TransparencyLog
package import UndersignedApp

/// A witness's addresses (c2sp.org/tlog-witness), apart from those of a site.
package struct WitnessRouter {
    /// A proof of 63 hashes and a checkpoint with many note signatures fit in here.
    static let bodyLimit = 64 * 1_024

    private let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)

    /// - Parameters:
    ///   - witness: Who answers.
    ///   - logger: Where faults are written; never who asked.
    package init(_ witness: Witness, logger: Logger) {
        router.add(middleware: WitnessFailures(logger: logger))
        router.post("/add-checkpoint") { request, _ in
            var request = request
            let body = try await request.collectBody(upTo: Self.bodyLimit)
            return Self.answer(try await witness.add(Array(body.readableBytesView)))
        }
        router.get("/{origin}/checkpoint") { _, context in
            guard let hash = context.parameters.get("origin"), hash.utf8.count == 64,
                let checkpoint = try await witness.checkpoint(originHash: hash)
            else { throw HTTPError(.notFound) }
            return Self.text(checkpoint)
        }
        router.get("/healthz") { _, _ in Self.text("ok\n") }
    }

    /// The router, ready to serve or to test.
    package var built: Router<WebContext> { router }

    private static func answer(_ outcome: Witness.Outcome) -> Response {
        switch outcome {
        case .cosigned(let line): text(line.line + "\n")
        case .malformed(let what): text("\(what)\n", status: .badRequest)
        case .unknownOrigin: text("this witness does not watch that log\n", status: .notFound)
        case .untrusted: text("no key that is trusted for this log signed the checkpoint\n", status: .forbidden)
        case .otherSize(let size): text("\(size)\n", status: .conflict, type: "text/x.tlog.size")
        case .inconsistent(let what): text("\(what)\n", status: .unprocessableContent)
        case .clockBehind: text("the clock of this witness is behind\n", status: .serviceUnavailable)
        }
    }

    fileprivate static func text(
        _ text: String,
        status: HTTPResponse.Status = .ok,
        type: String = MediaTypes.plain
    ) -> Response {
        Response(
            status: status,
            headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}

/// Turns every error into a line of text, with the headers that all answers have.
private struct WitnessFailures: RouterMiddleware {
    typealias Context = WebContext

    let logger: Logger

    func handle(
        _ request: Request,
        context: WebContext,
        next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as any HTTPResponseError {
            response = WitnessRouter.text("\(error.status.reasonPhrase.lowercased())\n", status: error.status)
        } catch {
            logger.error("a request failed", metadata: ["what": "\((error as? any SafeToLog)?.logWords ?? "")"])
            response = WitnessRouter.text("nothing was stored or cosigned; try again\n", status: .internalServerError)
        }
        for field in [FailureMiddleware.strict] + FailureMiddleware.everywhere { response.headers.append(field) }
        return response
    }
}

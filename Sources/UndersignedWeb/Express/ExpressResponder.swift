package import HTTPTypes
package import Hummingbird
import Logging
import NIOCore
import UndersignedApp

/// The site's router as the express lane asks it.
package final class ExpressResponder: Sendable {
    /// An answer with its whole body.
    struct Answer: Sendable {
        let head: HTTPResponse
        let body: ByteBuffer
    }

    private let responder: RouterResponder<WebContext>
    private let logger: Logger
    private let date: DateField

    /// - Parameters:
    ///   - router: The one that Hummingbird serves.
    ///   - web: Its clock dates the answers.
    package init(_ router: Router<WebContext>, _ web: Web) {
        responder = router.buildResponder()
        logger = web.logger
        date = DateField(ambient: web.site.ambient)
    }

    /// Whether a request is one of the busy few, and not said to be long.
    ///
    /// What takes long to answer must not stand here: it would keep the other connections of its event loop waiting.
    package func takes(_ head: HTTPRequest) -> Bool {
        guard let path = head.path, head.headerFields[.expect] == nil else { return false }
        let length = head.headerFields[.contentLength].flatMap { Int($0) } ?? 0
        guard length <= Request.bodyLimit else { return false }
        switch head.method {
        case .post where path.hasPrefix("/s/"): return true
        case .post: return path.hasPrefix(Self.petitions) && path.hasSuffix("/signatures")
        case .get:
            guard path.hasPrefix(Self.petitions) else { return false }
            let rest = path.utf8.dropFirst(Self.petitions.utf8.count).drop { $0 != UInt8(ascii: "/") }
            return rest.isEmpty || rest.starts(with: "/log/".utf8) || rest.elementsEqual("/count.json".utf8)
        default: return false
        }
    }

    private static let petitions = "/petitions/"

    /// What the router says.
    func answer(_ head: HTTPRequest, _ body: ByteBuffer, _ channel: any Channel) async -> Answer {
        let request = Request(head: head, body: RequestBody(buffer: body))
        let context = WebContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
        var response: Response
        var collected = BodyCollector()
        do {
            response = try await responder.respond(to: request, context: context)
            try await response.body.write(collected)
        } catch {
            logger.error("a request failed outside of the site's own routes", metadata: ["what": "\(type(of: error))"])
            response = Response(status: .internalServerError)
            collected = BodyCollector()
        }
        response.headers[.date] = date.text
        return Answer(head: response.head, body: collected.bytes)
    }
}

/// Keeps a whole body.
private final class BodyCollector: ResponseBodyWriter {
    private(set) var bytes = ByteBuffer()

    func write(_ buffer: ByteBuffer) {
        // Nearly always the only one: then nothing is copied.
        if bytes.readableBytes == 0 { bytes = buffer } else { bytes.writeImmutableBuffer(buffer) }
    }

    consuming func finish(_: HTTPFields?) {}
}

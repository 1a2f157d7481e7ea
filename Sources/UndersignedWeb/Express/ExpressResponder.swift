package import HTTPTypes
import Hummingbird
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

    private let table: ExpressTable
    private let responder: RouterResponder<WebContext>
    private let logger: Logger
    private let date: DateField

    /// - Parameters:
    ///   - router: The one that Hummingbird serves.
    ///   - web: Its clock dates the answers.
    package init(_ router: SiteRouter, _ web: Web) {
        table = ExpressTable(router)
        responder = router.built.buildResponder()
        logger = web.logger
        date = DateField(ambient: web.site.ambient)
    }

    /// Who answers a request that is one of the busy few, and not said to be long; nil for any other.
    ///
    /// What takes long to answer must not stand here: it would keep the other connections of its event loop waiting.
    package func route(of head: HTTPRequest) -> ExpressRoute? {
        guard let path = head.path, let route = table.route(head.method, path) else { return nil }
        guard head.headerFields.value(of: .expect) == nil else { return nil }
        let length = head.headerFields.value(of: .contentLength).flatMap { Int($0) } ?? 0
        return length <= Request.bodyLimit ? route : nil
    }

    /// What the router says.
    func answer(_ head: HTTPRequest, _ body: ByteBuffer, _ route: ExpressRoute, _ channel: any Channel) async -> Answer
    {
        let request = Request(head: head, body: RequestBody(buffer: body))
        var context = WebContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
        var response: Response
        var collected = BodyCollector()
        do {
            switch route {
            case .found(let answering, let part):
                context.found = part
                response = try await answering(request, context)
            case .other: response = try await responder.respond(to: request, context: context)
            }
            try await response.body.write(collected)
        } catch {
            logger.error("a request failed outside of the site's own routes", metadata: ["what": "\(type(of: error))"])
            response = Response(status: .internalServerError)
            collected = BodyCollector()
        }
        response.headers.append(HTTPField(name: .date, value: date.text))
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

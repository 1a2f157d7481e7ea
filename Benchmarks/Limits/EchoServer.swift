import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// A Hummingbird server that does nothing: the ceiling for any server built on it.
struct EchoServer {
    private static let pageLimitBytes = 1 << 20

    private let host: String
    private let port: Int

    /// - Parameter listen: HOST:PORT.
    /// - Throws: `Misuse` when it is written otherwise.
    init(listen: String) throws {
        guard let colon = listen.lastIndex(of: ":"), let port = Int(listen[listen.index(after: colon)...]),
            (1...65_535).contains(port)
        else { throw Misuse(text: "--listen: write HOST:PORT, such as 127.0.0.1:9000") }
        host = String(listen[..<colon])
        self.port = port
    }

    func run() async throws {
        var logger = Logger(label: "limits")
        logger.logLevel = .error
        let application = Application(
            router: router(),
            configuration: .init(address: .hostname(host, port: port)),
            logger: logger
        )
        try await application.runService()
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.post("/echo") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 16)
            return Response(
                status: .ok,
                headers: [.contentType: "application/x-www-form-urlencoded"],
                body: ResponseBody(byteBuffer: body)
            )
        }
        // Made once, so that a request costs a reference and no copy.
        let page = ByteBuffer(repeating: UInt8(ascii: "u"), count: Self.pageLimitBytes)
        router.get("/page") { request, _ in
            guard let count = request.uri.queryParameters["bytes"].flatMap({ Int($0) }),
                let body = page.getSlice(at: 0, length: count)
            else { return Response(status: .badRequest) }
            return Response(
                status: .ok,
                headers: [.contentType: "text/html; charset=utf-8"],
                body: ResponseBody(byteBuffer: body)
            )
        }
        return router
    }
}

/// HTTP with servers that nobody here answers for: an answer of bounded size in bounded time, or the reason why not.
///
/// One request blocks one thread, and each thread keeps its connection open: what one server sends holds up no other
/// conversation. No redirect is followed and no cookie kept; a proxy that the environment names is used.
package final class HTTPClient: Sendable {
    private let bounds: HTTPBounds
    private let threads: WorkerThreads<HTTPConnection>

    /// - Parameters:
    ///   - bounds: What each answer keeps to.
    ///   - connections: How many requests run at once at most; at least 1. Others wait, and their time begins later.
    ///   - proxy: What every request goes through, such as `socks5h://127.0.0.1:9050`; nil for what the environment names.
    package init(_ bounds: HTTPBounds, connections: Int, proxy: String? = nil) {
        self.bounds = bounds
        threads = WorkerThreads(name: "http", limit: connections) { HTTPConnection(bounds, proxy: proxy) }
    }

    /// Asks and waits for the whole answer, whatever its status.
    ///
    /// - Throws: `HTTPSilence`; within about a second when the task is cancelled.
    package func answer(to request: HTTPRequest) async throws(HTTPSilence) -> HTTPAnswer {
        let exchange = HTTPExchange(limitBytes: bounds.limitBytes)
        let outcome = await withTaskCancellationHandler {
            await threads.run { connection in connection.perform(request, exchange) }
        } onCancel: {
            exchange.end()
        }
        return try outcome.get()
    }
}

/// How long an answer may take, and how long it may be.
package struct HTTPBounds: Hashable, Sendable {
    /// From the first byte sent to the last one received, connecting included.
    package let seconds: Int
    /// Without a byte for so long the conversation ends.
    package let quietSeconds: Int
    /// Of the body, unpacked.
    package let limitBytes: Int

    package init(seconds: Int, quietSeconds: Int? = nil, limitBytes: Int) {
        self.seconds = seconds
        self.quietSeconds = quietSeconds ?? seconds
        self.limitBytes = limitBytes
    }
}

/// What is asked of a server.
package struct HTTPRequest: Hashable, Sendable {
    /// With `http://` or `https://`.
    let address: String
    /// What POST sends, and its media type; nil for GET.
    let content: Content?
    /// A secret that says who asks; nil for none.
    let bearer: String?
    /// The media type that is asked for; nil for any.
    let accepted: String?
    /// Fields of the answer's head that are read, by their names in small letters.
    package var readFields: [String] = []

    struct Content: Hashable, Sendable {
        let bytes: [UInt8]
        let mediaType: String
    }

    /// GET.
    ///
    /// - Parameters:
    ///   - address: What is asked for.
    ///   - bearer: Says who asks (RFC 6750); printable ASCII.
    package init(_ address: String, bearer: String? = nil) {
        (self.address, content, self.bearer, accepted) = (address, nil, bearer, nil)
    }

    /// POST.
    ///
    /// - Parameters:
    ///   - address: Where to.
    ///   - bytes: What is sent.
    ///   - mediaType: What the bytes are.
    ///   - accepted: The media type that is asked for; nil for any.
    package init(_ address: String, sending bytes: [UInt8], as mediaType: String, accepting accepted: String? = nil) {
        (self.address, bearer, self.accepted) = (address, nil, accepted)
        content = Content(bytes: bytes, mediaType: mediaType)
    }
}

/// What a server answered.
package struct HTTPAnswer: Hashable, Sendable {
    package let status: Int
    /// Without parameters, in small letters; empty for none.
    package let mediaType: String
    /// Where a redirect leads, as a whole address.
    package let redirect: String?
    /// The values of those fields that the request wanted to read and that are there.
    package var fields: [String: String] = [:]
    package let body: [UInt8]
}

/// Why a server's answer is not there.
package enum HTTPSilence: Error, Hashable {
    case late
    case tooLong
    /// The asking task was cancelled.
    case cancelled
    /// The server's name is unknown.
    case unknownHost
    /// Anything else, in libcurl's words.
    case broken(String)
}

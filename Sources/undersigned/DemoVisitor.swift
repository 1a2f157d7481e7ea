import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A browser of the demonstration: asks one site on this machine, follows nothing by itself, keeps nothing.
struct DemoVisitor: Sendable {
    /// An answer as it came.
    struct Answer: Sendable {
        let status: Int
        /// Where a `303` leads, without the site's address.
        let location: String
        let body: [UInt8]

        var page: DemoPage { DemoPage(html: String(decoding: body, as: UTF8.self)) }
    }

    /// The address of the site, without a slash at its end.
    let site: String
    private let session: URLSession

    /// Nil for an address that is not on this machine: invented people must never reach somebody else's petition.
    init?(site text: String) {
        guard let parts = URLComponents(string: text), parts.scheme == "http", let host = parts.host,
            LoopbackHost.isOne(host), parts.query == nil, parts.fragment == nil, parts.user == nil
        else { return nil }
        site = text.hasSuffix("/") ? String(text.dropLast()) : text
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = 30
        configuration.httpMaximumConnectionsPerHost = 12
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        configuration.httpShouldSetCookies = false
        configuration.httpAdditionalHeaders = ["Accept-Language": "en", "Accept": "text/html,*/*"]
        session = URLSession(configuration: configuration, delegate: NoRedirects(), delegateQueue: nil)
    }

    func get(_ path: String) async throws -> Answer {
        try await send(request("GET", path))
    }

    func head(_ path: String) async throws -> Answer {
        try await send(request("HEAD", path))
    }

    /// Sends a form as a browser does.
    func post(_ path: String, _ fields: [(String, String)]) async throws -> Answer {
        var request = try request("POST", path)
        request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        request.setValue("same-origin", forHTTPHeaderField: "Sec-Fetch-Site")
        let body = fields.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
        request.httpBody = Data(body.utf8)
        return try await send(request)
    }

    /// The page at a path, which must be there.
    func page(_ path: String) async throws -> DemoPage {
        let answer = try await get(path)
        guard answer.status == 200 else { throw DemoFailure("GET \(path) answered \(answer.status)") }
        return answer.page
    }

    private func request(_ method: String, _ path: String) throws -> URLRequest {
        guard path.hasPrefix("/"), let url = URL(string: site + path) else {
            throw DemoFailure("‘\(path)’ is no address of the site")
        }
        var request = URLRequest(url: url)
        request.httpMethod = method
        return request
    }

    /// A busy site is asked again, as a person would; a form can be sent twice and counts once.
    private func send(_ request: URLRequest) async throws -> Answer {
        for attempt in 1...5 {
            let answer: Answer
            do {
                let (data, response) = try await session.data(for: request)
                guard let response = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
                let location = response.value(forHTTPHeaderField: "Location") ?? ""
                answer = Answer(
                    status: response.statusCode,
                    location: location.hasPrefix(site) ? String(location.dropFirst(site.count)) : location,
                    body: Array(data)
                )
            } catch let error as URLError {
                guard attempt < 3 else { throw DemoFailure.noAnswer("\(site) gives no answer: \(Self.words(error))") }
                try await Task.sleep(for: .milliseconds(100))
                continue
            }
            if answer.status != 503 { return answer }
            try await Task.sleep(for: .milliseconds(250 << attempt))
        }
        throw DemoFailure.noAnswer("\(site) stays busy")
    }

    private static func words(_ error: URLError) -> String {
        error.code == .cannotConnectToHost ? "nothing listens there" : error.localizedDescription
    }

    private static func encoded(_ text: String) -> String {
        text.replacing("\n", with: "\r\n").utf8.map { byte in
            let isPlain =
                "-._*".utf8.contains(byte) || (0x30...0x39).contains(byte)
                || (0x61...0x7A).contains(byte | 0x20) && byte < 0x80
            if byte == 0x20 { return "+" }
            return isPlain ? String(Unicode.Scalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    private final class NoRedirects: NSObject, URLSessionTaskDelegate {
        func urlSession(
            _ session: URLSession,
            task: URLSessionTask,
            willPerformHTTPRedirection response: HTTPURLResponse,
            newRequest request: URLRequest,
            completionHandler: @escaping @Sendable (URLRequest?) -> Void
        ) {
            completionHandler(nil)
        }
    }
}

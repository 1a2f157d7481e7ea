import Foundation
import UndersignedApp
import UndersignedCore

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A petition's log as a server publishes it.
///
/// Asks that one host and follows no redirect away from it.
struct HTTPLogSource: PublishedPetition {
    private let address: HTTPLogSourceAddress
    private let session: URLSession

    private static let attempts = 4
    private static let answersToRepeat: Set<Int> = [429, 500, 502, 503, 504]

    init(address: HTTPLogSourceAddress) {
        self.address = address
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = 30
        configuration.timeoutIntervalForResource = 120
        configuration.httpMaximumConnectionsPerHost = 12
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        configuration.httpShouldSetCookies = false
        session = URLSession(configuration: configuration, delegate: SameHostOnly(), delegateQueue: nil)
    }

    func following(_ origin: LogOrigin) -> any PublishedPetition {
        HTTPLogSource(address: address.following(origin))
    }

    func file(_ path: String) async throws -> [UInt8]? {
        try await bytes(at: "\(address.log)/\(path)")
    }

    func petitionFile(_ name: String) async throws -> [UInt8]? {
        try await bytes(at: "\(address.petition)/\(name)")
    }

    private func bytes(at text: String) async throws -> [UInt8]? {
        guard let url = URL(string: text) else { throw LogSourceFailure("\(text) is no address") }
        var attempt = 1
        while true {
            do {
                return try await answer(to: URLRequest(url: url))
            } catch let trouble as Trouble {
                guard trouble.mayPass, attempt < Self.attempts else {
                    throw LogSourceFailure("\(text): \(trouble.text)")
                }
                // 0.25, 0.5, then 1 second: a busy server gets time, a person does not wait long.
                try await Task.sleep(for: .milliseconds(125 << attempt))
                attempt += 1
            }
        }
    }

    private func answer(to request: URLRequest) async throws -> [UInt8]? {
        let data: Data
        let response: URLResponse
        do {
            (data, response) = try await session.data(for: request)
        } catch let error as URLError {
            throw Trouble(text: error.localizedDescription, mayPass: error.code != .cannotFindHost)
        }
        guard let status = (response as? HTTPURLResponse)?.statusCode, response.url?.host == request.url?.host else {
            throw Trouble(text: "answered by another host", mayPass: false)
        }
        switch status {
        case 200: return Array(data)
        case 404, 410: return nil
        case 300..<400: throw Trouble(text: "redirected elsewhere, which is not followed", mayPass: false)
        default:
            throw Trouble(text: "the server answered \(status)", mayPass: Self.answersToRepeat.contains(status))
        }
    }

    private struct Trouble: Error {
        let text: String
        /// Whether asking again is worth it.
        let mayPass: Bool
    }

    private final class SameHostOnly: NSObject, URLSessionTaskDelegate {
        func urlSession(
            _ session: URLSession,
            task: URLSessionTask,
            willPerformHTTPRedirection response: HTTPURLResponse,
            newRequest request: URLRequest,
            completionHandler: @escaping @Sendable (URLRequest?) -> Void
        ) {
            completionHandler(request.url?.host == response.url?.host ? request : nil)
        }
    }
}

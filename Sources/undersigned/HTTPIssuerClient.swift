import Foundation
import UndersignedApp
import UndersignedCurl

/// The way to issuers over HTTP: a short answer in good time, or none.
struct HTTPIssuerClient: IssuerClient {
    /// So many are asked at a time; each of them once a day.
    private static let connections = 4

    private let client = HTTPClient(HTTPBounds(seconds: 5, limitBytes: 4 * 1_024), connections: connections)

    func report(at address: String) async throws -> [UInt8] {
        // On an open line anybody could give the answer.
        let parts = URLComponents(string: address)
        let isHere = parts?.scheme == "http" && LoopbackHost.isOne(parts?.host ?? "")
        guard parts?.scheme == "https" || isHere, parts?.query == nil, parts?.fragment == nil else {
            throw IssuerSilent(what: "its address must begin with https://, or with http:// and be on this machine")
        }
        do throws(HTTPSilence) {
            let answer = try await client.answer(to: HTTPRequest(address))
            guard answer.status == 200 else { throw HTTPSilence.broken("it answers \(answer.status)") }
            return answer.body
        } catch {
            switch error {
            case .cancelled: throw CancellationError()
            case .late: throw IssuerSilent(what: "it did not answer in time")
            case .tooLong: throw IssuerSilent(what: "its answer is longer than 4 kB")
            case .unknownHost: throw IssuerSilent(what: "its host is unknown")
            case .broken(let words): throw IssuerSilent(what: words)
            }
        }
    }
}

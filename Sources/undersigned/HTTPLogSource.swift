import Foundation
import UndersignedApp
import UndersignedCore
import UndersignedCurl

/// A petition's log as a server publishes it.
///
/// Asks that one host and follows no redirect away from it. The host may be hostile: what it sends is bounded.
struct HTTPLogSource: PublishedPetition {
    private let address: HTTPLogSourceAddress
    private let client: HTTPClient

    /// A file may have 4 MiB: a petition in all languages of the Union, or 256 entries of 16 kB each.
    static let bounds = HTTPBounds(seconds: 120, quietSeconds: 30, limitBytes: 4 << 20)
    private static let connections = 12
    private static let attempts = 4
    private static let answersToRepeat: Set<Int> = [429, 500, 502, 503, 504]
    private static let redirectLimit = 5

    /// - Parameters:
    ///   - address: Of the petition or its log.
    ///   - proxy: What every request goes through; nil for what the environment names.
    ///   - bounds: Of each answer.
    init(address: HTTPLogSourceAddress, proxy: String? = nil, bounds: HTTPBounds = Self.bounds) {
        self.init(address, HTTPClient(bounds, connections: Self.connections, proxy: proxy))
    }

    private init(_ address: HTTPLogSourceAddress, _ client: HTTPClient) {
        (self.address, self.client) = (address, client)
    }

    func following(_ origin: LogOrigin) -> any PublishedPetition {
        HTTPLogSource(address.following(origin), client)
    }

    func file(_ path: String) async throws -> [UInt8]? {
        try await bytes(at: "\(address.log)/\(path)")
    }

    func petitionFile(_ name: String) async throws -> [UInt8]? {
        try await bytes(at: "\(address.petition)/\(name)")
    }

    func petitionPage(_ name: String) async throws -> PublishedPage? {
        let names = (policy: "content-security-policy", refresh: "refresh")
        let answer = try await found("\(address.petition)/\(name)", reading: [names.policy, names.refresh])
        return answer.map {
            PublishedPage(bytes: $0.body, policy: $0.fields[names.policy], refresh: $0.fields[names.refresh])
        }
    }

    func siteFile(_ path: String) async throws -> [UInt8]? {
        guard let parts = URLComponents(string: address.petition), let start = parts.rangeOfPath?.lowerBound else {
            return nil
        }
        return try await bytes(at: address.petition[..<start] + path)
    }

    private func bytes(at text: String) async throws -> [UInt8]? { try await found(text)?.body }

    private func found(_ text: String, reading fields: [String] = []) async throws -> HTTPAnswer? {
        var attempt = 1
        while true {
            do {
                return try await answer(at: text, reading: fields)
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

    private func answer(at text: String, reading fields: [String]) async throws -> HTTPAnswer? {
        var place = text
        for _ in 0...Self.redirectLimit {
            let answer = try await ask(place, reading: fields)
            switch answer.status {
            case 200: return answer
            case 404, 410: return nil
            case 300..<400:
                guard let next = answer.redirect, Self.isOnSameHost(next, as: text) else {
                    throw Trouble(text: "redirected elsewhere, which is not followed", mayPass: false)
                }
                place = next
            default:
                throw Trouble(
                    text: "the server answered \(answer.status)",
                    mayPass: Self.answersToRepeat.contains(answer.status)
                )
            }
        }
        throw Trouble(text: "redirected more than \(Self.redirectLimit) times", mayPass: false)
    }

    private func ask(_ text: String, reading fields: [String]) async throws -> HTTPAnswer {
        var request = HTTPRequest(text)
        request.readFields = fields
        do {
            return try await client.answer(to: request)
        } catch {
            switch error {
            case .cancelled: throw CancellationError()
            case .late: throw Trouble(text: "no answer in time", mayPass: true)
            case .tooLong: throw Trouble(text: "the file is longer than 4 MiB", mayPass: false)
            case .unknownHost: throw Trouble(text: "there is no such host", mayPass: false)
            case .broken(let words): throw Trouble(text: words, mayPass: true)
            }
        }
    }

    /// Whether the new address has the host of the old one, and does not leave TLS.
    private static func isOnSameHost(_ new: String, as old: String) -> Bool {
        guard let new = URLComponents(string: new), let old = URLComponents(string: old) else { return false }
        return new.host?.lowercased() == old.host?.lowercased()
            && (new.scheme?.lowercased() == "https" || old.scheme?.lowercased() == "http")
    }

    private struct Trouble: Error {
        let text: String
        /// Whether asking again is worth it.
        let mayPass: Bool
    }
}

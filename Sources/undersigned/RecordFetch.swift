import ArgumentParser
import Foundation
import UndersignedApp
import UndersignedCore
import UndersignedCurl

/// Fetches a partner's records, page after page.
struct RecordFetch {
    /// Of one page: a thousand records take less than one.
    private static let bounds = HTTPBounds(seconds: 120, quietSeconds: 30, limitBytes: 16 * 1_024 * 1_024)

    private let address: String
    private let token: String

    /// - Parameters:
    ///   - address: `https://HOST/partners/ID/records`.
    ///   - tokenFile: A file with the token.
    /// - Throws: The exit code to end with.
    init(_ address: String, tokenFile: String) throws {
        guard let parts = URLComponents(string: address), let host = parts.host, !host.isEmpty, parts.user == nil,
            parts.query == nil, parts.fragment == nil
        else { throw stop(2, "--from: write the address as https://HOST/partners/ID/records") }
        // A token on an open line is everybody's.
        guard parts.scheme == "https" || parts.scheme == "http" && LoopbackHost.isOne(host) else {
            throw stop(2, "--from: the address must begin with https://")
        }
        guard let text = try? String(contentsOfFile: tokenFile, encoding: .utf8) else {  // whatever is in the way
            throw stop(2, "--token-file: \(tokenFile) does not exist or does not read")
        }
        self.address = address
        token = text.filter { !$0.isWhitespace }
        guard !token.isEmpty, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw stop(2, "--token-file: \(tokenFile) holds no token")
        }
    }

    /// - Parameters:
    ///   - cursor: Where to begin.
    ///   - take: Is given each line; says where the page ends.
    /// - Throws: The exit code to end with, or what `take` throws.
    func run(after cursor: String, take: (String) throws -> RecordLine.End?) async throws {
        let client = HTTPClient(Self.bounds, connections: 1)
        var cursor = cursor
        while true {
            var end: RecordLine.End?
            for line in try await page(client, after: cursor).split(separator: UInt8(ascii: "\n")) {
                end = try take(String(decoding: line, as: UTF8.self)) ?? end
            }
            guard let end else { throw stop(3, "--from: a page ends too early") }
            guard end.more else { return }
            guard end.cursor != cursor else { throw stop(3, "--from: the site gives the same page again and again") }
            cursor = end.cursor
        }
    }

    private func page(_ client: HTTPClient, after cursor: String) async throws -> [UInt8] {
        let answer: HTTPAnswer
        do throws(HTTPSilence) {
            answer = try await client.answer(to: HTTPRequest("\(address)?after=\(cursor)", bearer: token))
        } catch {
            throw stop(5, "--from: the site does not answer: \(error)")
        }
        switch answer.status {
        case 200: return answer.body
        case 400: throw stop(2, "--after: the site has not given that; begin without it")
        case 401: throw stop(2, "--token-file: the site does not know this token; make a new one on the partner's page")
        case 404: throw stop(2, "--from: these are not the records of the token's partner")
        case 503, 429: throw stop(75, "--from: the site is busy; try again in a moment")
        case let status: throw stop(5, "--from: the site answers \(status)")
        }
    }
}

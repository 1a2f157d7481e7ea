import ArgumentParser
import Foundation
import UndersignedCurl

/// Sends a member's forms: no cookie, no referrer, no redirect followed, nothing kept.
struct MemberPost {
    /// Status 423, when a token is asked for or used.
    static let notOpenYet = "the petition is not open yet; come back when it is"

    private let client: HTTPClient

    /// Through Tor, an answer takes some seconds.
    private static let bounds = HTTPBounds(seconds: 120, quietSeconds: 60, limitBytes: 64 * 1_024)

    init(proxy: String?) {
        client = HTTPClient(Self.bounds, connections: 1, proxy: proxy)
    }

    /// Sends a form and waits for the answer, whatever its status.
    ///
    /// - Throws: The exit code to end with where there is no answer.
    func answer(
        from address: String,
        to fields: [(String, String)],
        accepting type: String,
        reading field: String? = nil
    ) async throws -> HTTPAnswer {
        let body = fields.map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&")
        var request = HTTPRequest(
            address,
            sending: Array(body.utf8),
            as: "application/x-www-form-urlencoded",
            accepting: type
        )
        request.readFields = [field].compactMap(\.self)
        do throws(HTTPSilence) {
            return try await client.answer(to: request)
        } catch {
            throw stop(5, "\(address): \(Self.words(of: error))")
        }
    }

    /// - Returns: The exit code to end with after a refusal, its reason said.
    static func refusal(_ status: Int, _ reasons: [Int: String], of address: String, adding words: String) -> ExitCode {
        switch status {
        case 429: stop(75, "too many asks at once; try again later. \(words)")
        case 500...: stop(5, "\(address): the server answered \(status). \(words)")
        default: stop(1, "\(reasons[status] ?? "\(address): the server answered \(status)"). \(words)")
        }
    }

    private static func words(of silence: HTTPSilence) -> String {
        switch silence {
        case .late: "no answer in time"
        case .tooLong: "the answer is longer than 64 kB"
        case .cancelled: "it was given up"
        case .unknownHost: "there is no such host"
        case .broken(let words): words
        }
    }

    /// As browsers write a form.
    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x20: "+"
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: String(Unicode.Scalar(byte))
            case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "*"):
                String(Unicode.Scalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}

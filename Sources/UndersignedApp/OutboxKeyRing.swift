import Crypto
import Foundation
import UndersignedCore

/// The chain of the hour to come, and the mail keys of hours that still matter, by hours since 1970.
struct OutboxKeyRing: Sendable {
    private(set) var chain: SymmetricKey
    private(set) var keys: [Int64: SymmetricKey] = [:]

    init(chain: SymmetricKey) {
        self.chain = chain
    }

    /// Reads what `text` prints; nil for anything else.
    init?(_ text: String) {
        let lines = text.split(separator: "\n")
        guard lines.count >= 3, lines[0] == Self.title else { return nil }
        let words = lines[1].split(separator: " ")
        guard words.count == 2, words[0] == "chain", let chain = Self.key(words[1]) else { return nil }
        self.chain = chain
        for line in lines[2...] {
            let words = line.split(separator: " ")
            guard words.count == 3, words[0] == "key", let hour = Int64(words[1]), let key = Self.key(words[2]) else {
                return nil
            }
            keys[hour] = key
        }
    }

    var text: String {
        let lines = keys.sorted { $0.key < $1.key }.map { "key \($0.key) \(Self.text($0.value))" }
        return ([Self.title, "chain \(Self.text(chain))"] + lines).joined(separator: "\n") + "\n"
    }

    /// The hour whose key is used for new mail.
    var newest: Int64 { keys.keys.max() ?? .min }

    /// Makes an hour's key and replaces the chain, from which that key could have been made again.
    mutating func turn(to hour: Int64) {
        let info = Array("undersigned/v1 outbox \(hour)".utf8)
        let output = HKDF<SHA256>.deriveKey(inputKeyMaterial: chain, info: info, outputByteCount: 64)
        (keys[hour], chain) = output.withUnsafeBytes { bytes in
            (SymmetricKey(data: bytes.prefix(32)), SymmetricKey(data: bytes.dropFirst(32)))
        }
    }

    /// The hours that ended before a moment; never the newest.
    func hours(before limit: Moment) -> Set<Int64> {
        Set(keys.keys.filter { $0 != newest && ($0 + 1) * 3_600 <= limit.seconds })
    }

    mutating func erase(_ hours: Set<Int64>) {
        for hour in hours { keys[hour] = nil }
    }

    private static let title = "undersigned/v1 outbox keys"

    private static func text(_ key: SymmetricKey) -> String {
        key.withUnsafeBytes { Data($0).base64EncodedString() }
    }

    private static func key(_ text: Substring) -> SymmetricKey? {
        guard let data = Data(base64Encoded: String(text)), data.count == 32 else { return nil }
        return SymmetricKey(data: data)
    }
}

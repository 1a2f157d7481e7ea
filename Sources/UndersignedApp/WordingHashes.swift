import Synchronization
import UndersignedCore

/// The hashes of sentences that people tick, each made once: a petition has a few, and a million people tick them.
final class WordingHashes: Sendable {
    struct Hashed: Hashable, Sendable {
        /// SHA-256, 32 bytes.
        let bytes: [UInt8]
        /// The same in base64.
        let text: String
    }

    /// More sentences than any site has at a time; beyond it the memory begins again.
    static let limit = 1_000

    private let known = Mutex<[String: Hashed]>([:])

    var count: Int { known.withLock(\.count) }

    func hash(of sentence: String) -> Hashed {
        if let hashed = known.withLock({ $0[sentence] }) { return hashed }
        let bytes = Array(sentence.utf8).sha256
        let hashed = Hashed(bytes: bytes, text: String(decoding: StrictBase64.encode(bytes), as: UTF8.self))
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll() }
            known[sentence] = hashed
        }
        return hashed
    }
}

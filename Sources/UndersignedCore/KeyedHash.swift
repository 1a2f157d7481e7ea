package import Crypto

/// HMAC-SHA-256 (RFC 2104), and HKDF of it (RFC 5869), for short texts: two hashes, each of one buffer.
///
/// The same as swift-crypto's, at a third of its cost: that feeds a hash piece by piece, with an object for each.
package struct KeyedHash: Sendable {
    private static let blockByteCount = 64

    private let inner: [UInt8]
    private let outer: [UInt8]

    /// - Parameter key: At most 64 bytes.
    package init(key: [UInt8]) {
        precondition(key.count <= Self.blockByteCount)
        let padded = key + [UInt8](repeating: 0, count: Self.blockByteCount - key.count)
        inner = padded.map { $0 ^ 0x36 }
        outer = padded.map { $0 ^ 0x5C }
    }

    package init(key: SymmetricKey) {
        self.init(key: key.withUnsafeBytes { Array($0) })
    }

    /// The code of a message, 32 bytes.
    package func code(_ message: [UInt8]) -> [UInt8] {
        let first = SHA256.hash(data: inner + message)
        return Array(SHA256.hash(data: outer + first))
    }

    /// HKDF without salt, 32 bytes long.
    package static func derivedKey(from secret: [UInt8], info: [UInt8]) -> SymmetricKey {
        let extracted = withoutSalt.code(secret)
        return SymmetricKey(data: KeyedHash(key: extracted).code(info + [1]))
    }

    private static let withoutSalt = KeyedHash(key: [])
}

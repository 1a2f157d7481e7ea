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
        var inner = [UInt8](repeating: 0x36, count: Self.blockByteCount)
        var outer = [UInt8](repeating: 0x5C, count: Self.blockByteCount)
        for (index, byte) in key.enumerated() {
            inner[index] ^= byte
            outer[index] ^= byte
        }
        (self.inner, self.outer) = (inner, outer)
    }

    package init(key: SymmetricKey) {
        self.init(key: key.withUnsafeBytes { Array($0) })
    }

    /// The code of a message, 32 bytes.
    package func code(_ message: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(Self.blockByteCount + max(message.count, SHA256.byteCount))
        text += inner
        text += message
        let hash = text.sha256
        text.removeAll(keepingCapacity: true)
        text += outer
        text += hash
        return text.sha256
    }

    /// The first half of HKDF without salt: what several keys of one secret have in common.
    package init(extractedFrom secret: [UInt8]) {
        self.init(key: Self.withoutSalt.code(secret))
    }

    /// The other half of HKDF, 32 bytes long, of a hash that was extracted.
    package func expandedKey(info: [UInt8]) -> SymmetricKey {
        SymmetricKey(data: code(info + [1]))
    }

    /// HKDF without salt, 32 bytes long.
    package static func derivedKey(from secret: [UInt8], info: [UInt8]) -> SymmetricKey {
        KeyedHash(extractedFrom: secret).expandedKey(info: info)
    }

    private static let withoutSalt = KeyedHash(key: [])
}

extension [UInt8] {
    /// Their SHA-256, 32 bytes.
    package var sha256: [UInt8] {
        var function = SHA256()
        withUnsafeBytes { function.update(bufferPointer: $0) }
        // As it lies in memory: an array made of the sequence asks it for one byte after the other.
        return function.finalize().withUnsafeBytes { Array($0) }
    }
}

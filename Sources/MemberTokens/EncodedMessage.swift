import Crypto

/// EMSA-PSS of RFC 8017, 9.1.1, with SHA-384 and MGF1 with SHA-384.
package enum EncodedMessage {
    private static let hashByteCount = SHA384.byteCount

    /// Encodes a message.
    ///
    /// - Parameters:
    ///   - message: The message as it was prepared (RFC 9474, 4.1).
    ///   - salt: 48 bytes of chance in the variants called PSS, none in those called PSSZERO.
    ///   - bitCount: The bits of the modulus less one; at least 8 · (salt + 50) − 7.
    /// - Returns: As many bytes as hold the bits.
    package static func pss(_ message: [UInt8], salt: [UInt8], bitCount: Int) -> [UInt8] {
        let byteCount = (bitCount + 7) / 8
        precondition(byteCount >= hashByteCount + salt.count + 2)
        let hash = Array(SHA384.hash(data: [UInt8](repeating: 0, count: 8) + SHA384.hash(data: message) + salt))
        let filling = [UInt8](repeating: 0, count: byteCount - salt.count - hashByteCount - 2)
        let block = filling + [1] + salt
        var masked = zip(block, mask(seed: hash, byteCount: block.count)).map { $0 ^ $1 }
        masked[0] &= 0xff >> UInt8(8 * byteCount - bitCount)
        return masked + hash + [0xbc]
    }

    /// Whether bytes encode a message with whatever salt: EMSA-PSS-VERIFY of RFC 8017, 9.1.2.
    ///
    /// - Parameters:
    ///   - encoded: As ``pss(_:salt:bitCount:)`` gives it.
    ///   - message: The message as it was prepared.
    ///   - saltByteCount: How long the salt is.
    ///   - bitCount: As for ``pss(_:salt:bitCount:)``.
    /// - Returns: Whether they do.
    package static func isPSS(_ encoded: [UInt8], of message: [UInt8], saltByteCount: Int, bitCount: Int) -> Bool {
        let maskedByteCount = encoded.count - hashByteCount - 1
        guard maskedByteCount > saltByteCount else { return false }
        let hash = Array(encoded.dropFirst(maskedByteCount).prefix(hashByteCount))
        let block = zip(encoded, mask(seed: hash, byteCount: maskedByteCount)).map { $0 ^ $1 }
        return pss(message, salt: Array(block.suffix(saltByteCount)), bitCount: bitCount) == encoded
    }

    /// MGF1 of RFC 8017, B.2.1.
    private static func mask(seed: [UInt8], byteCount: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var counter: UInt32 = 0
        while bytes.count < byteCount {
            bytes += SHA384.hash(data: seed + counter.bigEndianBytes)
            counter += 1
        }
        return Array(bytes.prefix(byteCount))
    }
}

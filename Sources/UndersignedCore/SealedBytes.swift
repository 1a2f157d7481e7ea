package import Crypto

/// AES-256-GCM (NIST SP 800-38D) in one run of bytes: a nonce of 12, the ciphertext, a tag of 16.
package enum SealedBytes {
    package static let nonceByteCount = 12

    /// Seals a content.
    ///
    /// - Parameters:
    ///   - content: Any bytes.
    ///   - key: 256 bits.
    ///   - nonce: 12 random bytes, used for nothing else.
    ///   - context: Bound to the content, and needed to open it.
    /// - Returns: Nonce, ciphertext and tag.
    /// - Throws: `CryptoKitError` when the nonce is not of 12 bytes.
    package static func seal(
        _ content: [UInt8],
        using key: SymmetricKey,
        nonce: [UInt8],
        authenticating context: [UInt8]
    ) throws -> [UInt8] {
        let box = try AES.GCM.seal(content, using: key, nonce: AES.GCM.Nonce(data: nonce), authenticating: context)
        guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
        return Array(combined)
    }

    /// Opens what `seal` gave.
    ///
    /// - Parameters:
    ///   - sealed: Nonce, ciphertext and tag.
    ///   - key: The same.
    ///   - context: The same.
    /// - Returns: The content.
    /// - Throws: `CryptoKitError` when a byte of anything differs.
    package static func open(
        _ sealed: [UInt8],
        using key: SymmetricKey,
        authenticating context: [UInt8]
    ) throws -> [UInt8] {
        Array(try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key, authenticating: context))
    }
}

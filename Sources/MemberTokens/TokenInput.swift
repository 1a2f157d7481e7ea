/// What an issuer signs without seeing it: `token_input` of RFC 9578, 6.1.
package struct TokenInput: Hashable, Sendable {
    package static let byteCount = 98
    /// The bytes of nonce, challenge digest and key id each.
    package static let fieldByteCount = 32

    /// `token_type`, `nonce`, `challenge_digest`, `token_key_id`.
    package let bytes: [UInt8]

    /// - Parameters:
    ///   - nonce: 32 bytes of chance: what makes one token of each.
    ///   - challenge: What the token is for.
    ///   - issuerKey: The key that signs it.
    package init(nonce: [UInt8], challenge: TokenChallenge, issuerKey: IssuerPublicKey) {
        precondition(nonce.count == Self.fieldByteCount)
        bytes = TokenChallenge.tokenType.bigEndianBytes + nonce + challenge.digest + issuerKey.keyID
    }

    /// - Parameter bytes: 98 bytes, of whatever type.
    init(bytes: [UInt8]) {
        precondition(bytes.count == Self.byteCount)
        self.bytes = bytes
    }

    package var tokenType: UInt16 { UInt16(bytes[0]) << 8 | UInt16(bytes[1]) }

    package var nonce: [UInt8] { Array(bytes[2..<34]) }

    package var challengeDigest: [UInt8] { Array(bytes[34..<66]) }

    package var keyID: [UInt8] { Array(bytes[66..<98]) }
}

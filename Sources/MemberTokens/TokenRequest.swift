/// What a client asks an issuer: `TokenRequest` of RFC 9578, 6.1, `application/private-token-request`.
package struct TokenRequest: Hashable, Sendable {
    /// A request that an issuer does not answer; HTTP status 422.
    package enum Problem: Error, Hashable, Sendable {
        /// Not 259 bytes.
        case wrongLength(Int)
        /// Another `token_type`.
        case otherType(UInt16)
        /// For another key than the issuer's.
        case otherKey
        /// The blinded message is 0, or not below the key's modulus.
        case wrongBlindedMessage
    }

    package static let mediaType = "application/private-token-request"
    package static let byteCount = 259

    /// `token_type`, `truncated_token_key_id`, `blinded_msg`.
    package let bytes: [UInt8]

    /// Reads a request; whether a key can answer it, the key says.
    ///
    /// - Parameter bytes: 259 bytes.
    /// - Throws: `Problem` for another length or type.
    package init(_ bytes: [UInt8]) throws(Problem) {
        guard bytes.count == Self.byteCount else { throw .wrongLength(bytes.count) }
        let type = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
        guard type == TokenChallenge.tokenType else { throw .otherType(type) }
        self.bytes = bytes
    }

    init(blindedMessage: [UInt8], issuerKey: IssuerPublicKey) {
        precondition(blindedMessage.count == IssuerPublicKey.modulusByteCount)
        bytes = TokenChallenge.tokenType.bigEndianBytes + [issuerKey.truncatedKeyID] + blindedMessage
    }

    package var truncatedKeyID: UInt8 { bytes[2] }

    /// 256 bytes: what a lost token is asked for with again.
    package var blindedMessage: [UInt8] { Array(bytes.dropFirst(3)) }
}

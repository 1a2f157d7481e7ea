import FoundationEssentials

/// A token that proves that its holder is a verified member, and not which one: `Token` of RFC 9577, 2.2, with the
/// authenticator of RFC 9578, 6.3.
package struct MemberToken: Hashable, Sendable {
    /// A token that is none, or none of this petition.
    package enum Problem: Error, Hashable, Sendable {
        /// Not 354 bytes.
        case wrongLength(Int)
        /// Not 472 characters of base64, spelt in the one way.
        case notBase64
        /// Another `token_type`.
        case otherType(UInt16)
        /// For another petition, or another issuer's name: its challenge digest is not this one's.
        case otherPetition
        /// For another key than the issuer's of this petition.
        case otherKey
        /// The issuer did not sign it.
        case notSigned
    }

    package static let byteCount = 354
    /// The characters of a token in a `member` entry.
    package static let base64Count = 472

    package let input: TokenInput
    /// 256 bytes.
    package let authenticator: [UInt8]

    /// Reads a token; who signed it for what, ``problem(challengeDigest:issuerKey:)`` tells.
    ///
    /// - Parameter bytes: 354 bytes.
    /// - Throws: `Problem` for another length or type.
    package init(_ bytes: [UInt8]) throws(Problem) {
        guard bytes.count == Self.byteCount else { throw .wrongLength(bytes.count) }
        let input = TokenInput(bytes: Array(bytes.prefix(TokenInput.byteCount)))
        guard input.tokenType == TokenChallenge.tokenType else { throw .otherType(input.tokenType) }
        self.init(input: input, authenticator: Array(bytes.dropFirst(TokenInput.byteCount)))
    }

    /// Reads a token as a `member` entry has it.
    ///
    /// - Parameter base64: 472 characters, RFC 4648 section 4; so many bytes need no padding.
    /// - Throws: `Problem` for other characters, another length or type.
    package init(base64: some Sequence<UInt8>) throws(Problem) {
        let text = Data(base64)
        guard text.count == Self.base64Count, let bytes = Data(base64Encoded: text), bytes.base64EncodedData() == text
        else { throw .notBase64 }
        try self.init(Array(bytes))
    }

    init(input: TokenInput, authenticator: [UInt8]) {
        self.input = input
        self.authenticator = authenticator
    }

    /// `token_type`, `nonce`, `challenge_digest`, `token_key_id`, `authenticator`.
    package var bytes: [UInt8] { input.bytes + authenticator }

    /// The bytes in base64, as a `member` entry has them.
    package var base64: String { Data(bytes).base64EncodedString() }

    /// Verifies the token; some 25 microseconds of processor time.
    ///
    /// - Parameters:
    ///   - challengeDigest: Of the petition's challenge, 32 bytes.
    ///   - issuerKey: The petition's.
    /// - Returns: What is wrong with it, or nil.
    package func problem(challengeDigest: [UInt8], issuerKey: IssuerPublicKey) -> Problem? {
        guard input.challengeDigest == challengeDigest else { return .otherPetition }
        guard input.keyID == issuerKey.keyID else { return .otherKey }
        return issuerKey.isValid(authenticator, for: input.bytes) ? nil : .notSigned
    }
}

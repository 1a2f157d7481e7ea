/// A token that was asked for and is not signed yet: all that a client keeps until the answer comes.
///
/// Everything follows from nonce, salt and blind, so that a client that was stopped asks for the same blinded message
/// again: an issuer signs no other for the same member.
package struct PendingToken: Sendable {
    /// A token that can't be finished.
    package enum Problem: Error, Hashable, Sendable {
        /// Not 402 bytes, or the blind is no number that can be taken off again.
        case malformed
        /// Kept for another petition, or another issuer's name.
        case otherPetition
        /// Kept for another key. Members with keys of their own could be told apart: stop, and ask why.
        case otherKey
        /// The issuer's answer does not sign the request.
        case notSigned
    }

    package static let byteCount = TokenInput.byteCount + saltByteCount + IssuerPublicKey.modulusByteCount
    package static let saltByteCount = 48

    package let input: TokenInput
    private let salt: [UInt8]
    private let blind: [UInt8]
    private let issuerKey: IssuerPublicKey
    private let blinding: Blinding

    /// A new one, for the key that the petition's entry 0 names: look that up in the log first.
    ///
    /// - Parameters:
    ///   - challenge: The petition's.
    ///   - issuerKey: The petition's.
    ///   - randomBytes: Gives as many bytes as asked for, from a cryptographically secure source; called until a blind is
    ///     drawn below the modulus, twice at most on average.
    package init(challenge: TokenChallenge, issuerKey: IssuerPublicKey, randomBytes: (_ count: Int) -> [UInt8]) {
        let input = TokenInput(
            nonce: randomBytes(TokenInput.fieldByteCount),
            challenge: challenge,
            issuerKey: issuerKey
        )
        while true {
            let salt = randomBytes(Self.saltByteCount)
            let blind = randomBytes(IssuerPublicKey.modulusByteCount)
            if let pending = Self(input, salt, blind, issuerKey) {
                self = pending
                return
            }
        }
    }

    /// One that was kept.
    ///
    /// - Parameters:
    ///   - bytes: 402 bytes, as ``bytes`` gave them.
    ///   - challenge: The petition's, looked up again.
    ///   - issuerKey: The petition's, looked up again.
    /// - Throws: `Problem` when it does not read, or was kept for another challenge or key.
    package init(_ bytes: [UInt8], challenge: TokenChallenge, issuerKey: IssuerPublicKey) throws(Problem) {
        guard bytes.count == Self.byteCount else { throw .malformed }
        let input = TokenInput(bytes: Array(bytes.prefix(TokenInput.byteCount)))
        guard input.tokenType == TokenChallenge.tokenType else { throw .malformed }
        guard input.challengeDigest == challenge.digest else { throw .otherPetition }
        guard input.keyID == issuerKey.keyID else { throw .otherKey }
        let secrets = bytes.dropFirst(TokenInput.byteCount)
        let (salt, blind) = (Array(secrets.prefix(Self.saltByteCount)), Array(secrets.dropFirst(Self.saltByteCount)))
        guard let pending = Self(input, salt, blind, issuerKey) else { throw .malformed }
        self = pending
    }

    private init?(_ input: TokenInput, _ salt: [UInt8], _ blind: [UInt8], _ issuerKey: IssuerPublicKey) {
        let encoded = EncodedMessage.pss(input.bytes, salt: salt, bitCount: issuerKey.modulus.bitCount - 1)
        guard let blinding = Blinding(encoded, blind: blind, modulus: issuerKey.modulus) else { return nil }
        self.input = input
        self.salt = salt
        self.blind = blind
        self.issuerKey = issuerKey
        self.blinding = blinding
    }

    /// What to keep: token input, salt, blind.
    ///
    /// As secret as the token: with it, whoever saw the request knows which token came of it.
    package var bytes: [UInt8] { input.bytes + salt + blind }

    /// What to send to the issuer; the same each time.
    package var request: TokenRequest { TokenRequest(blindedMessage: blinding.blindedMessage, issuerKey: issuerKey) }

    /// The token, from the issuer's answer.
    ///
    /// - Parameter response: As it came in.
    /// - Returns: A token that was verified.
    /// - Throws: `Problem.notSigned` for an answer that is none to this request.
    package func token(from response: TokenResponse) throws(Problem) -> MemberToken {
        guard let authenticator = blinding.unblinded(response.bytes), issuerKey.isValid(authenticator, for: input.bytes)
        else { throw .notSigned }
        return MemberToken(input: input, authenticator: authenticator)
    }
}

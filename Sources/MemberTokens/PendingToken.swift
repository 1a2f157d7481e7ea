/// A token that was asked for and is not signed yet: all that a client needs until the answer comes.
///
/// It can be kept and come back, so that a client that was stopped asks for the same blinded message again: an issuer signs
/// no other for the same member.
package struct PendingToken: Sendable {
    /// A token that can't be finished.
    package enum Problem: Error, Hashable, Sendable {
        /// What was kept does not blind what it says.
        case malformed
        /// Kept for another petition, or another issuer's name.
        case otherPetition
        /// Kept for another key. Members with keys of their own could be told apart: stop, and ask why.
        case otherKey
        /// The issuer's answer does not sign the request.
        case notSigned
    }

    package static let saltByteCount = 48

    package let input: TokenInput
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
        let nonce = randomBytes(TokenInput.fieldByteCount)
        let input = TokenInput(nonce: nonce, challenge: challenge, issuerKey: issuerKey)
        let modulus = issuerKey.modulus
        while true {
            let salt = randomBytes(Self.saltByteCount)
            let blind = randomBytes(IssuerPublicKey.modulusByteCount)
            let encoded = EncodedMessage.pss(input.bytes, salt: salt, bitCount: modulus.bitCount - 1)
            if let blinding = Blinding(encoded, blind: blind, modulus: modulus) {
                (self.input, self.issuerKey, self.blinding) = (input, issuerKey, blinding)
                return
            }
        }
    }

    /// One that was kept.
    ///
    /// - Parameters:
    ///   - kept: As its file has it.
    ///   - challenge: The petition's, looked up again.
    ///   - issuerKey: The petition's, looked up again.
    /// - Throws: `Problem` when it was kept for another challenge or key, or is not what was kept.
    package init(_ kept: KeptRequest, challenge: TokenChallenge, issuerKey: IssuerPublicKey) throws(Problem) {
        guard kept.issuerKey == issuerKey, kept.input.keyID == issuerKey.keyID else { throw .otherKey }
        guard kept.input.challengeDigest == challenge.digest else { throw .otherPetition }
        let blinding = Blinding(
            keptBlindedMessage: kept.request.blindedMessage,
            inverse: kept.inverse,
            message: kept.input.bytes,
            saltByteCount: Self.saltByteCount,
            modulus: issuerKey.modulus
        )
        guard let blinding else { throw .malformed }
        (input, self.issuerKey, self.blinding) = (kept.input, issuerKey, blinding)
    }

    /// What to send to the issuer; the same each time.
    package var request: TokenRequest { TokenRequest(blindedMessage: blinding.blindedMessage, issuerKey: issuerKey) }

    /// What to keep before anything is sent.
    ///
    /// With it, whoever saw the request knows which token came of it.
    ///
    /// - Parameters:
    ///   - petition: The petition's address.
    ///   - log: The log's origin.
    /// - Returns: The file's content.
    package func kept(petition: String, log: String) -> KeptRequest {
        KeptRequest(
            petition: petition,
            log: log,
            issuerKey: issuerKey,
            input: input,
            request: request,
            inverse: blinding.inverseBytes
        )
    }

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

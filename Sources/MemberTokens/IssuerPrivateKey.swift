/// The key that an issuer signs blinded messages with; one a petition, made when it opens and destroyed when it closes.
package struct IssuerPrivateKey: Sendable {
    /// Bytes that are no issuer key, or no key at all.
    package enum Problem: Error, Hashable, Sendable {
        /// Not an `RSAPrivateKey` in DER whose numbers belong together.
        case notRSA
        /// Not 2048 bits with exponent 65537.
        case otherKind
    }

    package let publicKey: IssuerPublicKey
    private let signer: BlindRSAPrivateKey

    /// A new key.
    ///
    /// The one thing in this module that takes chance by itself: swift-crypto draws primes from the system's source and
    /// lets nobody hand one in.
    ///
    /// - Throws: What swift-crypto says when it makes none.
    package init() throws {
        try self.init(BlindRSAPrivateKey(bitCount: 8 * IssuerPublicKey.modulusByteCount))
    }

    /// Reads a key.
    ///
    /// - Parameter derRepresentation: `RSAPrivateKey` of RFC 8017, A.1.2 (PKCS#1) in DER: what
    ///   `openssl rsa -traditional -outform DER` writes.
    /// - Throws: `Problem` when it is not an issuer's.
    package init(derRepresentation: [UInt8]) throws(Problem) {
        let signer: BlindRSAPrivateKey
        do {
            signer = try BlindRSAPrivateKey(derRepresentation: derRepresentation)
        } catch {
            throw .notRSA
        }
        try self.init(signer)
    }

    private init(_ signer: BlindRSAPrivateKey) throws(Problem) {
        do {
            let (modulus, exponent) = try signer.publicNumbers
            guard exponent == IssuerPublicKey.exponent else { throw Problem.otherKind }
            publicKey = try IssuerPublicKey(modulus: modulus)
        } catch {
            throw .otherKind
        }
        self.signer = signer
    }

    /// `RSAPrivateKey` of RFC 8017 (PKCS#1) in DER.
    ///
    /// Whoever has it makes members.
    package var derRepresentation: [UInt8] { signer.derRepresentation }

    /// Makes sure that the key can answer a request, before anything is used up for it.
    ///
    /// No client blinds a message to 0 (RFC 9474, 4.2). Nor to a number that shares a divisor with the modulus; that one is not
    /// looked for, which takes longer than signing: whoever could send one has factored the key.
    ///
    /// - Parameter request: As it came in.
    /// - Throws: `TokenRequest.Problem`; answer 422.
    package func check(_ request: TokenRequest) throws(TokenRequest.Problem) {
        guard request.truncatedKeyID == publicKey.truncatedKeyID else { throw .otherKey }
        let message = publicKey.modulus.residue(request.blindedMessage)
        guard let message, message.contains(where: { $0 != 0 }) else { throw .wrongBlindedMessage }
    }

    /// Signs what a request holds, without learning what that is.
    ///
    /// Takes most of a millisecond of processor time. The same request gets the same answer each time, so that a lost token
    /// is signed again and never a second one.
    ///
    /// - Parameter request: As it came in.
    /// - Returns: What to answer.
    /// - Throws: `TokenRequest.Problem` when it is for another key, or holds a number that the key can't sign; answer 422.
    package func response(to request: TokenRequest) throws(TokenRequest.Problem) -> TokenResponse {
        try check(request)
        do {
            return try TokenResponse(signer.blindSignature(for: request.blindedMessage))
        } catch {
            throw .wrongBlindedMessage
        }
    }
}

/// A message under a blind, and what takes the blind off its signature: the client's side of RFC 9474.
///
/// Pure: the blind comes in as an argument. swift-crypto blinds too, but with a chance and an inverse that nobody can hand
/// in or keep (docs/decisions/0014-blinding.md).
package struct Blinding: Sendable {
    /// As many bytes as the modulus; says nothing about the message to who does not know the blind.
    package let blindedMessage: [UInt8]
    /// What takes the blind off.
    package let inverse: Modulus.Residue
    private let modulus: Modulus

    /// Blind of RFC 9474, 4.2, from step 3 on.
    ///
    /// Nil when message or blind is not below the modulus or shares a divisor with it: draw again. With a true key and true
    /// chance, only a blind that is not below the modulus is ever seen.
    ///
    /// - Parameters:
    ///   - encodedMessage: EMSA-PSS of the prepared message.
    ///   - blind: r: a number drawn evenly from 1 to below the modulus, big-endian, used for this message alone.
    ///   - modulus: Of the issuer's key, whose exponent is 65537.
    package init?(_ encodedMessage: [UInt8], blind: [UInt8], modulus: Modulus) {
        guard let message = modulus.residue(encodedMessage), modulus.inverse(of: message) != nil,
            let blind = modulus.residue(blind), let inverse = modulus.inverse(of: blind)
        else { return nil }
        blindedMessage = modulus.bytes(modulus.product(message, modulus.power65537(blind)))
        self.inverse = inverse
        self.modulus = modulus
    }

    /// One that was kept; who kept it may have changed it.
    ///
    /// Nil when the two are not numbers below the modulus, of its length, or do not blind the message.
    ///
    /// - Parameters:
    ///   - blindedMessage: What goes to the issuer.
    ///   - inverse: What takes the blind off, big-endian.
    ///   - message: The prepared message.
    ///   - saltByteCount: Of the salt that is in the blinded message.
    ///   - modulus: Of the issuer's key, whose exponent is 65537.
    package init?(
        keptBlindedMessage blindedMessage: [UInt8],
        inverse: [UInt8],
        message: [UInt8],
        saltByteCount: Int,
        modulus: Modulus
    ) {
        guard blindedMessage.count == modulus.byteCount, inverse.count == modulus.byteCount,
            let blinded = modulus.residue(blindedMessage), let inverse = modulus.residue(inverse)
        else { return nil }
        let encoded = modulus.bytes(modulus.product(blinded, modulus.power65537(inverse)))
        let bitCount = modulus.bitCount - 1
        guard EncodedMessage.isPSS(encoded, of: message, saltByteCount: saltByteCount, bitCount: bitCount) else {
            return nil
        }
        self.blindedMessage = blindedMessage
        self.inverse = inverse
        self.modulus = modulus
    }

    /// What takes the blind off, big-endian, as many bytes as the modulus.
    package var inverseBytes: [UInt8] { modulus.bytes(inverse) }

    /// Finalize of RFC 9474, 4.4, up to step 4: whoever calls must verify what comes out, and use nothing else.
    ///
    /// - Parameter blindSignature: The issuer's answer.
    /// - Returns: As many bytes as the modulus; nil when the answer is not as long, or not below it.
    package func unblinded(_ blindSignature: [UInt8]) -> [UInt8]? {
        guard blindSignature.count == modulus.byteCount, let answer = modulus.residue(blindSignature) else {
            return nil
        }
        return modulus.bytes(modulus.product(answer, inverse))
    }
}

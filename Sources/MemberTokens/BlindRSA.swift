import Crypto
import CryptoExtras

// The one file that names `_RSA`. swift-crypto keeps RSA outside its promise of stability, so the version is pinned
// exactly and nothing else depends on these names.

/// A private key that signs blinded messages: RSABSSA-SHA384-PSS (RFC 9474).
///
/// Of any size from 2048 bits; which sizes are issuer keys, `IssuerPrivateKey` says.
package struct BlindRSAPrivateKey: Sendable {
    private let key: _RSA.BlindSigning.PrivateKey<SHA384>

    /// A new key, with public exponent 65537.
    ///
    /// swift-crypto takes its chance from the system and lets nobody hand it in.
    ///
    /// - Parameter bitCount: 2048 or more.
    /// - Throws: What the library says when it makes none.
    package init(bitCount: Int) throws {
        key = try .init(keySize: .init(bitCount: bitCount), parameters: .RSABSSA_SHA384_PSS_Deterministic)
    }

    /// Reads a key and checks that its numbers belong together.
    ///
    /// - Parameter derRepresentation: `RSAPrivateKey` of RFC 8017, A.1.2 (PKCS#1) in DER.
    /// - Throws: What the library says about bytes that are none.
    package init(derRepresentation: [UInt8]) throws {
        key = try .init(derRepresentation: derRepresentation, parameters: .RSABSSA_SHA384_PSS_Deterministic)
    }

    /// A key by its numbers, each big-endian, as published test vectors have them.
    ///
    /// - Throws: What the library says about numbers that do not belong together.
    package init(
        modulus: [UInt8],
        exponent: [UInt8],
        privateExponent: [UInt8],
        primes: (p: [UInt8], q: [UInt8])
    ) throws {
        key = try .init(
            n: modulus,
            e: exponent,
            d: privateExponent,
            p: primes.p,
            q: primes.q,
            parameters: .RSABSSA_SHA384_PSS_Deterministic
        )
    }

    /// `RSAPrivateKey` of RFC 8017, A.1.2 (PKCS#1) in DER.
    package var derRepresentation: [UInt8] { Array(key.derRepresentation) }

    /// The numbers that anyone may know: big-endian, without leading zeros.
    package var publicNumbers: (modulus: [UInt8], exponent: [UInt8]) {
        get throws {
            let primitives = try key.publicKey.getKeyPrimitives()
            return (Array(primitives.modulus), Array(primitives.publicExponent))
        }
    }

    /// BlindSign of RFC 9474, 4.3: the same for the same message each time, and checked before it is given away.
    ///
    /// - Parameter blindedMessage: As many bytes as the modulus, and below it.
    /// - Returns: As many bytes as the modulus.
    /// - Throws: What the library says about other bytes.
    package func blindSignature(for blindedMessage: [UInt8]) throws -> [UInt8] {
        Array(try key.blindSignature(for: blindedMessage).rawRepresentation)
    }
}

/// A public key that tells whether a message was signed, blinded or not: RSASSA-PSS with SHA-384, MGF1 with SHA-384 and
/// a salt of 48 bytes.
package struct BlindRSAPublicKey: Sendable {
    private let key: _RSA.BlindSigning.PublicKey<SHA384>

    /// - Parameters:
    ///   - modulus: Big-endian; 2048 bits or more.
    ///   - exponent: Big-endian.
    /// - Throws: What the library says about numbers that are no key.
    package init(modulus: [UInt8], exponent: [UInt8]) throws {
        key = try .init(n: modulus, e: exponent, parameters: .RSABSSA_SHA384_PSS_Deterministic)
    }

    /// Whether bytes sign a message.
    ///
    /// - Parameters:
    ///   - signature: Bytes; those of another length than the modulus sign nothing.
    ///   - message: The message as it was prepared (RFC 9474, 4.1).
    /// - Returns: Whether they do.
    package func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        key.isValidSignature(.init(rawRepresentation: signature), for: key.prepare(message))
    }
}

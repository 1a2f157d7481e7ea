import Crypto
import FoundationEssentials

/// The key that anyone verifies a petition's member tokens with: RSA of 2048 bits with exponent 65537 and no other.
///
/// Encoded as RFC 9578, 8.2.2 says: a SubjectPublicKeyInfo for RSASSA-PSS with SHA-384, MGF1 with SHA-384 and a salt of 48
/// bytes, in DER. There is one spelling for a key, so that its id is the hash of what everybody sees.
package struct IssuerPublicKey: Sendable {
    /// Bytes that are no issuer key.
    package enum Problem: Error, Hashable, Sendable {
        case notBase64
        /// Not 342 bytes: another size of key, or another encoding.
        case wrongLength(Int)
        /// Not what stands before the numbers of an RSASSA-PSS key of 2048 bits.
        case otherAlgorithm
        /// The modulus is even or has less than 2048 bits.
        case wrongModulus
        /// The exponent is not 65537.
        case otherExponent
    }

    /// What every key is written with.
    package static let byteCount = 342
    static let modulusByteCount = 256
    static let exponent: [UInt8] = [1, 0, 1]

    /// The SubjectPublicKeyInfo in DER.
    package let bytes: [UInt8]
    /// SHA-256 of the bytes: `token_key_id`.
    package let keyID: [UInt8]
    let modulus: Modulus
    private let verifier: BlindRSAPublicKey

    /// Reads a key strictly.
    ///
    /// - Parameter bytes: 342 bytes.
    /// - Throws: `Problem` for the first thing that is not as it must be.
    package init(_ bytes: [UInt8]) throws(Problem) {
        guard bytes.count == Self.byteCount else { throw .wrongLength(bytes.count) }
        guard bytes.starts(with: Self.header) else { throw .otherAlgorithm }
        guard bytes.suffix(Self.trailer.count) == Self.trailer[...] else { throw .otherExponent }
        let number = Array(bytes.dropFirst(Self.header.count).prefix(Self.modulusByteCount))
        guard number[0] & 0x80 != 0, let modulus = Modulus(number) else { throw .wrongModulus }
        do {
            verifier = try BlindRSAPublicKey(modulus: number, exponent: Self.exponent)
        } catch {
            throw .wrongModulus
        }
        self.modulus = modulus
        self.bytes = bytes
        keyID = Array(SHA256.hash(data: bytes))
    }

    /// Reads a key as a petition's document has it.
    ///
    /// - Parameter base64: 456 characters, RFC 4648 section 4.
    /// - Throws: `Problem` for the first thing that is not as it must be.
    package init(base64: String) throws(Problem) {
        guard let data = Data(base64Encoded: base64), data.base64EncodedString() == base64 else { throw .notBase64 }
        try self.init(Array(data))
    }

    /// - Parameter modulus: 256 bytes, big-endian.
    /// - Throws: `Problem` for the first thing that is not as it must be.
    init(modulus: [UInt8]) throws(Problem) {
        try self.init(Self.header + modulus + Self.trailer)
    }

    /// The last byte of `token_key_id`: what a request names the key by.
    package var truncatedKeyID: UInt8 { keyID[keyID.count - 1] }

    package var base64: String { Data(bytes).base64EncodedString() }

    /// Whether bytes sign a message under this key.
    func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool { verifier.isValid(signature, for: message) }

    /// SEQUENCE { AlgorithmIdentifier id-RSASSA-PSS, BIT STRING { SEQUENCE { INTEGER of 257 bytes, the first of them 0.
    private static let header: [UInt8] =
        [0x30, 0x82, 0x01, 0x52, 0x30, 0x3d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a]  // PSS
        + [0x30, 0x30, 0xa0, 0x0d]
        + [0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02]  // with SHA-384
        + [0xa1, 0x1a, 0x30, 0x18, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x08]  // MGF1
        + [0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02]  // of SHA-384
        + [0xa2, 0x03, 0x02, 0x01, 0x30]  // a salt of 48 bytes
        + [0x03, 0x82, 0x01, 0x0f, 0x00, 0x30, 0x82, 0x01, 0x0a, 0x02, 0x82, 0x01, 0x01, 0x00]

    /// INTEGER 65537.
    private static let trailer: [UInt8] = [0x02, 0x03, 0x01, 0x00, 0x01]
}

extension IssuerPublicKey: Hashable {
    package static func == (one: IssuerPublicKey, other: IssuerPublicKey) -> Bool { one.bytes == other.bytes }

    package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

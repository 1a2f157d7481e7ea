import Crypto

/// What a token is for: `TokenChallenge` of RFC 9577, 2.1.
///
/// Every member of a petition signs for the same one, so it tells nobody apart.
package struct TokenChallenge: Hashable, Sendable {
    /// Blind RSA of 2048 bits (RFC 9578, 8.2.2): `token_type`.
    package static let tokenType: UInt16 = 0x0002

    /// The structure's bytes.
    package let bytes: [UInt8]
    /// SHA-256 of the bytes: `challenge_digest`.
    package let digest: [UInt8]

    /// The challenge of a petition.
    ///
    /// Its redemption context is SHA-256 of entry 0, and it names no origin: a later text does not void tokens, and a
    /// token of one petition fits no other.
    ///
    /// - Parameters:
    ///   - issuerName: As the petition's document names it: 1 to 65,535 characters of printable ASCII; nil for others.
    ///   - entryZero: The bytes of entry 0 of the petition's log.
    package init?(issuerName: String, entryZero: [UInt8]) {
        self.init(issuerName: issuerName, redemptionContext: Array(SHA256.hash(data: entryZero)), originInfo: "")
    }

    /// Any challenge of this token type.
    ///
    /// - Parameters:
    ///   - issuerName: 1 to 65,535 characters of printable ASCII.
    ///   - redemptionContext: 32 bytes, or none.
    ///   - originInfo: At most 65,535 characters of printable ASCII.
    package init?(issuerName: String, redemptionContext: [UInt8], originInfo: String) {
        let (issuer, origin) = (Array(issuerName.utf8), Array(originInfo.utf8))
        guard (1...0xffff).contains(issuer.count), origin.count <= 0xffff, [0, 32].contains(redemptionContext.count),
            (issuer + origin).allSatisfy({ (0x20...0x7e).contains($0) })
        else { return nil }
        bytes =
            Self.tokenType.bigEndianBytes + UInt16(issuer.count).bigEndianBytes + issuer
            + [UInt8(redemptionContext.count)] + redemptionContext + UInt16(origin.count).bigEndianBytes + origin
        digest = Array(SHA256.hash(data: bytes))
    }
}

package import Crypto
package import MemberTokens
package import UndersignedCore

/// A petition's secret keys, as the keys folder holds them; its logs' own keys are apart.
package struct PetitionKeys: Sendable {
    /// Why a key is not here, on purpose.
    package enum Absent: Error, Hashable, Sendable {
        /// The petition is sealed: its organiser alone can open contact data.
        case heldByOrganiser
        /// It was destroyed on time.
        case destroyed
    }

    private let foundDedupe: Result<KeyedHash, Absent>
    private let foundCustody: Result<Curve25519.KeyAgreement.PrivateKey, Absent>
    /// Signs the tokens of members; nil once it was destroyed at the close, and where the site does not issue them.
    package let issuer: IssuerPrivateKey?
    /// What the tokens of members verify with, where the site issues them.
    package let issuerPublic: IssuerPublicKey?
    /// What contact data is sealed to, whoever has the private half.
    package let custodyPublic: CustodyPublicKey

    init(
        dedupe: Result<KeyedHash, Absent>,
        custody: Result<Curve25519.KeyAgreement.PrivateKey, Absent>,
        custodyPublic: CustodyPublicKey,
        issuer: IssuerPrivateKey?,
        issuerPublic: IssuerPublicKey?
    ) {
        (foundDedupe, foundCustody, self.custodyPublic) = (dedupe, custody, custodyPublic)
        (self.issuer, self.issuerPublic) = (issuer, issuerPublic)
    }

    /// Tells whether an address has signed.
    package var dedupe: KeyedHash {
        get throws(Absent) { try foundDedupe.get() }
    }

    /// Opens contact data.
    package var custody: Curve25519.KeyAgreement.PrivateKey {
        get throws(Absent) { try foundCustody.get() }
    }

    /// The keyed tag of a canonical address (or an organisation's domain), 32 bytes.
    package func tag(of canonical: String) throws(Absent) -> [UInt8] {
        try dedupe.code(Array(canonical.utf8))
    }
}

extension PetitionDocument {
    /// A document that names a petition's own keys.
    ///
    /// - Parameters:
    ///   - sheet: What an organiser wrote.
    ///   - version: Of the text.
    ///   - origin: The log's origin.
    ///   - verifierKey: The log's vkey.
    ///   - keys: Public halves of these are written.
    ///   - lineage: The log before this one, and what members' tokens are for; nil for the first log.
    init(
        _ sheet: PetitionSheet,
        version: Int,
        origin: String,
        verifierKey: String,
        keys: PetitionKeys,
        after lineage: LogLineage.Predecessor? = nil
    ) {
        self.init(
            sheet,
            version: version,
            origin: origin,
            verifierKey: verifierKey,
            custodyKey: keys.custodyPublic.bytes,
            issuerKey: keys.issuerPublic?.bytes,
            predecessor: lineage?.predecessor,
            tokenContext: lineage?.tokenContext
        )
    }
}

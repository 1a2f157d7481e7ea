package import Crypto
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
    /// What contact data is sealed to, whoever has the private half.
    package let custodyPublic: CustodyPublicKey

    init(
        dedupe: Result<KeyedHash, Absent>,
        custody: Result<Curve25519.KeyAgreement.PrivateKey, Absent>,
        custodyPublic: CustodyPublicKey
    ) {
        (foundDedupe, foundCustody, self.custodyPublic) = (dedupe, custody, custodyPublic)
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

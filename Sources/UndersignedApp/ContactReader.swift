import Crypto
import FoundationEssentials
import Logging
import UndersignedCore
import UndersignedStore

/// Opens the contact data of many signatures with the custody key: one set-up of HPKE for all records of a minute.
struct ContactReader {
    private let petitionID: Int64
    private let lineage: LogLineage
    private let key: Curve25519.KeyAgreement.PrivateKey
    private var secrets: [Int64: KeyedHash] = [:]

    /// So many encapsulations are remembered at most.
    private static let limit = 4_096

    /// - Parameters:
    ///   - petitionID: An opened petition.
    ///   - lineage: Its logs, whose documents the records are bound to.
    ///   - key: Its custody key.
    init(_ petitionID: Int64, _ lineage: LogLineage, key: Curve25519.KeyAgreement.PrivateKey) {
        self.petitionID = petitionID
        self.lineage = lineage
        self.key = key
    }

    /// Opens one record.
    ///
    /// - Throws: `CryptoKitError` when key or record do not fit, `DecodingError` for a content of another shape,
    ///   `LogLineage.Unknown`.
    mutating func contact(_ seal: SealedContact, of signatureID: Int64) throws -> Contact {
        let context = Custody.Context(
            petitionID: petitionID,
            signatureID: signatureID,
            recipient: seal.recipient,
            textVersion: seal.textVersion,
            logNumber: seal.logNumber,
            wordingHash: try lineage.documentHash(of: seal.logNumber)
        )
        if secrets.count >= Self.limit { secrets.removeAll() }
        let secret = try secrets[seal.encapsulationID] ?? Custody.secret(of: seal, with: key, context)
        secrets[seal.encapsulationID] = secret
        let content = try Custody.open(seal, secret: secret, context)
        return try JSONDecoder().decode(Contact.self, from: Data(content))
    }

    /// Opens what is sealed to the petition itself; nil where it has been deleted on time, or does not open.
    ///
    /// - Parameters:
    ///   - seal: The record of the signature; nil where there is none any more.
    ///   - signatureID: The signature.
    ///   - petition: For the program's log.
    ///   - logger: The program's log.
    /// - Returns: What was sealed.
    mutating func contact(
        _ seal: SealedContact?,
        of signatureID: Int64,
        _ petition: Slug,
        _ logger: Logger
    ) -> Contact? {
        guard let seal else { return nil }
        do {
            let contact = try contact(seal, of: signatureID)
            // Nobody could be written to at anything else.
            _ = try EmailAddress(contact.email)
            return contact
        } catch {
            // One damaged record must not keep a mail from all others.
            logger.error(
                "sealed contact data does not open",
                metadata: ["petition": "\(petition)", "signature": "\(signatureID)"]
            )
            return nil
        }
    }
}

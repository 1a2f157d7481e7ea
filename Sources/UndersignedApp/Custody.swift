package import Crypto
import FoundationEssentials
import Synchronization
package import UndersignedCore
package import UndersignedStore

/// Seals contact data to a recipient's public key (DESIGN 11.13).
///
/// One HPKE encapsulation per recipient and minute, kept in memory only; its exporter secret gives each record a key
/// of its own. One HPKE set-up a record would cost a third of the throughput.
package final class Custody: Sendable {
    private struct Encapsulation {
        var minute: Moment
        var id: Int64
        var key: [UInt8]
        var secret: KeyedHash
    }

    private struct Place: Hashable {
        let petitionID: Int64
        let recipient: String
    }

    private let ambient: Ambient
    private let current = Mutex<[Place: Encapsulation]>([:])
    let wordings = WordingHashes()

    package init(ambient: Ambient) {
        self.ambient = ambient
    }

    /// What is bound to a sealed record.
    package struct Context: Hashable, Sendable {
        package var petitionID: Int64
        package var signatureID: Int64
        package var recipient: String
        package var textVersion: Int
        /// Which of the petition's logs has the wording in its document.
        package var logNumber: Int
        /// SHA-256 of the wording that the person agreed to, 32 bytes.
        package var wordingHash: [UInt8]

        package init(
            petitionID: Int64,
            signatureID: Int64,
            recipient: String,
            textVersion: Int,
            logNumber: Int,
            wordingHash: [UInt8]
        ) {
            self.petitionID = petitionID
            self.signatureID = signatureID
            self.recipient = recipient
            self.textVersion = textVersion
            self.logNumber = logNumber
            self.wordingHash = wordingHash
        }

        private static let sealLabel = Array("undersigned/v1 seal".utf8)

        var authenticated: [UInt8] {
            Self.sealLabel + petitionID.bigEndianBytes + Int64(textVersion).bigEndianBytes + wordingHash
        }

        var information: [UInt8] { Array("undersigned/v1 custody \(recipient)".utf8) + petitionID.bigEndianBytes }
    }

    /// Seals a record.
    ///
    /// - Parameters:
    ///   - content: Any bytes.
    ///   - key: The recipient's X25519 public key.
    ///   - context: What it is about.
    ///   - nonce: 12 random bytes, used for nothing else; nil to draw them.
    /// - Returns: The row to store.
    /// - Throws: `CryptoKitError` for a key that HPKE refuses.
    package func seal(
        _ content: [UInt8],
        to key: Curve25519.KeyAgreement.PublicKey,
        _ context: Context,
        nonce: [UInt8]? = nil
    ) throws -> SealedContact {
        let encapsulation = try encapsulation(to: key, context)
        let sealed = try SealedBytes.seal(
            content,
            using: Self.recordKey(encapsulation.secret, context),
            nonce: nonce ?? ambient.randomBytes(SealedBytes.nonceByteCount),
            authenticating: context.authenticated
        )
        return SealedContact(
            recipient: context.recipient,
            encapsulationID: encapsulation.id,
            encapsulation: encapsulation.key,
            textVersion: context.textVersion,
            logNumber: context.logNumber,
            content: sealed
        )
    }

    /// Opens a record with the recipient's private key.
    ///
    /// - Parameters:
    ///   - seal: The stored row.
    ///   - key: The recipient's X25519 private key.
    ///   - context: What it must be about.
    /// - Returns: The content.
    /// - Throws: `CryptoKitError` when the key or anything bound differs.
    package static func open(
        _ seal: SealedContact,
        with key: Curve25519.KeyAgreement.PrivateKey,
        _ context: Context
    ) throws -> [UInt8] {
        try open(seal, secret: secret(of: seal, with: key, context), context)
    }

    /// What the keys of all records of one encapsulation are made of.
    static func secret(
        of seal: SealedContact,
        with key: Curve25519.KeyAgreement.PrivateKey,
        _ context: Context
    ) throws -> KeyedHash {
        let recipient = try HPKE.Recipient(
            privateKey: key,
            ciphersuite: suite,
            info: Data(context.information),
            encapsulatedKey: Data(seal.encapsulation)
        )
        return keys(of: try recipient.exportSecret(context: Data(exportLabel), outputByteCount: 32))
    }

    static func open(_ seal: SealedContact, secret: KeyedHash, _ context: Context) throws -> [UInt8] {
        try SealedBytes.open(seal.content, using: recordKey(secret, context), authenticating: context.authenticated)
    }

    private static let suite = HPKE.Ciphersuite.Curve25519_SHA256_ChachaPoly
    private static let exportLabel = Array("undersigned/v1 records".utf8)

    private static let recordLabel = Array("undersigned/v1 record".utf8)

    private static func keys(of secret: SymmetricKey) -> KeyedHash {
        KeyedHash(extractedFrom: secret.withUnsafeBytes { Array($0) })
    }

    private static func recordKey(_ secret: KeyedHash, _ context: Context) -> SymmetricKey {
        secret.expandedKey(info: recordLabel + context.signatureID.bigEndianBytes)
    }

    private func encapsulation(
        to key: Curve25519.KeyAgreement.PublicKey,
        _ context: Context
    ) throws -> Encapsulation {
        let place = Place(petitionID: context.petitionID, recipient: context.recipient)
        let minute = ambient.now().minute
        if let known = current.withLock({ $0[place] }), known.minute == minute { return known }
        let sender = try HPKE.Sender(recipientKey: key, ciphersuite: Self.suite, info: Data(context.information))
        let made = Encapsulation(
            minute: minute,
            id: ambient.randomBytes(8).reduce(Int64(0)) { $0 << 8 | Int64($1) } & Int64.max,
            key: Array(sender.encapsulatedKey),
            secret: Self.keys(of: try sender.exportSecret(context: Data(Self.exportLabel), outputByteCount: 32))
        )
        current.withLock { $0[place] = made }
        return made
    }
}

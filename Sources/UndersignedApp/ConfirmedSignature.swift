import Crypto
package import UndersignedCore
package import UndersignedStore

/// A signature whose person pressed the button, made ready outside the transaction.
package struct ConfirmedSignature: Sendable {
    package var petitionID: Int64
    package var signatureID: Int64
    /// SHA-256 of the link's token, 32 bytes.
    package var tokenHash: [UInt8]
    /// The version of the text that the person was shown.
    package var textVersion: Int
    package var entry: LogEntry
    package var seals: [SealedContact]
    package var publicName: String?
    /// Where the public name stands within its day.
    package var shuffle: Int64
    package var receiptMail: OutboxMail
}

extension ConfirmedSignature {
    init(
        _ box: SignatureBox,
        row: SignatureRow,
        token: LinkToken,
        petition: Petition,
        log: LogIdentity,
        _ textVersion: Int,
        _ site: Site
    ) throws {
        let chance = site.ambient.randomBytes(24)
        let context = Custody.Context(
            petitionID: petition.id,
            signatureID: row.id,
            recipient: "custody",
            textVersion: textVersion,
            wordingHash: log.documentHash
        )
        let custody = try site.keys.keys(of: petition.slug).custody.publicKey
        petitionID = petition.id
        signatureID = row.id
        tokenHash = token.hash
        self.textVersion = textVersion
        entry = try Statement(box, origin: log.origin, textVersion: textVersion).entry(salt: box.salt)
        seals = [try site.custody.seal(Contact(box).encoded(), to: custody, context)]
        publicName = box.isShown ? box.organisation?.name ?? box.name : nil
        shuffle = chance.prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        receiptMail = try site.sealedMail(
            OutboxPayload(
                address: try EmailAddress(box.address).mailbox,
                link: site.address.link(token),
                name: box.name,
                language: box.language
            ),
            .receipt,
            petitionID: petition.id,
            messageID: site.messageID(chance: Array(chance.suffix(16))),
            now: site.ambient.now()
        )
    }
}

extension Statement {
    init(_ box: SignatureBox, origin: String, textVersion: Int) throws {
        try self.init(
            origin: origin,
            textVersion: textVersion,
            email: box.address,
            name: box.name,
            isShown: box.isShown,
            organisation: box.organisation.map { Organisation(name: $0.name, role: $0.role) }
        )
    }
}

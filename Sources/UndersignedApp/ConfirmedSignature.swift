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
    /// Which of the petition's logs the statement names.
    package var logNumber: Int
    /// Whether a receipt brought it: it was counted before, and its entry was lost.
    package var isPresented: Bool
    package var entry: LogEntry
    /// Contact data for the petition itself.
    package var seal: SealedContact
    /// Contact data for the partners that were ticked.
    var handed: [HandedContact]
    /// What was agreed to where the person wants updates.
    package var updates: Consent?
    /// What of it comes before the public; nil where the person chose nothing.
    package var display: ChosenDisplay?
    /// Where the public name stands within its day.
    package var shuffle: Int64
    package var receiptMail: OutboxMail
    /// Counted in memory, and held by rule; in no row.
    package var mailDomain: String
    /// Counted with all others; in no row.
    package var country: Country?
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
        // Drawn at once: each draw asks the kernel.
        let chance = site.ambient.randomBytes(24 + SealedBytes.nonceByteCount)
        let context = Custody.Context(to: "custody", of: row, textVersion: textVersion, log)
        petitionID = petition.id
        signatureID = row.id
        tokenHash = token.hash
        self.textVersion = textVersion
        isPresented = row.textVersion != nil
        logNumber = isPresented ? row.logNumber : log.number
        let origin = LogOrigin(log.origin).numbered(logNumber).text
        entry = try Statement(box, origin: origin, textVersion: textVersion).entry(salt: box.salt)
        let key = try site.keys.keys(of: petition.slug).custodyPublic.forSealing
        let nonce = Array(chance.suffix(SealedBytes.nonceByteCount))
        seal = try site.custody.seal(Contact(box).encoded(), to: key, context, nonce: nonce)
        handed = try PartnerSealing(box, context, petition, now: site.ambient.now()).handed(by: site.custody)
        display = box.isShown ? site.displayRules.display(of: box, under: petition.sheet) : nil
        shuffle = chance.prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        country = box.country
        let email = try EmailAddress(box.address)
        mailDomain = email.domain
        receiptMail = try Self.receipt(to: email, box, token, chance: Array(chance[8..<24]), site)
    }

    // The message is named by 16 random bytes.
    private static func receipt(
        to email: EmailAddress,
        _ box: SignatureBox,
        _ token: LinkToken,
        chance: [UInt8],
        _ site: Site
    ) throws -> OutboxMail {
        let payload = OutboxPayload(
            address: email.mailbox,
            link: site.address.link(token),
            name: box.name,
            language: box.language
        )
        return try site.sealedMail(
            payload,
            .receipt,
            petitionID: token.petitionID,
            messageID: site.messageID(chance: chance),
            now: site.ambient.now()
        )
    }
}

extension Custody.Context {
    /// A record that is sealed now, bound to the document of the log as it is.
    init(to recipient: String, of row: SignatureRow, textVersion: Int, _ log: LogIdentity) {
        self.init(
            petitionID: row.petitionID,
            signatureID: row.id,
            recipient: recipient,
            textVersion: textVersion,
            logNumber: log.number,
            wordingHash: log.documentHash
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

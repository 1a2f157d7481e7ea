import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// The rows that go with the signatures of one batch: gathered while it decides, and written several with each statement.
///
/// What else the batch decides may read or delete them, so they are written before it.
struct BatchRows {
    private var seals: [(signatureID: Int64, seal: SealedContact)] = []
    private var records: [(signatureID: Int64, content: PartnerRecord.Content)] = []
    private var consents: [ConsentRow] = []
    private var displays: [(signatureID: Int64, place: PublicNameHandle, display: ChosenDisplay)] = []
    private var mails: [(mail: OutboxMail, signatureID: Int64?)] = []

    /// What only keys open, and what was agreed to.
    mutating func addRecords(of signature: ConfirmedSignature, givenAt moment: Moment) {
        let id = signature.signatureID
        seals.append((id, signature.seal))
        records += signature.handed.map { handed in
            let hash = handed.consent.wordingHash
            return (id, PartnerRecord.Content(seal: handed.seal, wordingHash: hash, givenAt: moment))
        }
        guard let updates = signature.updates else { return }
        consents.append(
            ConsentRow(signatureID: id, consent: updates, textVersion: signature.textVersion, givenAt: moment)
        )
    }

    mutating func addDisplay(of signature: ConfirmedSignature, day: Moment) {
        guard let display = signature.display else { return }
        displays.append((signature.signatureID, PublicNameHandle(day: day, shuffle: signature.shuffle), display))
    }

    mutating func addReceipt(of signature: ConfirmedSignature) {
        mails.append((signature.receiptMail, signature.signatureID))
    }

    /// Writes all of it, and is empty then.
    mutating func write(in transaction: any Transaction, of petitionID: Int64, at now: Moment) throws {
        let rows = self
        self = BatchRows()
        try transaction.saveSeals(rows.seals, in: petitionID)
        try transaction.addPartnerRecords(rows.records, in: petitionID)
        try transaction.saveConsents(rows.consents, in: petitionID)
        try transaction.saveDisplays(rows.displays, in: petitionID)
        try transaction.enqueue(rows.mails, at: now)
    }
}

package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// All that a site holds about one signature, for the person whose it is (GDPR articles 15 and 20; P-09).
///
/// It is read with the mailed link and for it alone: the answers open with the secret of the link in the first mail.
package struct OwnRecord: Hashable, Sendable {
    /// Where the signature stands.
    package struct Standing: Hashable, Sendable {
        package var state: SignatureState
        package var askedAt: Moment
        /// To the minute, or the day where the petition publishes daily.
        package var decidedAt: Moment?
        /// The count when it was counted.
        package var number: Int?
        /// Index of its entry in the log.
        package var position: UInt64?
        /// Index of the entry that took it out again.
        package var removedPosition: UInt64?
        package var removal: RemovalReason?
        package var textVersion: Int?
        package var logNumber = 1
        /// The partner whose link brought the person.
        package var source: String?
        /// To the minute, or the day where the petition is sealed.
        package var mailedAt: [Moment] = []

        package init(_ state: SignatureState, askedAt: Moment) {
            self.state = state
            self.askedAt = askedAt
        }
    }

    /// A consent, with the sentence that was ticked.
    package struct Agreed: Hashable, Sendable {
        package var consent: Consent
        package var textVersion: Int
        /// To the minute, or the day where the petition publishes daily.
        package var givenAt: Moment
        /// Word for word; nil where only its hash is on record.
        package var sentence: String?

        package init(_ consent: Consent, textVersion: Int, givenAt: Moment, sentence: String?) {
            self.consent = consent
            self.textVersion = textVersion
            self.givenAt = givenAt
            self.sentence = sentence
        }
    }

    /// What lies ready for a partner.
    package struct Handed: Hashable, Sendable {
        package var recipient: Consent.Recipient
        /// By which the partner's program counts.
        package var number: Int64
        /// Only the news that it was taken back.
        package var isWithdrawn: Bool

        package init(recipient: Consent.Recipient, number: Int64, isWithdrawn: Bool) {
            self.recipient = recipient
            self.number = number
            self.isWithdrawn = isWithdrawn
        }
    }

    /// A mail that has not left.
    package struct Waiting: Hashable, Sendable {
        /// As the outbox names it.
        package var kind: String
        package var queuedAt: Moment

        package init(kind: String, queuedAt: Moment) {
            self.kind = kind
            self.queuedAt = queuedAt
        }
    }

    /// What was decided about what is shown.
    package struct Decision: Hashable, Sendable {
        /// As the database has it.
        package var act: String
        package var reason: String?
        package var decidedAt: Moment

        package init(act: String, reason: String?, decidedAt: Moment) {
            self.act = act
            self.reason = reason
            self.decidedAt = decidedAt
        }
    }

    /// What of a row is a code, and of what it is made.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        case address, link, form
    }

    package var petition: Petition
    package var standing: Standing
    /// What was typed; nil with another link than the first, and once it has been deleted.
    package var answers: SignatureBox?
    /// The link is one that opens no answers, though they are held.
    package var isClosed = false
    /// What the public sees, or would.
    package var display: OwnDisplay.State?
    package var consents: [Agreed] = []
    package var handed: [Handed] = []
    /// For whose keys the contact data is sealed: `custody`, or a partner's recipient.
    package var sealedFor: [String] = []
    package var waiting: [Waiting] = []
    /// Mail to the address came back for good then.
    package var undeliverableAt: Moment?
    /// Why readers reported what is shown.
    package var reports: [String] = []
    package var decisions: [Decision] = []
    package var codes: [Code] = []

    package init(of petition: Petition, _ standing: Standing) {
        self.petition = petition
        self.standing = standing
    }
}

extension OwnRecord.Standing {
    fileprivate init(_ row: SignatureRow, of petition: Petition) {
        self.init(row.state, askedAt: row.askedAt)
        decidedAt = row.decidedAt
        (number, position, removedPosition) = (row.number, row.position, row.removedPosition)
        (removal, source) = (row.removal, row.source)
        (textVersion, logNumber) = (row.textVersion, row.logNumber)
        // Of a sealed petition the row keeps the end of the day, so that the limit on mails holds.
        mailedAt = row.mailedAt.map { petition.sheet.isSealed ? $0 - .days(1) : $0 }
    }
}

extension OwnRecord {
    /// What was ticked and then taken back is no answer any more, though the box can't be written anew each time.
    fileprivate mutating func endAnswers(_ display: OwnDisplay.State?) {
        guard standing.state != .pending, var box = answers else { return }
        let agreed = Set(consents.map(\.consent.recipient))
        box.partners.removeAll { !agreed.contains(.partner($0)) }
        box.wantsUpdates = agreed.contains(.updates)
        if display == nil { box.isShown = false }
        answers = box
    }
}

/// Reads what is held behind a mailed link.
package struct OwnRecordReading: Sendable {
    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// - Parameter token: A mailed link of either kind.
    /// - Returns: Nil for a link that leads to no row.
    /// - Throws: A fault of the database.
    package func data(behind token: LinkToken) async throws -> OwnRecord? {
        let display = try await OwnDisplay(site: site).state(behind: token)
        return try await site.database.read { transaction in
            guard let petition = try transaction.petition(id: token.petitionID),
                let (row, isOwn) = try transaction.signature(behind: token)
            else { return nil }
            var record = OwnRecord(of: petition, OwnRecord.Standing(row, of: petition))
            record.answers = isOwn ? Self.answers(of: row, token) : nil
            record.isClosed = record.answers == nil && row.box != nil
            record.display = display
            record.consents = try transaction.consents(of: row.id, in: petition.id).map {
                OwnRecord.Agreed(
                    $0.consent,
                    textVersion: $0.textVersion,
                    givenAt: $0.givenAt,
                    sentence: try Self.sentence(of: $0.consent, petition, transaction)
                )
            }
            record.endAnswers(display)
            record.codes = try Self.codes(of: row.id, in: petition.id, transaction)
            let handed = try transaction.partnerRecords(about: row.id, in: petition.id)
            record.handed = handed.map {
                OwnRecord.Handed(recipient: $0.recipient, number: $0.number, isWithdrawn: $0.isWithdrawn)
            }
            let own = try transaction.seal(of: row.id, in: petition.id).map(\.recipient)
            record.sealedFor = [own].compactMap(\.self) + handed.filter(\.isSealed).map(\.recipient.text)
            record.waiting = try transaction.waitingMails(to: row.id, in: petition.id).map {
                OwnRecord.Waiting(kind: $0.kind.rawValue, queuedAt: $0.queuedAt)
            }
            record.undeliverableAt = try transaction.undeliverableAt(row.id, in: petition.id)
            record.reports = try transaction.reportReasons(about: row.id, in: petition.id)
            record.decisions = try transaction.displayDecisions(about: row.id, in: petition.id).map {
                OwnRecord.Decision(act: $0.act, reason: $0.reason, decidedAt: $0.decidedAt)
            }
            return record
        }
    }

    /// A damaged box is told of as one that does not open.
    private static func answers(of row: SignatureRow, _ token: LinkToken) -> SignatureBox? {
        row.box.flatMap { try? SignatureBox(opening: $0, with: token) }  // damaged
    }

    private static func codes(
        of signatureID: Int64,
        in petitionID: Int64,
        _ transaction: any Transaction
    ) throws -> [OwnRecord.Code] {
        let left = try transaction.codes(of: signatureID, in: petitionID)
        return [.link] + (left.hasTag ? [.address] : []) + (left.hasRequestKey ? [.form] : [])
    }

    /// The product's own sentences are on record by their hash; those of partners stand in the petition's document.
    private static func sentence(
        of consent: Consent,
        _ petition: Petition,
        _ transaction: any Transaction
    ) throws -> String? {
        let hash = consent.wordingHash
        if let wording = try transaction.consentWording(hash: hash, in: petition.id) { return wording.sentence }
        let sentences = petition.sheet.partners.compactMap(\.optIn)
        return sentences.first { Consent(consent.recipient, wording: $0).wordingHash == hash }
    }
}

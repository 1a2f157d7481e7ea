package import UndersignedCore
package import UndersignedDatabase

/// A mail that waits to be sent: what it says is sealed, what it is about is not.
package struct OutboxMail: Hashable, Sendable {
    /// Why it is sent.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case confirm, receipt, manage
        case textChanged = "text-changed"
        /// To organisers: the one addressed wrote an answer.
        case answerCame = "answer-came"
        /// To organisers: has he or she answered?
        case answerDue = "answer-due"
        /// To owners: somebody wants all contacts in a file.
        case contactsAsked = "contacts-asked"
        /// To owners: somebody has taken the sealed contacts away.
        case sealedFetched = "sealed-fetched"
        /// To somebody who is asked to join an organisation's people.
        case invitation
        /// Something that the signatory chose to show is not shown.
        case nameHidden = "name-hidden"
        /// To a member's mailbox: the code that shows who reads it.
        case memberCode = "member-code"
        /// News that the signatory asked for.
        case update
        /// The same as organisers try it out, to one of themselves.
        case updateTest = "update-test"
    }

    package var petitionID: Int64
    package var kind: Kind
    /// Stable over repeated attempts.
    package var messageID: String
    /// Names the mail key that `sealed` is under.
    package var keyHour: Int64
    package var sealed: [UInt8]
    /// SHA-256 of the code in the mail's return address, 32 bytes; nil where no code is used.
    package var bounceHash: [UInt8]?

    package init(
        petitionID: Int64,
        kind: Kind,
        messageID: String,
        keyHour: Int64,
        sealed: [UInt8],
        bounceHash: [UInt8]? = nil
    ) {
        self.petitionID = petitionID
        self.kind = kind
        self.messageID = messageID
        self.keyHour = keyHour
        self.sealed = sealed
        self.bounceHash = bounceHash
    }
}

extension Transaction {
    /// Queues a mail, due at once; one that is about no signature goes to somebody who runs the campaign.
    package func enqueue(_ mail: OutboxMail, signatureID: Int64?, at now: Moment) throws {
        try enqueue([(mail, signatureID)], at: now)
    }

    /// Queues several, in their order.
    package func enqueue(_ mails: [(mail: OutboxMail, signatureID: Int64?)], at now: Moment) throws {
        let rows: [Query] = mails.map { mail, signatureID in
            """
            \(mail.petitionID), \(signatureID), \(mail.kind.rawValue), \(mail.messageID), \(mail.keyHour), \
            \(mail.sealed), 'waiting', 0, \(now.seconds), \(now.seconds), \(mail.bounceHash)
            """
        }
        try insert(
            rows,
            """
            INSERT INTO outbox (petition_id, signature_id, kind, message_id, key_hour, sealed, state, attempts,
                due_at, queued_at, bounce_hash) VALUES (
            """
        )
    }
}

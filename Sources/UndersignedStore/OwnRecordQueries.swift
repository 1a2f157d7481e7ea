package import UndersignedCore
package import UndersignedDatabase

extension Transaction {
    /// What lies ready for partners about a signatory: for which, whether it is only the news that it was taken back, and whether anything is
    /// sealed in it.
    package func partnerRecords(
        about signatureID: Int64,
        in petitionID: Int64
    ) throws -> [(recipient: Consent.Recipient, number: Int64, isWithdrawn: Bool, isSealed: Bool)] {
        try rows(
            """
            SELECT recipient, number, is_withdrawn, content IS NOT NULL AS is_sealed FROM partner_record
            WHERE petition_id = \(petitionID) AND signature_id = \(signatureID) ORDER BY recipient
            """
        ).map { row in
            guard let recipient = Consent.Recipient(text: try row.text("recipient")) else {
                throw DatabaseFailure.unexpectedShape("partner_record.recipient")
            }
            return (
                recipient, try row.integer("number"), try row.integer("is_withdrawn") != 0,
                try row.integer("is_sealed") != 0
            )
        }
    }

    /// Which codes of a signature's row are left: of the address, and of the form.
    package func codes(of signatureID: Int64, in petitionID: Int64) throws -> (hasTag: Bool, hasRequestKey: Bool) {
        let row = try row(
            """
            SELECT tag, request_key FROM signature WHERE petition_id = \(petitionID) AND id = \(signatureID)
            """
        )
        return (try row?.optionalBlob("tag") != nil, try row?.optionalText("request_key") != nil)
    }

    /// Mails to a signatory that have not left: of which kind, and since when they wait.
    package func waitingMails(
        to signatureID: Int64,
        in petitionID: Int64
    ) throws -> [(kind: OutboxMail.Kind, queuedAt: Moment)] {
        try rows(
            """
            SELECT kind, queued_at FROM outbox
            WHERE petition_id = \(petitionID) AND signature_id = \(signatureID) AND state = 'waiting' ORDER BY id
            """
        ).map { row in
            guard let kind = OutboxMail.Kind(rawValue: try row.text("kind")) else {
                throw DatabaseFailure.unexpectedShape("outbox.kind")
            }
            return (kind, Moment(seconds: try row.integer("queued_at")))
        }
    }

    /// When a mail to a signatory came back for good; nil where none did.
    package func undeliverableAt(_ signatureID: Int64, in petitionID: Int64) throws -> Moment? {
        try row(
            """
            SELECT undeliverable_at FROM signature
            WHERE petition_id = \(petitionID) AND id = \(signatureID) AND undeliverable_at IS NOT NULL
            """
        ).map { Moment(seconds: try $0.integer("undeliverable_at")) }
    }

    /// Why readers reported what is shown of a signatory, oldest first; readers' own words are theirs.
    package func reportReasons(about signatureID: Int64, in petitionID: Int64) throws -> [String] {
        try rows(
            """
            SELECT reason FROM name_report
            WHERE petition_id = \(petitionID) AND signature_id = \(signatureID) ORDER BY number
            """
        ).map { try $0.text("reason") }
    }

    /// What was decided about what is shown of a signatory, oldest first; who did is in the trail.
    package func displayDecisions(
        about signatureID: Int64,
        in petitionID: Int64
    ) throws -> [(act: String, reason: String?, decidedAt: Moment)] {
        try rows(
            """
            SELECT b.act, b.reason, b.decided_at FROM display_step s
            JOIN display_batch b ON b.petition_id = s.petition_id AND b.number = s.batch
            WHERE s.petition_id = \(petitionID) AND s.signature_id = \(signatureID) ORDER BY s.batch
            """
        ).map {
            (try $0.text("act"), try $0.optionalText("reason"), Moment(seconds: try $0.integer("decided_at")))
        }
    }
}

package import UndersignedCore
package import UndersignedDatabase

/// A consent on record.
package struct ConsentRow: Hashable, Sendable {
    package var signatureID: Int64
    package var consent: Consent
    package var textVersion: Int
    /// To the minute, or the day where the petition publishes daily.
    package var givenAt: Moment

    package init(signatureID: Int64, consent: Consent, textVersion: Int, givenAt: Moment) {
        self.signatureID = signatureID
        self.consent = consent
        self.textVersion = textVersion
        self.givenAt = givenAt
    }
}

extension Transaction {
    /// Stores that signatories want updates; a later consent takes the place of the earlier one.
    ///
    /// What they agreed to beyond that stands with what a partner fetches: `addPartnerRecords`.
    ///
    /// - Parameters:
    ///   - consents: To the updates, no two of one signatory.
    ///   - petitionID: The petition.
    /// - Throws: A fault of the database.
    package func saveConsents(_ consents: [ConsentRow], in petitionID: Int64) throws {
        let rows: [Query] = consents.map { row in
            """
            \(petitionID), \(row.consent.recipient.text), \(row.signatureID), \(row.consent.wordingHash), \
            \(row.textVersion), \(row.givenAt.seconds)
            """
        }
        try insert(
            rows,
            "INSERT INTO consent (petition_id, recipient, signature_id, wording, text_version, given_at) VALUES (",
            """
            ) ON CONFLICT (petition_id, recipient, signature_id) DO UPDATE SET wording = excluded.wording,
                text_version = excluded.text_version, given_at = excluded.given_at
            """
        )
    }

    /// The consents of a signature, by their recipients' names.
    package func consents(of signatureID: Int64, in petitionID: Int64) throws -> [ConsentRow] {
        let updates = try rows(
            """
            SELECT recipient, wording, text_version, given_at FROM consent
            WHERE petition_id = \(petitionID) AND recipient = 'updates' AND signature_id = \(signatureID)
            """
        ).map { try ConsentRow($0, of: signatureID) }
        return try partnerConsents(of: signatureID, in: petitionID) + updates
    }

    /// To which partners a signatory agreed, by their names.
    func partnerConsents(of signatureID: Int64, in petitionID: Int64) throws -> [ConsentRow] {
        try rows(
            """
            SELECT recipient, wording, text_version, given_at FROM partner_record
            WHERE petition_id = \(petitionID) AND signature_id = \(signatureID) AND content IS NOT NULL
            ORDER BY recipient
            """
        ).map { try ConsentRow($0, of: signatureID) }
    }

    /// Ends all that a signatory agreed to: no update leaves any more, and partners are told.
    ///
    /// The petition's head must be locked.
    func endConsents(of signatureID: Int64, in petitionID: Int64) throws {
        let updates = try row(
            """
            DELETE FROM consent
            WHERE petition_id = \(petitionID) AND recipient = 'updates' AND signature_id = \(signatureID)
            RETURNING signature_id
            """
        )
        // It looks through all updates that wait: not for each of many who never wanted one.
        if updates != nil { try dropUpdates(to: signatureID, in: petitionID) }
        try takeBackPartnerRecords(of: signatureID, in: petitionID)
    }

    /// How many signatories of a petition want updates.
    package func updateReaderCount(in petitionID: Int64) throws -> Int {
        let rows = try rows(
            "SELECT count(*) AS n FROM consent WHERE petition_id = \(petitionID) AND recipient = 'updates'"
        )
        return try rows.first.map { Int(try $0.integer("n")) } ?? 0
    }
}

extension ConsentRow {
    fileprivate init(_ row: QueryRow, of signatureID: Int64) throws {
        guard let recipient = Consent.Recipient(text: try row.text("recipient")) else {
            throw DatabaseFailure.unexpectedShape("consent.recipient")
        }
        self.init(
            signatureID: signatureID,
            consent: Consent(recipient, wordingHash: try row.blob("wording")),
            textVersion: Int(try row.integer("text_version")),
            givenAt: Moment(seconds: try row.integer("given_at"))
        )
    }
}

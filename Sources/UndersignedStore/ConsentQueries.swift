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
    /// Stores what signatories agreed to; a later consent to the same takes the place of the earlier one.
    ///
    /// - Parameters:
    ///   - consents: No two of one signatory to the same.
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
        try rows(
            """
            SELECT recipient, wording, text_version, given_at FROM consent
            WHERE petition_id = \(petitionID) AND signature_id = \(signatureID) ORDER BY recipient
            """
        ).map { row in
            guard let recipient = Consent.Recipient(text: try row.text("recipient")) else {
                throw DatabaseFailure.unexpectedShape("consent.recipient")
            }
            return ConsentRow(
                signatureID: signatureID,
                consent: Consent(recipient, wordingHash: try row.blob("wording")),
                textVersion: Int(try row.integer("text_version")),
                givenAt: Moment(seconds: try row.integer("given_at"))
            )
        }
    }

    /// Deletes consents of a signature; the figures of the days on which they were given are lower by them.
    ///
    /// - Parameters:
    ///   - signatureID: Whose.
    ///   - recipient: To whom; nil for everybody.
    ///   - petitionID: The petition.
    /// - Returns: To whom there were any.
    /// - Throws: A fault of the database.
    func deleteConsents(
        of signatureID: Int64,
        to recipient: Consent.Recipient? = nil,
        in petitionID: Int64
    ) throws -> [Consent.Recipient] {
        let name = recipient?.text
        let deleted = try rows(
            """
            DELETE FROM consent WHERE petition_id = \(petitionID) AND signature_id = \(signatureID)
                AND recipient = COALESCE(\(name), recipient) RETURNING recipient, given_at
            """
        )
        return try deleted.map { row in
            guard let recipient = Consent.Recipient(text: try row.text("recipient")) else {
                throw DatabaseFailure.unexpectedShape("consent.recipient")
            }
            if case .partner(let partner) = recipient {
                let day = Moment(seconds: try row.integer("given_at")).day
                try addFigure(.consent, FigureRow(start: day, value: partner, added: 0, removed: 1), of: petitionID)
            }
            return recipient
        }
    }

    /// How many signatories of a petition agreed that somebody may write to them.
    package func consentCount(to recipient: Consent.Recipient, in petitionID: Int64) throws -> Int {
        let rows = try rows(
            "SELECT count(*) AS n FROM consent WHERE petition_id = \(petitionID) AND recipient = \(recipient.text)"
        )
        return try rows.first.map { Int(try $0.integer("n")) } ?? 0
    }
}

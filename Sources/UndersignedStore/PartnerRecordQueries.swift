package import UndersignedCore
package import UndersignedDatabase

/// What a partner fetches about one signatory.
package struct PartnerRecord: Hashable, Sendable {
    /// Contact data as it was sealed, and what was agreed to.
    package struct Content: Hashable, Sendable {
        package var seal: SealedContact
        /// SHA-256 of the sentence that was ticked, 32 bytes.
        package var wordingHash: [UInt8]
        package var givenAt: Moment
    }

    /// From 1 on, in its petition and for its partner.
    package var number: Int64
    package var signatureID: Int64
    /// Nil where it was taken back, and where it was deleted on time.
    package var content: Content?
    package var isWithdrawn: Bool
}

extension Transaction {
    /// Adds records behind all others of their partner in the petition.
    ///
    /// The petition's head must be locked: numbers are given one after the other.
    ///
    /// - Parameters:
    ///   - records: For whom, and whose, in their order.
    ///   - petitionID: The petition.
    /// - Throws: A fault of the database.
    package func addPartnerRecords(
        _ records: [(recipient: Consent.Recipient, signatureID: Int64)],
        in petitionID: Int64
    ) throws {
        var numbers: [Consent.Recipient: Int64] = [:]
        let rows: [Query] = try records.map { recipient, signatureID in
            let number = try (numbers[recipient] ?? lastRecordNumber(of: recipient, in: petitionID)) + 1
            numbers[recipient] = number
            return "\(petitionID), \(recipient.text), \(number), \(signatureID)"
        }
        try insert(rows, "INSERT INTO partner_record (petition_id, recipient, number, signature_id) VALUES (")
    }

    /// The number of a partner's last record in a petition; 0 for none.
    package func lastRecordNumber(of recipient: Consent.Recipient, in petitionID: Int64) throws -> Int64 {
        let row = try row(
            """
            SELECT MAX(number) AS last FROM partner_record
            WHERE petition_id = \(petitionID) AND recipient = \(recipient.text)
            """
        )
        return try row?.optionalInteger("last") ?? 0
    }

    /// Turns the records of a signature into the news that they were taken back, behind all others.
    ///
    /// The petition's head must be locked.
    ///
    /// - Parameters:
    ///   - signatureID: Whose.
    ///   - recipient: For whom; nil for every partner.
    ///   - petitionID: The petition.
    /// - Throws: A fault of the database.
    package func withdrawPartnerRecords(
        of signatureID: Int64,
        for recipient: Consent.Recipient? = nil,
        in petitionID: Int64
    ) throws {
        try rows(
            """
            UPDATE partner_record SET is_withdrawn = 1, number = 1 + (
                SELECT MAX(r.number) FROM partner_record r
                WHERE r.petition_id = \(petitionID) AND r.recipient = partner_record.recipient
            )
            WHERE petition_id = \(petitionID) AND signature_id = \(signatureID) AND is_withdrawn = 0
                AND recipient = COALESCE(\(recipient?.text), recipient)
            """
        )
    }

    /// Takes one consent back: its row and what was sealed to its recipient go, and the recipient is told.
    ///
    /// The petition's head must be locked.
    ///
    /// - Returns: False where there was no such consent.
    /// - Throws: A fault of the database.
    package func takeBack(_ recipient: Consent.Recipient, of signatureID: Int64, in petitionID: Int64) throws -> Bool {
        guard try !deleteConsents(of: signatureID, to: recipient, in: petitionID).isEmpty else { return false }
        try rows(
            """
            DELETE FROM seal WHERE petition_id = \(petitionID) AND signature_id = \(signatureID)
                AND recipient = \(recipient.text)
            """
        )
        try withdrawPartnerRecords(of: signatureID, for: recipient, in: petitionID)
        return true
    }

    /// A partner's records of a petition behind a number, in their order.
    ///
    /// - Parameters:
    ///   - recipient: The partner.
    ///   - petitionID: The petition.
    ///   - number: The last one seen; 0 to begin.
    ///   - limit: How many at most.
    /// - Returns: As many as there are, up to the limit.
    /// - Throws: A fault of the database.
    package func partnerRecords(
        for recipient: Consent.Recipient,
        in petitionID: Int64,
        after number: Int64,
        limit: Int
    ) throws -> [PartnerRecord] {
        try rows(
            """
            SELECT r.number, r.signature_id, r.is_withdrawn, s.recipient, s.encapsulation_id,
                e.content AS encapsulation, s.text_version, s.log_number, s.content, c.wording, c.given_at
            FROM partner_record r
            LEFT JOIN seal s ON s.petition_id = r.petition_id AND s.signature_id = r.signature_id
                AND s.recipient = r.recipient
            LEFT JOIN encapsulation e ON e.petition_id = s.petition_id AND e.id = s.encapsulation_id
            LEFT JOIN consent c ON c.petition_id = r.petition_id AND c.recipient = r.recipient
                AND c.signature_id = r.signature_id
            WHERE r.petition_id = \(petitionID) AND r.recipient = \(recipient.text) AND r.number > \(number)
            ORDER BY r.number LIMIT \(limit)
            """
        ).map(PartnerRecord.init)
    }
}

extension PartnerRecord {
    fileprivate init(_ row: QueryRow) throws {
        number = try row.integer("number")
        signatureID = try row.integer("signature_id")
        isWithdrawn = try row.integer("is_withdrawn") != 0
        guard !isWithdrawn, let sealed = try row.optionalBlob("content"),
            let encapsulation = try row.optionalBlob("encapsulation"), let wording = try row.optionalBlob("wording")
        else {
            content = nil
            return
        }
        content = Content(
            seal: SealedContact(
                recipient: try row.text("recipient"),
                encapsulationID: try row.integer("encapsulation_id"),
                encapsulation: encapsulation,
                textVersion: Int(try row.integer("text_version")),
                logNumber: Int(try row.integer("log_number")),
                content: sealed
            ),
            wordingHash: wording,
            givenAt: Moment(seconds: try row.integer("given_at"))
        )
    }
}

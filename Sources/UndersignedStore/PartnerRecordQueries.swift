package import UndersignedCore
package import UndersignedDatabase

/// What a partner fetches about one signatory.
package struct PartnerRecord: Hashable, Sendable {
    /// Contact data as it was sealed, and what was agreed to.
    package struct Content: Hashable, Sendable {
        package var seal: SealedContact
        /// SHA-256 of the sentence that was ticked, 32 bytes.
        package var wordingHash: [UInt8]
        /// To the minute, or the day where the petition publishes daily.
        package var givenAt: Moment

        package init(seal: SealedContact, wordingHash: [UInt8], givenAt: Moment) {
            self.seal = seal
            self.wordingHash = wordingHash
            self.givenAt = givenAt
        }
    }

    /// From 1 on, in its petition and for its partner.
    package var number: Int64
    package var signatureID: Int64
    /// Nil where it was taken back, and where it was deleted on time.
    package var content: Content?
    package var isWithdrawn: Bool
}

extension Transaction {
    /// Adds records behind all others of their partner in the petition; each one's encapsulation must be stored too.
    ///
    /// The petition's head must be locked: numbers are given one after the other.
    ///
    /// - Parameters:
    ///   - records: Whose, and what is handed over, in their order.
    ///   - petitionID: The petition.
    /// - Throws: A fault of the database.
    package func addPartnerRecords(
        _ records: [(signatureID: Int64, content: PartnerRecord.Content)],
        in petitionID: Int64
    ) throws {
        var numbers: [String: Int64] = [:]
        let rows: [Query] = try records.map { signatureID, content in
            let seal = content.seal
            let number = try (numbers[seal.recipient] ?? lastRecordNumber(of: seal.recipient, in: petitionID)) + 1
            numbers[seal.recipient] = number
            return """
                \(petitionID), \(seal.recipient), \(number), \(signatureID), \(seal.encapsulationID), \
                \(seal.textVersion), \(seal.logNumber), \(seal.content), \(content.wordingHash), \
                \(content.givenAt.seconds)
                """
        }
        try insert(
            rows,
            """
            INSERT INTO partner_record (petition_id, recipient, number, signature_id, encapsulation_id, text_version,
                log_number, content, wording, given_at)
            VALUES (
            """
        )
    }

    /// The number of a partner's last record in a petition.
    ///
    /// - Parameters:
    ///   - recipient: The partner, as its records name it.
    ///   - petitionID: The petition.
    /// - Returns: From 1 on; 0 for none.
    /// - Throws: A fault of the database.
    package func lastRecordNumber(of recipient: String, in petitionID: Int64) throws -> Int64 {
        let row = try row(
            """
            SELECT MAX(number) AS last FROM partner_record
            WHERE petition_id = \(petitionID) AND recipient = \(recipient)
            """
        )
        return try row?.optionalInteger("last") ?? 0
    }

    /// Takes consents of a signatory to partners back: what was sealed to them goes, and each is told by a record behind all others.
    ///
    /// The petition's head must be locked. The figures of the days on which the consents were given are lower by them.
    ///
    /// - Parameters:
    ///   - signatureID: Whose.
    ///   - recipient: To whom; nil for every partner.
    ///   - petitionID: The petition.
    /// - Returns: False where there was no such consent.
    /// - Throws: A fault of the database.
    @discardableResult
    package func takeBackPartnerRecords(
        of signatureID: Int64,
        for recipient: Consent.Recipient? = nil,
        in petitionID: Int64
    ) throws -> Bool {
        let given = try partnerConsents(of: signatureID, in: petitionID).filter {
            recipient == nil || $0.consent.recipient == recipient
        }
        for row in given {
            guard case .partner(let partner) = row.consent.recipient else { continue }
            let figure = FigureRow(start: row.givenAt.day, value: partner, added: 0, removed: 1)
            try addFigure(.consent, figure, of: petitionID)
        }
        try rows(
            """
            UPDATE partner_record SET is_withdrawn = 1, encapsulation_id = NULL, text_version = NULL, log_number = NULL,
                content = NULL, wording = NULL, given_at = NULL, number = 1 + (
                    SELECT MAX(r.number) FROM partner_record r
                    WHERE r.petition_id = \(petitionID) AND r.recipient = partner_record.recipient
                )
            WHERE petition_id = \(petitionID) AND signature_id = \(signatureID) AND is_withdrawn = 0
                AND recipient = COALESCE(\(recipient?.text), recipient)
            """
        )
        return !given.isEmpty
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
            SELECT r.number, r.signature_id, r.is_withdrawn, r.recipient, r.encapsulation_id,
                e.content AS encapsulation, r.text_version, r.log_number, r.content, r.wording, r.given_at
            FROM partner_record r
            LEFT JOIN encapsulation e ON e.petition_id = r.petition_id AND e.id = r.encapsulation_id
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
            seal: try SealedContact(row, content: sealed, encapsulation: encapsulation),
            wordingHash: wording,
            givenAt: Moment(seconds: try row.integer("given_at"))
        )
    }
}

package import UndersignedCore
package import UndersignedDatabase
package import UndersignedEvidence

/// What a person decided about a supplier that may sell another's products.
package struct EvidenceReseller: Hashable, Sendable {
    package let resellerID: Int64
    /// Whose products it sells.
    package let vendorID: Int64
    /// Whether it does; else it was said that it does not.
    package let isAccepted: Bool
    /// Why it was suggested, as a word, and the word by which records name the vendor.
    package let kind: String
    package let words: String
    /// How many records named it then.
    package let recordCount: Int64
    package let decidedAt: Moment

    package init(
        resellerID: Int64,
        vendorID: Int64,
        isAccepted: Bool,
        kind: String,
        words: String,
        recordCount: Int64,
        decidedAt: Moment
    ) {
        (self.resellerID, self.vendorID, self.isAccepted) = (resellerID, vendorID, isAccepted)
        (self.kind, self.words, self.recordCount, self.decidedAt) = (kind, words, recordCount, decidedAt)
    }

    init(_ row: QueryRow) throws {
        resellerID = try row.integer("reseller_id")
        vendorID = try row.integer("vendor_id")
        isAccepted = try row.integer("is_accepted") == 1
        kind = try row.text("kind")
        words = try row.text("words")
        recordCount = try row.integer("record_count")
        decidedAt = Moment(seconds: try row.integer("decided_at"))
    }
}

/// What a record that counts describes, and who sold it.
package struct EvidenceDescription: Hashable, Sendable {
    package let awardID: Int64
    package let supplierID: Int64
    package let text: String
    /// With the parent that the record states.
    package let supplier: Supplier

    init(_ row: QueryRow) throws {
        let content = try EvidenceContent(text: try row.text("content"))
        (awardID, supplierID) = (try row.integer("award_id"), try row.integer("supplier_id"))
        (text, supplier) = (content.described ?? "", content.supplier)
    }
}

/// Who sells whose products, as people decided.
extension Transaction {
    /// All decisions, the newest first.
    package func evidenceResellers() throws -> [EvidenceReseller] {
        try rows("SELECT * FROM evidence_reseller ORDER BY decided_at DESC, reseller_id, vendor_id").map {
            try EvidenceReseller($0)
        }
    }

    /// The accepted ones that a supplier is in, on either side, where something of the other one is published.
    ///
    /// - Parameters:
    ///   - id: The supplier's number.
    ///   - limit: The most of each side.
    /// - Returns: What it sells first, each side by the other's number.
    /// - Throws: A fault of the database.
    package func evidenceResellers(of id: Int64, limit: Int) throws -> [EvidenceReseller] {
        let sold = try rows(
            """
            SELECT * FROM evidence_reseller e WHERE e.reseller_id = \(id) AND e.is_accepted = 1
                AND EXISTS (SELECT 1 FROM evidence_figure f WHERE f.supplier_id = e.vendor_id)
            ORDER BY e.vendor_id LIMIT \(limit)
            """
        )
        let selling = try rows(
            """
            SELECT * FROM evidence_reseller e WHERE e.vendor_id = \(id) AND e.is_accepted = 1
                AND EXISTS (SELECT 1 FROM evidence_figure f WHERE f.supplier_id = e.reseller_id)
            ORDER BY e.reseller_id LIMIT \(limit)
            """
        )
        return try (sold + selling).map { try EvidenceReseller($0) }
    }

    /// Keeps a decision in the place of any other about the two in this order.
    package func saveEvidenceReseller(_ one: EvidenceReseller) throws {
        let isAccepted: Int64 = one.isAccepted ? 1 : 0
        try rows(
            """
            INSERT INTO evidence_reseller
                (reseller_id, vendor_id, is_accepted, kind, words, record_count, decided_at)
            VALUES (\(one.resellerID), \(one.vendorID), \(isAccepted), \(one.kind), \(one.words), \(one.recordCount),
                \(one.decidedAt.seconds))
            ON CONFLICT (reseller_id, vendor_id) DO UPDATE SET is_accepted = excluded.is_accepted,
                kind = excluded.kind, words = excluded.words, record_count = excluded.record_count,
                decided_at = excluded.decided_at
            """
        )
    }

    /// Takes a decision back.
    ///
    /// - Returns: Whether there was one.
    /// - Throws: A fault of the database.
    package func deleteEvidenceReseller(_ resellerID: Int64, of vendorID: Int64) throws -> Bool {
        try !rows(
            """
            DELETE FROM evidence_reseller WHERE reseller_id = \(resellerID) AND vendor_id = \(vendorID)
            RETURNING vendor_id
            """
        ).isEmpty
    }

    /// What the records of an award describe, of those that are shown, count and name a supplier.
    ///
    /// - Parameters:
    ///   - awardID: The award.
    ///   - limit: The most.
    /// - Returns: By modification.
    /// - Throws: A fault of the database.
    package func evidenceDescriptions(ofAward awardID: Int64, limit: Int) throws -> [EvidenceDescription] {
        try rows(
            """
            SELECT award_id, supplier_id, content FROM evidence_record
            WHERE award_id = \(awardID) AND is_shown = 1 AND counts > 0 AND supplier_id IS NOT NULL
            ORDER BY action LIMIT \(limit)
            """
        ).map { try EvidenceDescription($0) }
    }
}

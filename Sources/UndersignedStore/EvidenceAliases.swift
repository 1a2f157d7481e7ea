package import UndersignedCore
package import UndersignedDatabase

/// A supplier's row: one published identifier, or one name without any.
package struct EvidenceSupplierRow: Hashable, Sendable {
    package let id: Int64
    /// As in `UEI ABCDEF123456`, or `name ACME LLC`.
    package let identity: String
    package let name: String

    package init(id: Int64, identity: String, name: String) {
        (self.id, self.identity, self.name) = (id, identity, name)
    }

    init(_ row: QueryRow) throws {
        id = try row.integer("id")
        identity = try row.text("identity")
        name = try row.text("name")
    }
}

/// What a person decided about two suppliers.
package struct EvidenceAlias: Hashable, Sendable {
    /// The smaller number.
    package let leftID: Int64
    package let rightID: Int64
    /// Whether they are one; else they were said to be two.
    package let isAccepted: Bool
    /// In thousandths, as suggested; 0 where nothing suggested it.
    package let score: Int
    /// Why it was suggested, as a word, and the words of the names that this is about.
    package let kind: String
    package let words: String
    package let decidedAt: Moment

    package init(
        leftID: Int64,
        rightID: Int64,
        isAccepted: Bool,
        score: Int,
        kind: String,
        words: String,
        decidedAt: Moment
    ) {
        (self.leftID, self.rightID) = (min(leftID, rightID), max(leftID, rightID))
        (self.isAccepted, self.score, self.kind) = (isAccepted, score, kind)
        (self.words, self.decidedAt) = (words, decidedAt)
    }

    init(_ row: QueryRow) throws {
        leftID = try row.integer("left_id")
        rightID = try row.integer("right_id")
        isAccepted = try row.integer("is_accepted") == 1
        score = Int(try row.integer("score"))
        kind = try row.text("kind")
        words = try row.text("words")
        decidedAt = Moment(seconds: try row.integer("decided_at"))
    }
}

/// Which suppliers are one, as people decided.
extension Transaction {
    /// Suppliers of whom something counts, by their number.
    ///
    /// - Parameters:
    ///   - last: The number of the one before; 0 for the first.
    ///   - limit: At most so many.
    /// - Returns: Those of published files.
    /// - Throws: A fault of the database.
    package func evidenceSuppliers(after last: Int64, limit: Int) throws -> [EvidenceSupplierRow] {
        try rows(
            """
            SELECT s.id, s.identity, s.name FROM evidence_supplier s
            WHERE s.id > \(last) AND EXISTS (SELECT 1 FROM evidence_figure f WHERE f.supplier_id = s.id)
            ORDER BY s.id LIMIT \(limit)
            """
        ).map { try EvidenceSupplierRow($0) }
    }

    /// A supplier by its number; nil where there is none.
    package func evidenceSupplierRow(_ id: Int64) throws -> EvidenceSupplierRow? {
        try row("SELECT id, identity, name FROM evidence_supplier WHERE id = \(id)").map {
            try EvidenceSupplierRow($0)
        }
    }

    /// All decisions, the newest first.
    package func evidenceAliases() throws -> [EvidenceAlias] {
        try rows("SELECT * FROM evidence_alias ORDER BY decided_at DESC, left_id, right_id").map {
            try EvidenceAlias($0)
        }
    }

    /// The accepted ones of one supplier.
    package func evidenceAliases(of id: Int64) throws -> [EvidenceAlias] {
        try rows(
            """
            SELECT * FROM evidence_alias WHERE is_accepted = 1 AND left_id = \(id)
            UNION ALL
            SELECT * FROM evidence_alias WHERE is_accepted = 1 AND right_id = \(id)
            """
        ).map { try EvidenceAlias($0) }
    }

    /// Keeps a decision in the place of any other about the two.
    package func saveEvidenceAlias(_ alias: EvidenceAlias) throws {
        let isAccepted: Int64 = alias.isAccepted ? 1 : 0
        try rows(
            """
            INSERT INTO evidence_alias (left_id, right_id, is_accepted, score, kind, words, decided_at)
            VALUES (\(alias.leftID), \(alias.rightID), \(isAccepted), \(alias.score), \(alias.kind), \(alias.words),
                \(alias.decidedAt.seconds))
            ON CONFLICT (left_id, right_id) DO UPDATE SET is_accepted = excluded.is_accepted, score = excluded.score,
                kind = excluded.kind, words = excluded.words, decided_at = excluded.decided_at
            """
        )
    }

    /// Takes a decision back.
    ///
    /// - Returns: Whether there was one.
    /// - Throws: A fault of the database.
    package func deleteEvidenceAlias(_ one: Int64, _ other: Int64) throws -> Bool {
        try !rows(
            """
            DELETE FROM evidence_alias WHERE left_id = \(min(one, other)) AND right_id = \(max(one, other))
            RETURNING left_id
            """
        ).isEmpty
    }
}

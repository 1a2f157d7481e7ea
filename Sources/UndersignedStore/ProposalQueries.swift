package import UndersignedCore
package import UndersignedDatabase

/// A large removal by rule that waits for a second organiser (S-16).
package struct RemovalProposal: Sendable {
    package let id: Int64
    /// The order as it was asked for.
    package let order: CorrectionOrder
    /// How many signatures it found then.
    package let found: Int
    package let proposedBy: Int64
    package let proposedAt: Moment

    package init(id: Int64, order: CorrectionOrder, found: Int, proposedBy: Int64, proposedAt: Moment) {
        self.id = id
        self.order = order
        self.found = found
        self.proposedBy = proposedBy
        self.proposedAt = proposedAt
    }
}

extension Transaction {
    /// Writes a proposal down, and forgets those that nobody agreed to in time.
    ///
    /// - Parameters:
    ///   - order: What is to be removed, and why.
    ///   - found: How many signatures it found.
    ///   - petitionID: The petition.
    ///   - accountID: Who asks for it.
    ///   - now: The moment.
    ///   - limit: Older ones go.
    /// - Throws: A fault of the database.
    package func saveProposal(
        _ order: CorrectionOrder,
        found: Int,
        of petitionID: Int64,
        by accountID: Int64,
        at now: Moment,
        forgetting limit: Moment
    ) throws {
        try rows("DELETE FROM removal_proposal WHERE petition_id = \(petitionID) AND proposed_at < \(limit.seconds)")
        // Numbers are not used again: a button that was loaded for one proposal agrees to no other.
        let last = try row("SELECT MAX(id) AS id FROM removal_proposal WHERE petition_id = \(petitionID)")?
            .optionalInteger("id")
        try rows(
            """
            INSERT INTO removal_proposal (petition_id, id, content, found, proposed_by, proposed_at)
            VALUES (\(petitionID), \(max((last ?? 0) + 1, now.seconds)), \(try SheetText.encode(order)), \(found), \(accountID),
                \(now.minute.seconds))
            """
        )
    }

    /// The proposals since a moment, oldest first.
    package func proposals(of petitionID: Int64, since limit: Moment) throws -> [RemovalProposal] {
        try rows(
            """
            SELECT id, content, found, proposed_by, proposed_at FROM removal_proposal
            WHERE petition_id = \(petitionID) AND proposed_at >= \(limit.seconds) ORDER BY id
            """
        ).map { row in
            RemovalProposal(
                id: try row.integer("id"),
                order: try SheetText.decode(CorrectionOrder.self, row.text("content")),
                found: Int(try row.integer("found")),
                proposedBy: try row.integer("proposed_by"),
                proposedAt: Moment(seconds: try row.integer("proposed_at"))
            )
        }
    }

    /// Forgets a proposal; false where somebody else did.
    package func takeProposal(_ id: Int64, of petitionID: Int64) throws -> Bool {
        try row("DELETE FROM removal_proposal WHERE petition_id = \(petitionID) AND id = \(id) RETURNING id") != nil
    }
}

package import UndersignedDatabase

extension Transaction {
    /// Deletes the tags of a petition's addresses, some thousand at a time.
    ///
    /// - Parameters:
    ///   - petitionID: A petition whose dedupe key was destroyed.
    ///   - limit: How many rows at most.
    /// - Returns: How many rows were changed; 0 when nothing is left.
    /// - Throws: A fault of the database.
    package func deleteTags(of petitionID: Int64, limit: Int) throws -> Int {
        try rows(
            """
            UPDATE signature SET tag = NULL, request_key = NULL WHERE petition_id = \(petitionID) AND id IN (
                SELECT id FROM signature WHERE petition_id = \(petitionID) AND tag IS NOT NULL LIMIT \(limit)
            ) RETURNING id
            """
        ).count
    }

    /// Whether tags of addresses are left.
    package func hasTags(in petitionID: Int64) throws -> Bool {
        try row("SELECT 1 AS found FROM signature WHERE petition_id = \(petitionID) AND tag IS NOT NULL LIMIT 1") != nil
    }

    /// Whether anything is left that a petition's custody key, or a partner's, opens.
    package func hasSealedRecords(of petitionID: Int64) throws -> Bool {
        let seal = try row("SELECT 1 AS found FROM seal WHERE petition_id = \(petitionID) LIMIT 1")
        return try seal != nil
            || row(
                "SELECT 1 AS found FROM partner_record WHERE petition_id = \(petitionID) AND content IS NOT NULL LIMIT 1"
            ) != nil
            || row("SELECT 1 AS found FROM paper_sheet WHERE petition_id = \(petitionID) AND scan IS NOT NULL LIMIT 1")
                != nil
    }
}

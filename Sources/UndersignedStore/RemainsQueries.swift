package import UndersignedDatabase

/// What is left of a petition when its contact data has gone.
extension Transaction {
    /// Whether anything is left that `deleteRemains` deletes; reads a petition's rows once where nothing is.
    package func hasRemains(of petitionID: Int64) throws -> Bool {
        let looks: [Query] = [
            "SELECT 1 AS found FROM signature WHERE petition_id = \(petitionID) AND box IS NOT NULL LIMIT 1",
            "SELECT 1 AS found FROM public_name WHERE petition_id = \(petitionID) AND comment IS NOT NULL LIMIT 1",
            "SELECT 1 AS found FROM display_case WHERE petition_id = \(petitionID) LIMIT 1",
            "SELECT 1 AS found FROM held_name WHERE petition_id = \(petitionID) LIMIT 1",
            """
            SELECT 1 AS found FROM encapsulation WHERE petition_id = \(petitionID) AND id NOT IN (
                SELECT encapsulation_id FROM seal WHERE petition_id = \(petitionID)
                UNION SELECT encapsulation_id FROM partner_record
                WHERE petition_id = \(petitionID) AND encapsulation_id IS NOT NULL
            ) LIMIT 1
            """,
            """
            SELECT 1 AS found FROM consent WHERE petition_id = \(petitionID) AND NOT EXISTS (
                SELECT 1 FROM seal s
                WHERE s.petition_id = consent.petition_id AND s.signature_id = consent.signature_id
            ) LIMIT 1
            """,
        ]
        return try looks.contains { try row($0) != nil }
    }

    /// Deletes boxes that nothing sealed goes with, comments, and what waits to be shown, some thousand at a time.
    ///
    /// - Parameters:
    ///   - petitionID: A petition whose deletion day has come.
    ///   - limit: How many rows of a table at most; a long write would keep others waiting.
    /// - Returns: How many rows were changed; 0 when nothing is left.
    /// - Throws: A fault of the database.
    package func deleteRemains(of petitionID: Int64, limit: Int) throws -> Int {
        let boxes = try rows(
            """
            UPDATE signature SET box = NULL, request_key = NULL WHERE petition_id = \(petitionID) AND id IN (
                SELECT id FROM signature WHERE petition_id = \(petitionID) AND box IS NOT NULL LIMIT \(limit)
            ) RETURNING id
            """
        ).count
        let texts = try deleteDisplayTexts(of: petitionID, limit: limit)
        if boxes + texts == 0 {
            try rows("DELETE FROM held_name WHERE petition_id = \(petitionID)")
            try deleteUnused(of: petitionID)
        }
        return boxes + texts
    }

    /// What nothing sealed needs or goes with any more.
    private func deleteUnused(of petitionID: Int64) throws {
        try rows(
            """
            DELETE FROM encapsulation WHERE petition_id = \(petitionID) AND id NOT IN (
                SELECT encapsulation_id FROM seal WHERE petition_id = \(petitionID)
                UNION SELECT encapsulation_id FROM partner_record
                WHERE petition_id = \(petitionID) AND encapsulation_id IS NOT NULL
            )
            """
        )
        // Nobody can be written to with these.
        try rows(
            """
            DELETE FROM consent WHERE petition_id = \(petitionID) AND NOT EXISTS (
                SELECT 1 FROM seal s
                WHERE s.petition_id = consent.petition_id AND s.signature_id = consent.signature_id
            )
            """
        )
        // Only where a partner has nothing any more: as long as it has, its numbers go on, and none comes twice.
        try rows(
            """
            DELETE FROM partner_record WHERE petition_id = \(petitionID) AND recipient NOT IN (
                SELECT recipient FROM partner_record WHERE petition_id = \(petitionID) AND content IS NOT NULL
            )
            """
        )
    }
}

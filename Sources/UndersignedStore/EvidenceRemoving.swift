package import UndersignedCore
package import UndersignedDatabase

/// Files that began to go in and never came to their end.
extension Transaction {
    /// Removes them; nobody has seen anything of them.
    ///
    /// - Parameter limit: Those of which nothing was written since; others may be on their way.
    /// - Throws: A fault of the database.
    package func removeUnfinishedEvidence(untouchedSince limit: Moment) throws {
        let query: Query = "SELECT id FROM evidence_file WHERE written_at <= \(limit.seconds) ORDER BY id"
        // Seldom any: nobody waits for an import that is under way.
        guard try row(query) != nil else { return }
        try lockEvidence()
        for file in try rows(query) { try removeEvidenceFile(file.integer("id")) }
    }

    /// Removes an unfinished file, if it is still there and of these bytes.
    package func removeUnfinishedEvidence(_ fileID: Int64, hash: [UInt8]) throws {
        try lockEvidence()
        let query: Query =
            "SELECT id FROM evidence_file WHERE id = \(fileID) AND hash = \(hash) AND written_at IS NOT NULL"
        if try row(query) != nil { try removeEvidenceFile(fileID) }
    }

    /// Removes an unfinished file with its statements, and the awards and names that nobody else states.
    func removeEvidenceFile(_ fileID: Int64) throws {
        let stated = try rows(
            "SELECT DISTINCT award_id, supplier_id, agency_id FROM evidence_record WHERE file_id = \(fileID)"
        )
        try rows("DELETE FROM evidence_record WHERE file_id = \(fileID)")
        for id in Set(try stated.map { try $0.integer("award_id") }).sorted() {
            try execute(
                """
                DELETE FROM evidence_award WHERE id = \(id)
                    AND NOT EXISTS (SELECT 1 FROM evidence_record r WHERE r.award_id = \(id))
                """
            )
        }
        for id in Set(try stated.compactMap { try $0.optionalInteger("supplier_id") }).sorted() {
            try execute(
                """
                DELETE FROM evidence_supplier WHERE id = \(id)
                    AND NOT EXISTS (SELECT 1 FROM evidence_record r WHERE r.supplier_id = \(id))
                    AND NOT EXISTS (SELECT 1 FROM evidence_award a WHERE a.supplier_id = \(id))
                    AND NOT EXISTS (SELECT 1 FROM evidence_alias e WHERE e.left_id = \(id))
                    AND NOT EXISTS (SELECT 1 FROM evidence_alias e WHERE e.right_id = \(id))
                    AND NOT EXISTS (SELECT 1 FROM evidence_reseller s WHERE s.reseller_id = \(id))
                    AND NOT EXISTS (SELECT 1 FROM evidence_reseller s WHERE s.vendor_id = \(id))
                """
            )
        }
        for id in Set(try stated.map { try $0.integer("agency_id") }).sorted() {
            try execute(
                """
                DELETE FROM evidence_agency WHERE id = \(id)
                    AND NOT EXISTS (SELECT 1 FROM evidence_record r WHERE r.agency_id = \(id))
                    AND NOT EXISTS (SELECT 1 FROM evidence_award a WHERE a.agency_id = \(id))
                """
            )
        }
        try rows("DELETE FROM evidence_file WHERE id = \(fileID)")
    }
}

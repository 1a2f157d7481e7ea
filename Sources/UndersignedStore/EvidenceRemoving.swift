package import UndersignedCore
package import UndersignedDatabase

/// Files that go: those that began to go in and never came to their end, and those that an organiser removes.
///
/// Such a file has `written_at`, and is for nobody to see; 0 stands there once it only has to go.
extension Transaction {
    /// Lets a file go that is published nowhere; `removeSomeEvidence` then takes its records, some at a time.
    ///
    /// - Parameter fileID: Of `evidence_file`.
    /// - Returns: Whether it goes; not one that is published, or on its way. nil where there is no such file.
    /// - Throws: A fault of the database.
    package func beginEvidenceRemoval(_ fileID: Int64) throws -> Bool? {
        try lockEvidence()
        let query: Query = "SELECT is_published FROM evidence_file WHERE id = \(fileID) AND written_at IS NULL"
        guard let file = try row(query) else { return nil }
        guard try file.integer("is_published") == 0, try !evidenceWork().contains(where: { $0.fileID == fileID }) else {
            return false
        }
        // It was seen: what it had the number of stands in addresses, and nothing else may come to stand there.
        for numbers in EvidenceNumbers.allCases { try keep(numbers) }
        try rows("UPDATE evidence_file SET written_at = 0 WHERE id = \(fileID)")
        return true
    }

    /// Lets files go that never came to their end; nobody has seen anything of them.
    ///
    /// - Parameter limit: Those of which nothing was written since; others may be on their way.
    /// - Throws: A fault of the database.
    package func giveUpEvidence(untouchedSince limit: Moment) throws {
        let query: Query = "SELECT id FROM evidence_file WHERE written_at > 0 AND written_at <= \(limit.seconds)"
        // Seldom any: nobody waits for an import that is under way.
        guard try row(query) != nil else { return }
        try lockEvidence()
        try rows("UPDATE evidence_file SET written_at = 0 WHERE written_at > 0 AND written_at <= \(limit.seconds)")
    }

    /// Removes some records of a file that did not come to its end.
    ///
    /// - Parameters:
    ///   - hash: Of its bytes.
    ///   - fileID: nil for whichever it is.
    ///   - limit: The most records.
    /// - Returns: Whether anything of it is left.
    /// - Throws: A fault of the database.
    package func removeSomeEvidence(hash: [UInt8], fileID: Int64? = nil, limit: Int) throws -> Bool {
        try lockEvidence()
        let query: Query = "SELECT id FROM evidence_file WHERE hash = \(hash) AND written_at IS NOT NULL"
        guard let id = try row(query)?.integer("id"), fileID ?? id == id else { return false }
        // Whoever was bringing it does not go on.
        try rows("UPDATE evidence_file SET written_at = 0 WHERE id = \(id)")
        return try removeSomeEvidence(of: id, limit: limit)
    }

    /// Whether any file goes, or did not come to its end.
    ///
    /// - Parameter limit: Of which nothing was written since.
    /// - Returns: Not where the others are on their way in.
    /// - Throws: A fault of the database.
    package func hasGoingEvidence(untouchedSince limit: Moment) throws -> Bool {
        try row("SELECT id FROM evidence_file WHERE written_at <= \(limit.seconds) LIMIT 1") != nil
    }

    /// Removes some records of a file that goes.
    ///
    /// - Parameter limit: The most records.
    /// - Returns: Whether any file that goes is left.
    /// - Throws: A fault of the database.
    package func removeSomeEvidence(limit: Int) throws -> Bool {
        try lockEvidence()
        let files = try rows("SELECT id FROM evidence_file WHERE written_at = 0 ORDER BY id LIMIT 2")
        guard let id = try files.first?.integer("id") else { return false }
        return try removeSomeEvidence(of: id, limit: limit) || files.count > 1
    }

    /// Removes an unfinished file as a whole.
    func removeEvidenceFile(_ fileID: Int64) throws {
        while try removeSomeEvidence(of: fileID, limit: 1_024) {}
    }

    /// Removes some statements of a file, and the awards and names that nobody else states; the file once it has none.
    private func removeSomeEvidence(of fileID: Int64, limit: Int) throws -> Bool {
        let stated = try rows(
            """
            SELECT id, award_id, supplier_id, agency_id FROM evidence_record WHERE file_id = \(fileID)
            ORDER BY award_id LIMIT \(limit)
            """
        )
        for row in stated { try execute("DELETE FROM evidence_record WHERE id = \(row.integer("id"))") }
        for id in Set(try stated.map { try $0.integer("award_id") }).sorted() { try removeIdle(award: id) }
        for id in Set(try stated.compactMap { try $0.optionalInteger("supplier_id") }).sorted() {
            try removeIdle(supplier: id)
        }
        for id in Set(try stated.map { try $0.integer("agency_id") }).sorted() { try removeIdle(agency: id) }
        guard stated.count < limit else { return true }
        try rows("DELETE FROM evidence_file WHERE id = \(fileID)")
        return false
    }

    private func removeIdle(award id: Int64) throws {
        try execute(
            """
            DELETE FROM evidence_award WHERE id = \(id)
                AND NOT EXISTS (SELECT 1 FROM evidence_record r WHERE r.award_id = \(id))
            """
        )
    }

    private func removeIdle(supplier id: Int64) throws {
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

    private func removeIdle(agency id: Int64) throws {
        try execute(
            """
            DELETE FROM evidence_agency WHERE id = \(id)
                AND NOT EXISTS (SELECT 1 FROM evidence_record r WHERE r.agency_id = \(id))
                AND NOT EXISTS (SELECT 1 FROM evidence_award a WHERE a.agency_id = \(id))
            """
        )
    }
}

package import UndersignedDatabase

/// What anyone may see of what was imported: files that an organiser published.
extension Transaction {
    /// Publishes a file or takes it back: its records count from now on, or no longer.
    ///
    /// - Parameters:
    ///   - fileID: Of `evidence_file`.
    ///   - isPublished: Whether anyone may see it.
    /// - Returns: Whether that is new; nil where there is no such file.
    /// - Throws: A fault of the database: nothing may stay then.
    package func setEvidenceFile(_ fileID: Int64, published isPublished: Bool) throws -> Bool? {
        try lockEvidence()
        let state: Int64 = isPublished ? 1 : 0
        let query: Query = "SELECT is_published FROM evidence_file WHERE id = \(fileID) AND written_at IS NULL"
        guard let known = try row(query)?.integer("is_published") else { return nil }
        guard known != state else { return false }
        try rows("UPDATE evidence_file SET is_published = \(state) WHERE id = \(fileID)")
        try rows(
            """
            UPDATE evidence_award SET is_touched = 1
            WHERE id IN (SELECT award_id FROM evidence_record WHERE file_id = \(fileID))
            """
        )
        var settling = try EvidenceSettling(self)
        try settling.run()
        try measureEvidence()
        return true
    }
}

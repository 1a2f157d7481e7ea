package import UndersignedDatabase

/// A file that an organiser published or took back, on its way there.
///
/// Each award is settled as a whole, with all sums, counts and words that it is part of; awards behind `lastAward` are as they
/// were. So what is seen adds up at any moment.
package struct EvidenceWork: Hashable, Sendable {
    package let fileID: Int64
    /// Whether anyone may see the file once it is done.
    package let isPublished: Bool
    let lastAward: Int64
    /// Records of the file whose awards are settled.
    package let doneCount: Int64
    /// All of its records.
    package let recordCount: Int64

    init(_ row: QueryRow) throws {
        fileID = try row.integer("file_id")
        isPublished = try row.integer("is_published") == 1
        lastAward = try row.integer("last_award")
        doneCount = try row.integer("done_count")
        recordCount = try row.integer("record_count")
    }
}

/// What anyone may see of what was imported: files that an organiser published.
extension Transaction {
    /// Says whether a file's records are to be seen; `settleEvidence` then brings them there, some at a time.
    ///
    /// - Parameters:
    ///   - fileID: Of `evidence_file`.
    ///   - isPublished: Whether anyone may see it.
    /// - Returns: Whether that is new; nil where there is no such file.
    /// - Throws: A fault of the database.
    package func beginEvidenceFile(_ fileID: Int64, published isPublished: Bool) throws -> Bool? {
        try lockEvidence()
        let state: Int64 = isPublished ? 1 : 0
        let query: Query = "SELECT is_published FROM evidence_file WHERE id = \(fileID) AND written_at IS NULL"
        guard let known = try row(query)?.integer("is_published") else { return nil }
        guard known != state else { return false }
        try rows("UPDATE evidence_file SET is_published = \(state) WHERE id = \(fileID)")
        // From the first award on, also where the way there was not yet at its end: another file's may have gone further.
        try rows(
            """
            INSERT INTO evidence_work (file_id, last_award, done_count, record_count)
            SELECT \(fileID), 0, 0, COUNT(*) FROM evidence_record WHERE file_id = \(fileID)
            ON CONFLICT (file_id) DO UPDATE SET last_award = 0, done_count = 0
            """
        )
        return true
    }

    /// Files that are on their way, by number; most often none.
    package func evidenceWork() throws -> [EvidenceWork] {
        try rows(
            """
            SELECT w.*, f.is_published FROM evidence_work w JOIN evidence_file f ON f.id = w.file_id ORDER BY w.file_id
            """
        ).map { try EvidenceWork($0) }
    }

    /// Brings the next awards of a file to where its organiser wants them.
    ///
    /// Awards are settled by what is wanted of all files now, however many of them are on their way.
    ///
    /// - Parameters:
    ///   - fileID: Of `evidence_file`.
    ///   - limit: Its records; those of one award stay together.
    /// - Returns: What is left to do; nil once all is done.
    /// - Throws: `EvidenceRefusal.endlessSum`, a fault of the database: nothing of this part may stay then.
    package func settleEvidence(of fileID: Int64, limit: Int) throws -> EvidenceWork? {
        try lockEvidence()
        guard let work = try evidenceWork().first(where: { $0.fileID == fileID }) else { return nil }
        let records = try rows(
            """
            SELECT award_id FROM evidence_record WHERE file_id = \(fileID) AND award_id > \(work.lastAward)
            ORDER BY award_id LIMIT \(limit)
            """
        ).map { try $0.integer("award_id") }
        var settling = try EvidenceSettling(self)
        try settling.run(Set(records).sorted())
        guard records.count == limit, let last = records.last else {
            try rows("DELETE FROM evidence_work WHERE file_id = \(fileID)")
            try measureEvidence()
            return nil
        }
        let query: Query = """
            SELECT COUNT(*) AS n FROM evidence_record WHERE file_id = \(fileID) AND award_id = \(last)
            """
        let rest = try row(query)?.integer("n") ?? 0
        let done = work.doneCount + Int64(records.count { $0 < last }) + rest
        return try rows(
            """
            UPDATE evidence_work SET last_award = \(last), done_count = \(done) WHERE file_id = \(fileID)
            RETURNING file_id, last_award, done_count, record_count, CAST(\(work.isPublished ? 1 : 0) AS BIGINT) AS is_published
            """
        ).first.map { try EvidenceWork($0) }
    }
}

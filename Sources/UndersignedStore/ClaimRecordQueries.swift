package import UndersignedDatabase
import UndersignedEvidence

/// Contract records as claims name them.
extension Transaction {
    /// An award by its published identifier; nil where there is none.
    package func evidenceAward(identifier: String) throws -> EvidenceAward? {
        try row("SELECT * FROM evidence_award WHERE identifier = \(identifier)").map { try EvidenceAward($0) }
    }

    /// The identifiers of federal awards under a contract number: one, or a few of several agencies.
    ///
    /// - Parameters:
    ///   - contract: As in `HSCETC14C00002`.
    ///   - limit: The most identifiers.
    /// - Returns: Awards, orders and vehicles.
    /// - Throws: A fault of the database.
    package func evidenceIdentifiers(ofContract contract: String, limit: Int) throws -> [String] {
        try ["CONT_AWD_", "CONT_IDV_"].flatMap { mark in
            // Behind the number stands `_`; the letter that follows it in ASCII ends the range.
            let (first, end) = (mark + contract + "_", mark + contract + "`")
            return try rows(
                """
                SELECT identifier FROM evidence_award WHERE identifier >= \(first) AND identifier < \(end)
                ORDER BY identifier LIMIT \(limit)
                """
            ).map { try $0.text("identifier") }
        }
    }

    /// The published record of an award's modification, the last one where it has several; nil where none is published.
    package func evidenceRecord(ofAward awardID: Int64, modification: String) throws -> EvidenceRow? {
        // As `EvidenceRow.action` puts it: the modification, a line break, the transaction's number.
        let (first, end) = (modification + "\n", modification + "\u{B}")
        return try row(
            """
            SELECT r.*, a.identifier, b.agency, b.sub_agency FROM evidence_record r
            JOIN evidence_award a ON a.id = r.award_id JOIN evidence_agency b ON b.id = r.agency_id
            WHERE r.award_id = \(awardID) AND r.action >= \(first) AND r.action < \(end) AND r.is_shown = 1
            ORDER BY r.action DESC LIMIT 1
            """
        ).map { try EvidenceRow($0) }
    }

    /// The published files whose statements of an award's records are shown, by number.
    package func evidenceFiles(ofAward awardID: Int64, limit: Int) throws -> [EvidenceFileRow] {
        try rows(
            """
            SELECT * FROM evidence_file
            WHERE id IN (SELECT file_id FROM evidence_record WHERE award_id = \(awardID) AND is_shown = 1)
            ORDER BY id LIMIT \(limit)
            """
        ).map { try EvidenceFileRow($0) }
    }

    /// The published files whose statements of a supplier's or an agency's records are shown, by number.
    package func evidenceFileIDs(of party: EvidenceParty) throws -> Set<Int64> {
        let query: Query =
            switch party {
            case .supplier(let id):
                """
                SELECT id FROM evidence_file f
                WHERE (f.is_published = 1 OR f.id IN (SELECT w.file_id FROM evidence_work w))
                    AND EXISTS (SELECT 1 FROM evidence_record r
                    WHERE r.supplier_id = \(id) AND r.is_shown = 1 AND r.file_id = f.id)
                """
            case .agency(let id):
                """
                SELECT id FROM evidence_file f
                WHERE (f.is_published = 1 OR f.id IN (SELECT w.file_id FROM evidence_work w))
                    AND EXISTS (SELECT 1 FROM evidence_record r
                    WHERE r.agency_id = \(id) AND r.is_shown = 1 AND r.file_id = f.id)
                """
            }
        return Set(try rows(query).map { try $0.integer("id") })
    }

    /// Likewise of some awards.
    package func evidenceFileIDs(ofAwards awards: [Int64]) throws -> Set<Int64> {
        Set(
            try rows(
                matching: awards.map { "\($0)" },
                "WITH k(id) AS (VALUES (",
                """
                )) SELECT DISTINCT r.file_id FROM k CROSS JOIN evidence_record r
                WHERE r.award_id = k.id AND r.is_shown = 1
                """
            ).map { try $0.integer("file_id") }
        )
    }

    /// A file by its number; nil where there is none.
    package func evidenceFile(_ id: Int64) throws -> EvidenceFileRow? {
        try row("SELECT * FROM evidence_file WHERE id = \(id) AND written_at IS NULL").map {
            try EvidenceFileRow($0, evidenceWork())
        }
    }

    /// Whether of all files that are there this one alone states a record.
    ///
    /// - Parameters:
    ///   - fileID: The file.
    ///   - identifier: The award's.
    ///   - modification: Of the record; nil for the award, whatever is stated of it.
    /// - Returns: Not where it states nothing of it itself.
    /// - Throws: A fault of the database.
    package func isOnlySource(_ fileID: Int64, of identifier: String, modification: String?) throws -> Bool {
        guard let award = try evidenceAward(identifier: identifier) else { return false }
        // As above; nothing sorts behind the last letter.
        let first = modification.map { $0 + "\n" } ?? ""
        let end = modification.map { $0 + "\u{B}" } ?? "\u{10FFFF}"
        let files = try rows(
            """
            SELECT DISTINCT r.file_id FROM evidence_record r JOIN evidence_file f ON f.id = r.file_id
            WHERE r.award_id = \(award.id) AND r.action >= \(first) AND r.action < \(end) AND f.written_at IS NULL
            """
        ).map { try $0.integer("file_id") }
        return files == [fileID]
    }
}

import UndersignedDatabase
import UndersignedEvidence

/// What one file states of a record, compared with what others state.
struct EvidenceStatement {
    /// Its columns.
    var row: EvidenceRow
    private let content: String
    private let source: QueryRow

    /// - Parameter source: The columns of `evidence_record`, and its award's identifier.
    /// - Throws: `DatabaseFailure.unexpectedShape`.
    init(_ source: QueryRow) throws {
        row = try EvidenceRow(columns: source)
        content = try source.text("content")
        self.source = source
    }

    /// With its content; the agency's names must be there too.
    func whole() throws -> EvidenceRow { try EvidenceRow(source) }

    /// The statement that holds: a later file's, unless it says the same, or is of a release before.
    ///
    /// This is `RecordIndex` over several files, whichever of them are asked.
    ///
    /// - Parameter statements: Of one record, at most one a file.
    /// - Returns: nil for none.
    /// - Throws: A fault of the database: the content of a row is none.
    static func holding(_ statements: some Collection<EvidenceStatement>) throws -> EvidenceStatement? {
        guard statements.count > 1 else { return statements.first }
        let ordered = statements.sorted { $0.row.fileID < $1.row.fileID }
        return try ordered.dropFirst().reduce(ordered[0]) { try $1.isCorrection(of: $0) ? $1 : $0 }
    }

    private func isCorrection(of earlier: EvidenceStatement) throws -> Bool {
        guard content != earlier.content || !hasColumns(of: earlier) else { return false }
        let (before, now) = (try earlier.revision, try revision)
        if let before, let now, before != now { return before < now }
        return true
    }

    private func hasColumns(of other: EvidenceStatement) -> Bool {
        var record = other.row.record
        record.line = row.record.line
        return record == row.record && other.row.supplierID == row.supplierID && other.row.agencyID == row.agencyID
    }

    private var revision: RecordRevision? {
        get throws {
            var record = row.record
            try EvidenceContent(text: content).fill(&record)
            return record.revision
        }
    }
}

extension Transaction {
    /// What files state of records.
    ///
    /// - Parameters:
    ///   - keys: Each an award's number and an action, as `EvidenceRow.action` has it.
    ///   - files: Files that say nothing yet.
    /// - Returns: Those of one record together.
    /// - Throws: A fault of the database.
    func evidenceStatements(of keys: [Query], except files: Set<Int64>) throws -> [[EvidenceStatement]] {
        let found = try rows(
            matching: keys,
            """
            WITH k(award_id, action) AS (VALUES (
            """,
            """
            )) SELECT r.*, a.identifier, b.agency, b.sub_agency FROM k CROSS JOIN evidence_record r
            JOIN evidence_award a ON a.id = r.award_id JOIN evidence_agency b ON b.id = r.agency_id
            WHERE r.award_id = k.award_id AND r.action = k.action
            """
        ).map { try EvidenceStatement($0) }.filter { !files.contains($0.row.fileID) }
        // A row may come more than once.
        let statements = Dictionary(found.map { ($0.row.id, $0) }) { first, _ in first }.values
        let records = Dictionary(grouping: statements) { "\($0.row.awardID)\n\($0.row.action)" }
        return Array(records.values)
    }
}

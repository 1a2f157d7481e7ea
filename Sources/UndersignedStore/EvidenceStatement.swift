import UndersignedDatabase
import UndersignedEvidence

/// What one file states of a record, compared with what others state.
struct EvidenceStatement {
    /// Its columns.
    var row: EvidenceRow
    private let content: String
    private let source: QueryRow

    /// - Parameter source: The columns of `evidence_record`, and its award's identifier.
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

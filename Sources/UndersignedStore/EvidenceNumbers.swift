import UndersignedDatabase

/// What is numbered here and not by the database, and is called by its number in addresses.
enum EvidenceNumbers: String, CaseIterable {
    case file, award, record, supplier, agency

    /// The highest number that was given; of what was removed since, the one that was kept.
    fileprivate var last: Query {
        switch self {
        case .file: "SELECT MAX(id) AS last FROM evidence_file"
        case .award: "SELECT MAX(id) AS last FROM evidence_award"
        case .record: "SELECT MAX(id) AS last FROM evidence_record"
        case .supplier: "SELECT MAX(id) AS last FROM evidence_supplier"
        case .agency: "SELECT MAX(id) AS last FROM evidence_agency"
        }
    }

    fileprivate var kept: String { "evidence_\(rawValue)_last" }
}

extension Transaction {
    /// The next number, where only one import runs at a time: SQLite would look through every child of a row that it numbers
    /// and hands back.
    func next(_ numbers: EvidenceNumbers) throws -> Int64 { try last(numbers) + 1 }

    /// Lets no number so far be given again, whatever is removed.
    func keep(_ numbers: EvidenceNumbers) throws { try setMetaValue(numbers.kept, last(numbers)) }

    private func last(_ numbers: EvidenceNumbers) throws -> Int64 {
        max(try row(numbers.last)?.optionalInteger("last") ?? 0, try metaValue(numbers.kept) ?? 0)
    }
}

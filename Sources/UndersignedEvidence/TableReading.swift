/// Reads a table of contracts, chunk by chunk, in memory that does not grow with the file.
struct TableReading: Sendable {
    private var decoding = TextDecoding()
    private var rows = SeparatedRows()
    private var records: TableRecords

    /// - Parameter header: The names of the columns where the file begins with its first row; nil where it has its own.
    init(header: [String]?) {
        records = TableRecords(header: header)
    }

    var kind: EvidenceKind? { records.kind }

    var rowCount: Int { records.rowCount }

    var notes: [String] {
        guard let encoding = decoding.encoding, encoding != .utf8 else { return records.notes }
        return records.notes + ["letters are read as \(encoding.rawValue)"]
    }

    mutating func feed(_ chunk: [UInt8], into findings: inout [EvidenceFinding]) throws {
        try rows.feed(decoding.feed(chunk)) { try records.take($0, into: &findings) }
    }

    mutating func finish(into findings: inout [EvidenceFinding]) throws {
        try rows.feed(decoding.finish()) { try records.take($0, into: &findings) }
        try rows.finish { try records.take($0, into: &findings) }
        try records.finish(into: &findings)
    }
}

/// What a reader comes upon in a file.
package enum EvidenceFinding: Sendable {
    case record(ContractRecord)
    case refused(RefusedRow)
}

/// Reads a JSON document of contracts, chunk by chunk: answers of USAspending's API, and open contracting data.
///
/// Elements are read one by one, so that memory grows with the largest element and not with the file.
struct DocumentReading: Sendable {
    private var decoding = TextDecoding()
    private var elements = JSONElements()
    private var records = DocumentRecords()

    var kind: EvidenceKind? { records.kind }

    var rowCount: Int { records.rowCount }

    var notes: [String] { records.notes }

    mutating func feed(_ chunk: [UInt8], into findings: inout [EvidenceFinding]) throws {
        try elements.feed(decoding.feed(chunk)) { try records.take($0, into: &findings) }
    }

    mutating func finish(into findings: inout [EvidenceFinding]) throws {
        try elements.feed(decoding.finish()) { try records.take($0, into: &findings) }
        try elements.finish()
        try records.finish()
    }
}

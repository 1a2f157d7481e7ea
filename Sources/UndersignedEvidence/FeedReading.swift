/// Reads an Atom feed of the Federal Procurement Data System, chunk by chunk and entry by entry.
///
/// The parser is libxml2's, which is fed and calls back; it opens no network, no files and no external entities.
struct FeedReading {
    private let parser: FeedParser
    private var reading = RecordReading(kind: .fpdsAtom, habits: .exact)
    private(set) var rowCount = 0

    init() throws(EvidenceRefusal) {
        parser = try FeedParser()
    }

    var kind: EvidenceKind? { rowCount > 0 ? .fpdsAtom : nil }

    var notes: [String] { reading.notes }

    mutating func feed(_ chunk: [UInt8], into findings: inout [EvidenceFinding]) throws(EvidenceRefusal) {
        try parser.feed(chunk)
        take(into: &findings)
    }

    mutating func finish(into findings: inout [EvidenceFinding]) throws(EvidenceRefusal) {
        try parser.finish()
        take(into: &findings)
        guard rowCount > 0 else {
            throw .noRecords(
                what: "this XML document holds no entries of the Federal Procurement Data System's Atom feed"
            )
        }
    }

    private mutating func take(into findings: inout [EvidenceFinding]) {
        for fields in parser.entries.take() {
            rowCount += 1
            do throws(RefusedRow) {
                if fields.holdControlCharacters {
                    throw RefusedRow(line: fields.line, reason: ControlCharacters.reason)
                }
                findings.append(.record(try reading.record(of: fields)))
            } catch {
                findings.append(.refused(error))
            }
        }
    }
}

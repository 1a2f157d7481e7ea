/// Reads one file of contract records, whatever it is of what is known here, chunk by chunk.
///
/// What the file is shows in its first letters: a document in JSON, one in XML, else a table.
package struct EvidenceReading {
    private enum Format {
        case unknown
        case table(TableReading)
        case document(DocumentReading)
        case feed(FeedReading)
    }

    private var format = Format.unknown
    private var start: [UInt8] = []
    /// Whether all bytes so far are zero; nil before the first.
    private var isBlank: Bool?
    private let header: [String]?

    /// - Parameter header: The names of the columns of a table that has none; a document doesn't need them.
    package init(header: [String]? = nil) {
        self.header = header
    }

    /// What the file holds; nil until enough was read.
    package var kind: EvidenceKind? {
        switch format {
        case .unknown: nil
        case .table(let reading): reading.kind
        case .document(let reading): reading.kind
        case .feed(let reading): reading.kind
        }
    }

    /// Rows of data, or elements of a document, that were read so far.
    package var rowCount: Int {
        switch format {
        case .unknown: 0
        case .table(let reading): reading.rowCount
        case .document(let reading): reading.rowCount
        case .feed(let reading): reading.rowCount
        }
    }

    /// How values were read that could be read in two ways, in sentences.
    package var notes: [String] {
        switch format {
        case .unknown: []
        case .table(let reading): reading.notes
        case .document(let reading): reading.notes
        case .feed(let reading): reading.notes
        }
    }

    /// - Parameter chunk: The next bytes of the file.
    /// - Returns: What stands in them, in the file's order; some may wait for the next chunk.
    /// - Throws: `EvidenceRefusal` when the file as a whole is not read.
    package mutating func feed(_ chunk: [UInt8]) throws -> [EvidenceFinding] {
        var findings: [EvidenceFinding] = []
        if !chunk.isEmpty, isBlank != false { isBlank = chunk.allSatisfy { $0 == 0 } }
        if case .unknown = format {
            start += chunk
            guard start.count >= 64 else { return [] }
            let head = start
            try begin()
            try feed(head, into: &findings)
        } else {
            try feed(chunk, into: &findings)
        }
        return findings
    }

    /// - Returns: What had waited for the end of the file.
    /// - Throws: `EvidenceRefusal`, as `feed`.
    package mutating func finish() throws -> [EvidenceFinding] {
        var findings: [EvidenceFinding] = []
        if isBlank == true { throw EvidenceRefusal.blank }
        if case .unknown = format {
            let head = start
            try begin()
            try feed(head, into: &findings)
        }
        switch format {
        case .unknown: throw EvidenceRefusal.empty
        case .table(var reading):
            format = .unknown
            defer { format = .table(reading) }
            try reading.finish(into: &findings)
        case .document(var reading):
            format = .unknown
            defer { format = .document(reading) }
            try reading.finish(into: &findings)
        case .feed(var reading):
            defer { format = .feed(reading) }
            try reading.finish(into: &findings)
        }
        return findings
    }

    /// Decides by the first letter that is no space; zeros of UTF-16 and its marks are none either.
    private mutating func begin() throws(EvidenceRefusal) {
        let first = start.first { $0 > 0x20 && ![0xEF, 0xBB, 0xBF, 0xFE, 0xFF].contains($0) }
        start = []
        switch first {
        case UInt8(ascii: "{"), UInt8(ascii: "["): format = .document(DocumentReading())
        case UInt8(ascii: "<"): format = .feed(try FeedReading())
        default: format = .table(TableReading(header: header))
        }
    }

    private mutating func feed(_ chunk: [UInt8], into findings: inout [EvidenceFinding]) throws {
        switch format {
        case .unknown: break
        case .table(var reading):
            // Given away meanwhile, so that its buffers are not copied.
            format = .unknown
            defer { format = .table(reading) }
            try reading.feed(chunk, into: &findings)
        case .document(var reading):
            format = .unknown
            defer { format = .document(reading) }
            try reading.feed(chunk, into: &findings)
        case .feed(var reading):
            defer { format = .feed(reading) }
            try reading.feed(chunk, into: &findings)
        }
    }
}

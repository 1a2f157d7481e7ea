/// Reads one file of contract records, whatever it is of what is known here, chunk by chunk.
///
/// What the file is shows in its first letters: a document in JSON, one in XML, else a table.
package struct EvidenceReading: Sendable {
    private enum Format: Sendable {
        case unknown
        case table(TableReading)
    }

    private var format = Format.unknown
    private var start: [UInt8] = []
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
        }
    }

    /// Rows of data, or elements of a document, that were read so far.
    package var rowCount: Int {
        switch format {
        case .unknown: 0
        case .table(let reading): reading.rowCount
        }
    }

    /// How values were read that could be read in two ways, in sentences.
    package var notes: [String] {
        switch format {
        case .unknown: []
        case .table(let reading): reading.notes
        }
    }

    /// - Parameter chunk: The next bytes of the file.
    /// - Returns: What stands in them, in the file's order; some may wait for the next chunk.
    /// - Throws: `EvidenceRefusal` when the file as a whole is not read.
    package mutating func feed(_ chunk: [UInt8]) throws -> [EvidenceFinding] {
        var findings: [EvidenceFinding] = []
        if case .unknown = format {
            start += chunk
            guard start.count >= 64 else { return [] }
            let head = start
            begin()
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
        if case .unknown = format {
            let head = start
            begin()
            try feed(head, into: &findings)
        }
        switch format {
        case .unknown: throw EvidenceRefusal.empty
        case .table(var reading):
            format = .unknown
            defer { format = .table(reading) }
            try reading.finish(into: &findings)
        }
        return findings
    }

    private mutating func begin() {
        start = []
        format = .table(TableReading(header: header))
    }

    private mutating func feed(_ chunk: [UInt8], into findings: inout [EvidenceFinding]) throws {
        switch format {
        case .unknown: break
        case .table(var reading):
            // Given away meanwhile, so that its buffers are not copied.
            format = .unknown
            defer { format = .table(reading) }
            try reading.feed(chunk, into: &findings)
        }
    }
}

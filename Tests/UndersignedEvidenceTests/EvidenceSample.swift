import UndersignedEvidence

/// Reads texts as files, in pieces, and keeps what comes out.
struct EvidenceSample {
    var book = RecordBook()
    var refused: [RefusedRow] = []
    var report: ImportReport

    var records: [ContractRecord] { book.records }

    init(_ text: String, header: [String]? = nil, pieces: Int = 4_096) throws {
        try self.init(bytes: Array(text.utf8), header: header, pieces: pieces)
    }

    init(bytes: [UInt8], header: [String]? = nil, pieces: Int = 65_536) throws {
        var running = EvidenceImport(header: header)
        var book = RecordBook()
        func keep(_ records: [ContractRecord]) -> [RecordIndex.Place] { records.map { book.enter($0) } }
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            try running.feed(Array(bytes[start..<min(start + pieces, bytes.count)]), keep: keep)
        }
        report = try running.finish(file: "sample", keep: keep)
        self.book = book
        refused = report.refusedRows
    }

    /// Each sum as the report has it.
    var sums: [String?] { AmountKind.allCases.map { report.sumText($0) } }

    /// Rows, imported, repeats, refused, awards, negative, zero.
    var counts: [Int] {
        let tally = report.tally
        return [
            report.rows, tally.importedCount, tally.repeatCount, tally.refusedCount, tally.awardCount,
            tally.negativeCount, tally.zeroCount,
        ]
    }
}

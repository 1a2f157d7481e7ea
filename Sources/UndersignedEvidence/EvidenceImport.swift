/// One file on its way in: reads, checks, and hands records on in batches.
///
/// Where the records go is the caller's: a transaction of a database for the whole file, so that a file that is refused in
/// its last line leaves nothing behind; or several; or nowhere, when a file is only looked at.
package struct EvidenceImport {
    private var reading: EvidenceReading
    private var tally = RecordTally()
    private var refusedRows: [RefusedRow] = []

    package init(header: [String]? = nil) {
        reading = EvidenceReading(header: header)
    }

    package var rowCount: Int { reading.rowCount }
    package var kind: EvidenceKind? { reading.kind }

    /// Reads on.
    ///
    /// - Parameters:
    ///   - chunk: The file's next bytes.
    ///   - keep: Gets records in the file's order and says of each what it is to those that are kept already.
    /// - Throws: `EvidenceRefusal` when nothing of the file may go in, and what `keep` throws.
    package mutating func feed(
        _ chunk: [UInt8],
        keep: ([ContractRecord]) throws -> [RecordIndex.Place]
    ) throws {
        let records = try read(chunk)
        if !records.isEmpty { note(records, try keep(records)) }
    }

    /// Reads on, where what the records are to others is told later, by `note`.
    ///
    /// - Parameter chunk: The file's next bytes; nil at its end.
    /// - Returns: Records in the file's order.
    /// - Throws: `EvidenceRefusal` when nothing of the file may go in.
    package mutating func read(_ chunk: [UInt8]?) throws -> [ContractRecord] {
        var records: [ContractRecord] = []
        for finding in try chunk.map({ try reading.feed($0) }) ?? reading.finish() {
            switch finding {
            case .record(let record): records.append(record)
            case .refused(let row): refuse(row)
            }
        }
        return records
    }

    /// Counts what was read.
    ///
    /// - Parameters:
    ///   - records: As `read` gave them.
    ///   - places: What each is to those that are kept already.
    package mutating func note(_ records: [ContractRecord], _ places: [RecordIndex.Place]) {
        for (record, place) in zip(records, places) {
            switch place {
            case .new, .revised: tally.add(record)
            case .repeated, .outdated: tally.addRepeat()
            case .contradicting(let line):
                let reason = "it has the award and modification of line \(line), and says otherwise"
                refuse(RefusedRow(line: record.line, reason: reason))
            }
        }
    }

    /// Reads what had waited for the file's end.
    ///
    /// - Parameters:
    ///   - file: The name under which it is reported.
    ///   - keep: As for `feed`.
    /// - Returns: What became of it.
    /// - Throws: As `feed`; nothing of the file may stay then.
    package mutating func finish(
        file: String,
        keep: ([ContractRecord]) throws -> [RecordIndex.Place]
    ) throws -> ImportReport {
        let records = try read(nil)
        if !records.isEmpty { note(records, try keep(records)) }
        return report(file: file)
    }

    /// What became of a file that was read to its end.
    package func report(file: String) -> ImportReport {
        ImportReport(
            file: file,
            kind: reading.kind ?? .unknown,
            rows: reading.rowCount,
            tally: tally,
            notes: reading.notes,
            refusedRows: refusedRows.sorted { $0.line < $1.line }
        )
    }

    /// What is said of a file of which nothing goes in: its rows count as refused.
    package func refusedReport(file: String) -> ImportReport {
        ImportReport(
            file: file,
            kind: reading.kind ?? .unknown,
            rows: reading.rowCount,
            tally: RecordTally(refusedCount: reading.rowCount)
        )
    }

    private mutating func refuse(_ row: RefusedRow) {
        tally.addRefused()
        if refusedRows.count < ImportReport.longestList { refusedRows.append(row) }
    }
}

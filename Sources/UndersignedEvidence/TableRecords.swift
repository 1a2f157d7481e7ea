/// Makes records of a table's rows, of which the first one may name the columns.
struct TableRecords: Sendable {
    private var header: [String]?
    private var map: ColumnMap?
    private var reading: RecordReading?
    /// Rows that wait until a value has shown how the file writes dates and amounts.
    private var waiting: [RecordFields] = []
    private var habits = FileHabits()
    private var separator = UInt8(ascii: ",")
    /// Where the last row begins, if the file ends without a line break and the row did not turn out to be cut off.
    private var unendedLine: Int?
    /// A table of another kind is counted to its end, and then refused.
    private var refusal: EvidenceRefusal?
    private(set) var kind: EvidenceKind?
    private(set) var rowCount = 0

    init(header: [String]?) {
        self.header = header
    }

    /// An amount that was cut short is an amount: only people can see that it is another.
    var notes: [String] {
        let notes = reading?.notes ?? []
        guard let unendedLine else { return notes }
        let note =
            "the file ends in line \(unendedLine) without a line break; compare its last row with the source, in case it was cut off"
        return notes + [note]
    }

    mutating func take(_ row: SeparatedRow, into findings: inout [EvidenceFinding]) throws(EvidenceRefusal) {
        if refusal != nil { return rowCount += 1 }
        if let map { return takeData(row, map, into: &findings) }
        separator = row.separator
        let first = (0..<row.count).map { row.text($0) ?? "" }
        let names = header ?? first
        if let other = ColumnMap.otherKind(names) {
            (kind, refusal) = (other, .otherKind(other))
            if names != first { rowCount += 1 }
            return
        }
        let map = try ColumnMap(header: names)
        (self.map, kind) = (map, map.kind)
        // A header that was given may stand in the file as well.
        if names != first { takeData(row, map, into: &findings) }
    }

    mutating func finish(into findings: inout [EvidenceFinding]) throws(EvidenceRefusal) {
        if let refusal { throw refusal }
        guard map != nil else { throw .empty }
        settle(into: &findings)
    }

    private mutating func takeData(_ row: SeparatedRow, _ map: ColumnMap, into findings: inout [EvidenceFinding]) {
        rowCount += 1
        if row.isUnended { unendedLine = row.line }
        guard let fields = map.fields(of: row) else {
            let reason = "it has \(row.count) cells where the header has \(map.width) names"
            return refuse(RefusedRow(line: row.line, reason: reason), into: &findings)
        }
        if ControlCharacters.areIn(row.bytes) {
            return refuse(RefusedRow(line: row.line, reason: ControlCharacters.reason), into: &findings)
        }
        guard reading == nil else { return read(fields, into: &findings) }
        habits.observe(fields)
        waiting.append(fields)
        if habits.isSettled || waiting.count >= FileHabits.patience { settle(into: &findings) }
    }

    /// Reads what waited; from here the habits hold.
    private mutating func settle(into findings: inout [EvidenceFinding]) {
        guard reading == nil, let kind else { return }
        habits.assume(separator: separator)
        reading = RecordReading(kind: kind, habits: habits)
        let fields = waiting
        waiting = []
        for fields in fields { read(fields, into: &findings) }
    }

    private mutating func read(_ fields: RecordFields, into findings: inout [EvidenceFinding]) {
        do throws(RefusedRow) {
            if let record = try reading?.record(of: fields) { findings.append(.record(record)) }
        } catch {
            refuse(error, into: &findings)
        }
    }

    private mutating func refuse(_ row: RefusedRow, into findings: inout [EvidenceFinding]) {
        guard row.line == unendedLine else { return findings.append(.refused(row)) }
        let reason = "\(row.reason); the file ends in this row without a line break: it was cut off. Download it again"
        findings.append(.refused(RefusedRow(line: row.line, reason: reason)))
        unendedLine = nil
    }
}

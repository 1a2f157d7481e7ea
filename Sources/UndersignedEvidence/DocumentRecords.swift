/// Makes records of a document's elements, by what members they have.
struct DocumentRecords: Sendable {
    private(set) var kind: EvidenceKind?
    private(set) var rowCount = 0
    private var reading = RecordReading(kind: .usaspendingAwards, habits: .exact)
    private var contracting = OpenContracting()
    /// What was there instead of records.
    private var stranger: String?

    var notes: [String] { reading.notes + contracting.notes }

    mutating func take(_ element: JSONElements.Element, into findings: inout [EvidenceFinding]) throws(EvidenceRefusal)
    {
        let value: JSONValue
        do throws(JSONFault) {
            value = try JSONText.value(of: element.bytes)
        } catch {
            let line = element.line + element.bytes.prefix(error.offset).count { $0 == 0x0A }
            throw .damaged(what: error.what, line: line)
        }
        if OpenContracting.isRecord(value, element.role) {
            try note(.ocdsRecords)
            guard count(element, value, into: &findings) else { return }
            contracting.readRecord(value, line: element.line, into: &findings)
        } else if OpenContracting.isRelease(value) {
            try note(.ocdsReleases)
            guard count(element, value, into: &findings) else { return }
            contracting.readRelease(value, isCompiled: false, line: element.line, into: &findings)
        } else if case .envelope(cut: true) = element.role {
            // What is around the records: publisher, page, licence.
        } else {
            try takeAward(value, element, into: &findings)
        }
    }

    func finish() throws(EvidenceRefusal) {
        guard kind == nil else { return }
        throw .noRecords(what: stranger ?? "there are no records in this document")
    }

    private mutating func takeAward(
        _ value: JSONValue,
        _ element: JSONElements.Element,
        into findings: inout [EvidenceFinding]
    ) throws(EvidenceRefusal) {
        guard let (fields, kind) = DocumentFields.award(value, line: element.line) else {
            let names = value.members.prefix(6).map(\.name).joined(separator: ", ")
            stranger =
                stranger
                ?? "this document holds no awards or transactions with amounts (its elements have: \(names)). Ask the API for "
                + "spending_by_award, spending_by_transaction, transactions or awards instead"
            return
        }
        try note(kind)
        guard count(element, value, into: &findings) else { return }
        reading.kind = kind
        do throws(RefusedRow) {
            findings.append(.record(try reading.record(of: fields)))
        } catch {
            findings.append(.refused(error))
        }
    }

    /// - Returns: Whether it may be read; one with control characters is a bad row.
    private mutating func count(
        _ element: JSONElements.Element,
        _ value: JSONValue,
        into findings: inout [EvidenceFinding]
    ) -> Bool {
        rowCount += 1
        // They come in as escapes, and those that turn a line around as they are.
        let mayHold = element.bytes.contains(UInt8(ascii: "\\")) || ControlCharacters.areIn(element.bytes)
        guard mayHold, ControlCharacters.areIn(value) else { return true }
        findings.append(.refused(RefusedRow(line: element.line, reason: ControlCharacters.reason)))
        return false
    }

    /// A file holds one kind of things; a table can't be both.
    private mutating func note(_ found: EvidenceKind) throws(EvidenceRefusal) {
        if let kind, kind != found {
            // A record's releases are its parts.
            guard Set([kind, found]) == [.ocdsRecords, .ocdsReleases] else {
                throw .noRecords(what: "the document holds both \(kind.rawValue) and \(found.rawValue); split it")
            }
            self.kind = .ocdsRecords
        } else {
            kind = found
        }
    }
}

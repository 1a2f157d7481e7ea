package import UndersignedCore
package import UndersignedDatabase
package import UndersignedEvidence

/// One file's records on their way into the database, in the caller's write transaction.
///
/// Either the file is one transaction: nothing of it is there before the commit, and all of it after. Or it is several, and is
/// marked as unfinished between them: then it is nobody's to see. Memory is that of one batch, whatever the file's length
/// and however much is there already.
package struct EvidenceIntake {
    let transaction: any Transaction
    package let fileID: Int64
    /// The very same file went in before: whatever it says is there, or was revised since.
    package let isKnown: Bool
    private var nextID: Int64
    private var nextAwardID: Int64
    /// To be handed on to the next transaction of the same file once this one is committed.
    package private(set) var names: EvidenceNames
    /// Other files that are on their way in: what they state is nothing yet.
    private let unfinished: Set<Int64>

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - transaction: A write transaction; nobody else imports until it ends.
    ///   - hash: SHA-256 of the file, 32 bytes.
    ///   - name: Its name, without a folder.
    ///   - now: When.
    ///   - isInParts: Whether others follow this transaction; the file is unfinished until `finish`.
    /// - Throws: A fault of the database.
    package init(
        _ transaction: any Transaction,
        hash: [UInt8],
        name: String,
        now: Moment,
        isInParts: Bool = false
    ) throws {
        try transaction.lockEvidence()
        let found = try transaction.row("SELECT id, written_at FROM evidence_file WHERE hash = \(hash)")
        let id = try transaction.next(.file)
        if let found, try found.optionalInteger("written_at") == nil {
            try self.init(transaction, fileID: found.integer("id"), isKnown: true, EvidenceNames())
            return
        }
        // Begun before and never finished, or about to be: this one counts.
        if let found { try transaction.removeEvidenceFile(found.integer("id")) }
        let written = isInParts ? now.seconds : nil
        try transaction.execute(
            """
            INSERT INTO evidence_file (id, hash, name, kind, imported_at, report, is_published, written_at)
            VALUES (\(id), \(hash), \(name), '', \(now.seconds), '', 0, \(written))
            """
        )
        try self.init(transaction, fileID: id, isKnown: false, EvidenceNames())
    }

    /// Goes on with a file that is unfinished.
    ///
    /// - Parameters:
    ///   - transaction: A write transaction; nobody else imports until it ends.
    ///   - fileID: As given at its beginning.
    ///   - hash: The file's.
    ///   - names: Those of its transaction before.
    ///   - now: When.
    /// - Throws: `EvidenceRefusal.begunAgain` where it is there no more, a fault of the database.
    package init(
        _ transaction: any Transaction,
        resuming fileID: Int64,
        hash: [UInt8],
        names: EvidenceNames,
        now: Moment
    ) throws {
        try transaction.lockEvidence()
        let kept = try transaction.rows(
            """
            UPDATE evidence_file SET written_at = \(now.seconds)
            WHERE id = \(fileID) AND hash = \(hash) AND written_at > 0 RETURNING id
            """
        )
        guard !kept.isEmpty else { throw EvidenceRefusal.begunAgain }
        try self.init(transaction, fileID: fileID, isKnown: false, names)
    }

    private init(_ transaction: any Transaction, fileID: Int64, isKnown: Bool, _ names: EvidenceNames) throws {
        (self.transaction, self.fileID, self.isKnown, self.names) = (transaction, fileID, isKnown, names)
        nextID = try transaction.next(.record)
        nextAwardID = try transaction.next(.award)
        let others = try transaction.rows(
            "SELECT id FROM evidence_file WHERE written_at IS NOT NULL AND id <> \(fileID)"
        )
        unfinished = Set(try others.map { try $0.integer("id") })
    }

    /// Takes records, in the file's order.
    ///
    /// The file's own statements are kept, also where they repeat what others state.
    ///
    /// - Parameter records: As many as are at hand; some hundred are good.
    /// - Returns: What each is to those that are there, as `RecordIndex` would say.
    /// - Throws: A fault of the database: nothing of the file may stay then.
    package mutating func keep(_ records: [ContractRecord]) throws -> [RecordIndex.Place] {
        guard !isKnown else { return records.map { _ in .repeated } }
        let awards = try awardIDs(records)
        var known = try stored(records, awards)
        var fresh: [RecordKey] = []
        var revised: Set<RecordKey> = []
        var places: [RecordIndex.Place] = []
        for record in records {
            let key = record.key
            let before = known[key] ?? Known()
            if let own = before.own, case .contradicting(let line) = place(of: record, behind: own) {
                places.append(.contradicting(line: line))
                continue
            }
            let place = before.holding.map { self.place(of: record, behind: $0) } ?? .new
            places.append(place)
            if let own = before.own, self.place(of: record, behind: own) != .revised { continue }
            let id = before.own?.id ?? nextID
            let row = try self.row(of: record, id: id, awardID: awards.ids[record.award] ?? 0)
            if before.own == nil {
                nextID += 1
                fresh.append(key)
            } else {
                revised.insert(key)
            }
            let isHolding = place == .new || place == .revised
            known[key] = Known(holding: isHolding ? row : before.holding, own: row)
        }
        try write(known.compactMapValues(\.own), fresh: fresh, revised: revised, awards)
        return places
    }

    /// Ends the file; nobody sees any of it before it is published.
    ///
    /// - Parameters:
    ///   - kind: What the file holds.
    ///   - report: What became of it, as text.
    /// - Throws: A fault of the database.
    package mutating func finish(kind: EvidenceKind, report: String) throws {
        guard !isKnown else { return }
        try transaction.rows(
            """
            UPDATE evidence_file SET kind = \(kind.rawValue), report = \(report), written_at = NULL WHERE id = \(fileID)
            """
        )
    }

    /// What is stated of a record.
    private struct Known {
        /// By the file that holds, of all that were imported.
        var holding: EvidenceRow?
        /// By the file that is being read.
        var own: EvidenceRow?
    }

    private mutating func row(of record: ContractRecord, id: Int64, awardID: Int64) throws -> EvidenceRow {
        EvidenceRow(
            id: id,
            fileID: fileID,
            awardID: awardID,
            supplierID: try names.supplierID(record.supplier, transaction),
            agencyID: try names.agencyID(record.buyer, transaction),
            counted: [],
            record: record
        )
    }

    private func place(of record: ContractRecord, behind row: EvidenceRow) -> RecordIndex.Place {
        var earlier = row.record
        earlier.line = record.line
        if earlier == record { return .repeated }
        if let revision = record.revision, let before = row.record.revision, before != revision {
            return before < revision ? .revised : .outdated
        }
        return row.fileID == fileID ? .contradicting(line: row.record.line) : .revised
    }

    private struct Awards {
        var ids: [AwardIdentifier: Int64] = [:]
        var new: Set<AwardIdentifier> = []
    }

    private mutating func awardIDs(_ records: [ContractRecord]) throws -> Awards {
        var awards = Awards()
        let identifiers = Set(records.map(\.award)).sorted()
        let rows = try transaction.rows(
            matching: identifiers.map { "\($0.text)" },
            "WITH k(identifier) AS (VALUES (",
            ")) SELECT a.id, a.identifier FROM k CROSS JOIN evidence_award a WHERE a.identifier = k.identifier"
        )
        for row in rows { awards.ids[AwardIdentifier(try row.text("identifier"))] = try row.integer("id") }
        for identifier in identifiers where awards.ids[identifier] == nil {
            awards.ids[identifier] = nextAwardID
            awards.new.insert(identifier)
            nextAwardID += 1
        }
        return awards
    }

    /// What is stated of the records already.
    private func stored(_ records: [ContractRecord], _ awards: Awards) throws -> [RecordKey: Known] {
        let keys: [Query] = Set(records.map(\.key)).filter { !awards.new.contains($0.award) }.map {
            "\(awards.ids[$0.award] ?? 0), \(EvidenceRow.action($0))"
        }
        var known: [RecordKey: Known] = [:]
        for members in try transaction.evidenceStatements(of: keys, except: unfinished) {
            guard let holding = try EvidenceStatement.holding(members)?.whole() else { continue }
            let own = try members.first { $0.row.fileID == fileID }?.whole()
            known[holding.record.key] = Known(holding: holding, own: own)
        }
        return known
    }

    private func write(
        _ rows: [RecordKey: EvidenceRow],
        fresh: [RecordKey],
        revised: Set<RecordKey>,
        _ awards: Awards
    ) throws {
        let added = fresh.compactMap { rows[$0] }
        var seen = awards.new
        // Those of a new award that come first say what it is until one of its files is published.
        let begun = added.filter { seen.remove($0.record.award) != nil }
        try transaction.insert(
            begun.map { row in
                """
                \(row.awardID), \(row.record.award.text), \(row.record.awardClass.rawValue), \(row.agencyID), \(0), \(0)
                """
            },
            """
            INSERT INTO evidence_award (id, identifier, class, agency_id, record_count, is_touched) VALUES (
            """
        )
        try transaction.insert(added.map(\.values), EvidenceRow.insertHead)
        for row in revised.subtracting(fresh).compactMap({ rows[$0] }) { try row.replace(transaction) }
    }
}

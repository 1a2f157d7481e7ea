import TransparencyLog
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// One petition's log, open for appending inside a write transaction.
///
/// Everything is re-read from the database: no state outlives the transaction, so nothing can drift.
struct LogWriter {
    /// Somebody else moved the head: the transaction must be undone and the batch run again.
    struct LostSwap: Error {}

    let petitionID: Int64
    private(set) var head: LogHead
    private let note: NoteSigningKey
    private let oldSize: UInt64
    private let marksDays: Bool
    /// The milestones whose crossing is written down.
    var goals: [Int]
    private let oldTotal: Int
    private var textVersion: Int
    private var edge: TreeEdge
    private var entries: [[UInt8]] = []
    private var journal = LogJournal()

    /// - Throws: A fault of the database, or `MalformedInput` when stored tiles do not fit.
    init(_ petition: Petition, head: LogHead, note: NoteSigningKey, transaction: any Transaction) throws {
        petitionID = petition.id
        self.head = head
        self.note = note
        marksDays = petition.sheet.publication == .daily
        goals = petition.sheet.milestones.map(\.count)
        textVersion = petition.textVersion
        (oldSize, oldTotal) = (head.size, head.counts.total)
        edge = try transaction.edge(of: petition.id, size: head.size)
    }

    var hasNews: Bool { !entries.isEmpty }

    private var nextPosition: UInt64 { oldSize + UInt64(entries.count) }

    /// Where an entry appended now would stand, clock marks and the opening counted in.
    func position(at now: Moment) -> UInt64 {
        nextPosition + UInt64(preamble(at: now).count)
    }

    /// Appends an entry, after the clock mark it needs.
    ///
    /// - Returns: Its index.
    mutating func append(_ entry: LogEntry, at now: Moment) -> UInt64 {
        for mark in preamble(at: now) { push(mark, at: now) }
        if nextPosition > 0 { head.lastMark = max(head.lastMark ?? period(now), period(now)) }
        let position = nextPosition
        push(entry, at: now)
        if case .text(let version, _) = entry { textVersion = version }
        if let signatureClass = entry.signatureClass { head.counts.count(entry.weight, as: signatureClass) }
        return position
    }

    /// Appends the opening, with its clock mark, to a log of entry 0 alone.
    mutating func begin(at now: Moment) {
        preamble(at: now).forEach { push($0, at: now) }
        head.lastMark = period(now)
    }

    /// Appends a removal and lowers the count by the entry's whole weight.
    ///
    /// - Parameters:
    ///   - position: Of an entry that counts and was not removed before.
    ///   - reason: For the public.
    ///   - transaction: Where the entry is read.
    ///   - now: The batch's moment.
    /// - Returns: The index of the removal; nil where no counting entry stands at the position.
    /// - Throws: A fault of the database, or an entry that does not read.
    mutating func remove(
        at position: UInt64,
        reason: RemovalReason,
        in transaction: any Transaction,
        now: Moment
    ) throws -> UInt64? {
        guard let bytes = try stored(position, transaction) else { return nil }
        let entry = try LogEntry(parsing: bytes)
        guard let signatureClass = entry.signatureClass else { return nil }
        let version = try transaction.textVersion(at: position, of: petitionID)
        let own = append(.removed(index: position, reason: reason), at: now)
        head.counts.remove(entry.weight, from: signatureClass)
        journal.noteRemoval(of: entry, version: version, reason: reason)
        return own
    }

    /// An entry of this batch is not in the table yet.
    private func stored(_ position: UInt64, _ transaction: any Transaction) throws -> [UInt8]? {
        if position >= oldSize { return entries.dropFirst(Int(position - oldSize)).first }
        return try transaction.entries(from: position, count: 1, of: petitionID).first
    }

    /// Writes entries, tiles, tallies, head and the signed checkpoint.
    ///
    /// - Throws: `LostSwap`, or a fault of the database.
    mutating func finish(_ transaction: any Transaction, origin: String, now: Moment) throws {
        guard hasNews else { return }
        try transaction.saveEntries(entries, from: oldSize, of: petitionID)
        for tile in edge.append(entries.map { MerkleTree.leafHash(of: $0) }) {
            try transaction.saveTile(tile, of: petitionID)
        }
        try journal.write(in: transaction, hour: mark(now), of: petitionID)
        head.size = edge.size
        try writeCrossings(transaction, now: now)
        head.advancedAt = now
        head.checkpoint = try Checkpoint(origin: origin, size: edge.size, root: edge.root).signed(by: note).string
        guard try transaction.advanceHead(to: head, from: oldSize, of: petitionID) else { throw LostSwap() }
    }

    /// A goal that is passed in both directions within one batch was not passed.
    private func writeCrossings(_ transaction: any Transaction, now: Moment) throws {
        let newTotal = head.counts.total
        for goal in Set(goals) where (oldTotal >= goal) != (newTotal >= goal) {
            let crossing = PetitionCrossing(
                size: head.size,
                goal: goal,
                hour: mark(now),
                isReached: newTotal >= goal
            )
            try transaction.addCrossing(crossing, of: petitionID)
        }
    }

    /// Entry 0 stands alone; the first entry after it brings the opening and the clock mark with it.
    private func preamble(at now: Moment) -> [LogEntry] {
        guard nextPosition > 0 else { return [] }
        var entries: [LogEntry] = []
        if head.lastMark.map({ period(now) > $0 }) ?? true {
            entries.append(marksDays ? .day(now) : .hour(now))
        }
        if nextPosition == 1 { entries.append(.opened) }
        return entries
    }

    private func period(_ now: Moment) -> Moment { marksDays ? now.day : now.hour }

    /// The hour or day that the log itself gives an entry appended now: after a clock went back, still the last mark.
    private func mark(_ now: Moment) -> Moment { max(head.lastMark ?? period(now), period(now)) }

    private mutating func push(_ entry: LogEntry, at now: Moment) {
        journal.note(entry, at: nextPosition, version: textVersion, hour: mark(now))
        entries.append(entry.bytes)
    }
}

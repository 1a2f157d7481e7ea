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
    private var edge: TreeEdge
    private var entries: [[UInt8]] = []
    private var added: [SignatureClass: Int] = [:]
    private var removed: [SignatureClass: Int] = [:]

    /// - Throws: A fault of the database, or `MalformedInput` when stored tiles do not fit.
    init(petitionID: Int64, head: LogHead, note: NoteSigningKey, marksDays: Bool, transaction: any Transaction) throws {
        self.petitionID = petitionID
        self.head = head
        self.note = note
        self.marksDays = marksDays
        oldSize = head.size
        edge = try transaction.edge(of: petitionID, size: head.size)
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
        for mark in preamble(at: now) { push(mark) }
        if nextPosition > 0 { head.lastMark = max(head.lastMark ?? period(now), period(now)) }
        let position = nextPosition
        push(entry)
        if let signatureClass = entry.signatureClass {
            head.counts.count(entry.weight, as: signatureClass)
            added[signatureClass, default: 0] += entry.weight
        }
        return position
    }

    /// Appends the opening, with its clock mark, to a log of entry 0 alone.
    mutating func begin(at now: Moment) {
        preamble(at: now).forEach { push($0) }
        head.lastMark = period(now)
    }

    /// Appends a removal and lowers the count by the entry's whole weight.
    mutating func remove(_ entry: LogEntry, at position: UInt64, reason: RemovalReason, now: Moment) -> UInt64 {
        let own = append(.removed(index: position, reason: reason), at: now)
        if let signatureClass = entry.signatureClass {
            head.counts.remove(entry.weight, from: signatureClass)
            removed[signatureClass, default: 0] += entry.weight
        }
        return own
    }

    /// Writes entries, tiles, tallies, head and the signed checkpoint.
    ///
    /// - Throws: `LostSwap`, or a fault of the database.
    mutating func finish(_ transaction: any Transaction, origin: String, now: Moment) throws {
        guard hasNews else { return }
        for (offset, entry) in entries.enumerated() {
            try transaction.saveEntry(entry, at: oldSize + UInt64(offset), of: petitionID)
        }
        for tile in edge.append(entries.map { MerkleTree.leafHash(of: $0) }) {
            try transaction.saveTile(tile, of: petitionID)
        }
        for signatureClass in Set(added.keys).union(removed.keys) {
            try transaction.addTally(
                signatureClass,
                hour: period(now),
                added: added[signatureClass] ?? 0,
                removed: removed[signatureClass] ?? 0,
                of: petitionID
            )
        }
        head.size = edge.size
        head.advancedAt = now
        head.checkpoint = try Checkpoint(origin: origin, size: edge.size, root: edge.root).signed(by: note).string
        guard try transaction.advanceHead(to: head, from: oldSize, of: petitionID) else { throw LostSwap() }
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

    private mutating func push(_ entry: LogEntry) {
        entries.append(entry.bytes)
    }
}

import TransparencyLog
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Judges the rows of a backup as they pass by, in one pass and two bytes of memory an entry.
///
/// Every log is counted again from its entries: size, root, count and hourly tallies must be those of the header, whose
/// checkpoints the logs' keys signed.
struct BackupAudit {
    private let header: BackupHeader
    private var logs: [Int64: Recounted] = [:]
    private var table: StoredTable?
    private var columns: [String: Int] = [:]
    private var types: [QueryType] = []
    private var seen: Set<String> = []
    private(set) var rowCount = 0

    init(_ header: BackupHeader) {
        self.header = header
        for log in header.logs { logs[log.id] = Recounted() }
    }

    /// Begins a table.
    ///
    /// - Returns: The table that the rows belong to.
    /// - Throws: `BackupFault.damaged` for a table or column that there is not, or that came before.
    mutating func begin(_ head: BackupTable) throws(BackupFault) -> StoredTable {
        guard let table = StoredTable.named(head.name), seen.insert(head.name).inserted else {
            throw .damaged("an unknown table, or one twice")
        }
        columns = [:]
        for (place, name) in head.columns.enumerated() where table.columns.contains(name) { columns[name] = place }
        guard columns.count == head.columns.count, table.key.allSatisfy({ columns[$0] != nil }) else {
            throw .damaged("unknown columns of the table \(table.name)")
        }
        types = head.columns.map { table.types[$0] ?? .integer }
        self.table = table
        return table
    }

    /// Looks at a row of the table that was begun.
    ///
    /// - Throws: `BackupFault`.
    mutating func read(_ values: [QueryValue]) throws(BackupFault) {
        guard let table, values.count == columns.count else { throw .damaged("a row has another number of columns") }
        rowCount += 1
        guard zip(values, types).allSatisfy({ $0.isOf($1) }) else { throw .damaged("a value of another kind") }
        switch table.name {
        case "entry": try readEntry(values)
        case "tally": try readTally(values)
        case "head": try readHead(values)
        case "signature":
            if try text("state", values) == SignatureState.counted.rawValue {
                logs[try integer("petition_id", values)]?.countedRows += 1
            }
        default: return
        }
    }

    /// Compares what was found with the header.
    ///
    /// - Throws: `BackupFault.unsound`, naming the first log that is not what it was.
    mutating func finish() throws(BackupFault) {
        for log in header.logs {
            let problem = logs[log.id]?.problem(log) ?? nil
            if let problem { throw .unsound(slug: log.slug, what: problem) }
        }
    }

    private mutating func readEntry(_ values: [QueryValue]) throws(BackupFault) {
        let petitionID = try integer("petition_id", values)
        guard case .blob(let content)? = value("content", values) else { throw .damaged("an entry without content") }
        let position = UInt64(bitPattern: try integer("position", values))
        guard let log = header.logs.first(where: { $0.id == petitionID }) else {
            throw .damaged("an entry of no petition")
        }
        guard let isRead = logs[petitionID]?.read(content, at: position), isRead else {
            throw .unsound(slug: log.slug, what: "its entry \(position) does not read, or is out of order")
        }
    }

    private mutating func readTally(_ values: [QueryValue]) throws(BackupFault) {
        let petitionID = try integer("petition_id", values)
        guard let kind = SignatureClass(rawValue: try text("class", values)) else { throw .damaged("a tally's class") }
        let (added, removed) = (try integer("added", values), try integer("removed", values))
        guard (0...1 << 40).contains(added), (0...1 << 40).contains(removed) else { throw .damaged("a tally") }
        logs[petitionID]?.tallies.count(Int(added), as: kind)
        logs[petitionID]?.tallies.remove(Int(removed), from: kind)
    }

    private mutating func readHead(_ values: [QueryValue]) throws(BackupFault) {
        let (petitionID, checkpoint) = (try integer("petition_id", values), try text("checkpoint", values))
        logs[petitionID]?.checkpoint = checkpoint
    }

    private func value(_ name: String, _ values: [QueryValue]) -> QueryValue? {
        columns[name].map { values[$0] }
    }

    private func integer(_ name: String, _ values: [QueryValue]) throws(BackupFault) -> Int64 {
        guard case .integer(let number)? = value(name, values) else { throw .damaged("a row's \(name)") }
        return number
    }

    private func text(_ name: String, _ values: [QueryValue]) throws(BackupFault) -> String {
        guard case .text(let text)? = value(name, values) else { throw .damaged("a row's \(name)") }
        return text
    }
}

extension QueryValue {
    fileprivate func isOf(_ type: QueryType) -> Bool {
        switch self {
        case .null: true
        case .integer: type == .integer
        case .text: type == .text
        case .blob: type == .blob
        }
    }
}

/// One log, counted again from the rows of a backup.
private struct Recounted {
    var tallies = Counts()
    var checkpoint: String?
    var countedRows = 0
    private var recount = Recount()
    private var edge = TreeEdge()
    /// Not yet in the edge, which grows by full tiles more cheaply.
    private var leaves: [MerkleHash] = []
    private let reader = SignedEntryReader()

    /// Takes the next entry; false when it may not stand there.
    mutating func read(_ entry: [UInt8], at position: UInt64) -> Bool {
        do {
            if let signatureClass = reader.signatureClass(of: entry.span) {
                try recount.addSigned(as: signatureClass, at: position)
            } else {
                try recount.add(LogEntry(parsing: entry), at: position)
            }
        } catch {
            return false
        }
        leaves.append(MerkleTree.leafHash(of: entry))
        if leaves.count == Self.leavesAtOnce { grow() }
        return true
    }

    /// What is not as the header says; nil where all of it is.
    mutating func problem(_ log: BackupHeader.Log) -> String? {
        grow()
        if checkpoint != log.checkpoint { return "its head has another checkpoint than the header" }
        if edge.size != log.size { return "it has \(edge.size) entries, and its checkpoint says \(log.size)" }
        if edge.root.base64 != log.root { return "its entries do not give the root that its checkpoint signs" }
        if recount.counts != log.counts { return "its entries do not count what its head says" }
        if tallies != log.counts { return "its hourly tallies do not add up to its count" }
        if countedRows != log.counts.total - log.counts.paper {
            return "\(countedRows) rows of signatures are counted, and its log counts \(log.counts.total)"
        }
        return nil
    }

    private static let leavesAtOnce = 4_096

    private mutating func grow() {
        _ = edge.append(leaves)
        leaves.removeAll(keepingCapacity: true)
    }
}

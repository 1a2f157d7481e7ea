import Crypto
import TransparencyLog
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// The check at start: each log's stored right edge must be what its checkpoint signs, and continue what was published.
package struct LogSoundness: Sendable {
    /// A log that must not go on.
    package struct Fault: Hashable, Sendable {
        package let slug: Slug
        package let what: String
        /// What was published and is not in the database; nil where something is damaged or missing.
        package let rollback: LogRollback?
        /// Where what is wrong is kept.
        package let place: Place

        init(_ slug: Slug, _ what: String, rollback: LogRollback? = nil, in place: Place = .data) {
            (self.slug, self.what, self.rollback, self.place) = (slug, what, rollback, place)
        }
    }

    /// What a backup is to be looked for of.
    package enum Place: Hashable, Sendable {
        case data, keys
    }

    /// How much is read.
    package enum Depth: Hashable, Sendable {
        /// Right edges and sums; of a log of at most 50,000 entries also every entry and row.
        case start
        /// Every entry and every row of every log.
        case all

        func reachesAll(of size: UInt64) -> Bool { self == .all || size <= 50_000 }
    }

    private let site: Site
    private let depth: Depth

    package init(site: Site, depth: Depth = .start) {
        self.site = site
        self.depth = depth
    }

    /// The damaged logs.
    ///
    /// - Returns: Empty when all is well.
    /// - Throws: A fault of the database.
    package func faults() async throws -> [Fault] {
        let (keys, depth) = (site.keys, depth)
        let faults = try await site.database.read { transaction in
            try transaction.petitions().compactMap { petition -> Fault? in
                guard let log = petition.log else { return nil }
                return try Self.fault(petition, log, keys, depth, transaction)
            }
        }
        guard faults.contains(where: { $0.rollback != nil }) else { return faults }
        return try await site.database.read { transaction in
            try faults.filter { fault in try fault.rollback?.isOvertaken(fault.slug, transaction) != true }
        }
    }

    private static func fault(
        _ petition: Petition,
        _ log: LogIdentity,
        _ keys: KeyFolder,
        _ depth: Depth,
        _ transaction: any Transaction
    ) throws -> Fault? {
        do {
            let what = try problem(petition, log, transaction) ?? documentProblem(petition, log, keys, transaction)
            if let what { return Fault(petition.slug, what) }
        } catch let fault as KeyFolder.Unreadable {
            return Fault(petition.slug, fault.logWords, in: .keys)
        }
        // An old copy is said to be one before its rows are looked at.
        if let fault = try rollback(petition, log, keys, transaction) { return fault }
        return try rowProblem(petition, depth, transaction).map { Fault(petition.slug, $0) }
    }

    private static func rowProblem(
        _ petition: Petition,
        _ depth: Depth,
        _ transaction: any Transaction
    ) throws -> String? {
        guard let head = try transaction.head(petition.id) else { return nil }
        let rows = try SignatureSoundness(petition: petition, head: head, transaction: transaction)
        do {
            let journal = JournalSoundness(petition: petition, head: head, transaction: transaction)
            return try rows.quickProblem() ?? journal.problem()
                ?? (depth.reachesAll(of: head.size) ? rows.deepProblem() : nil)
        } catch is MalformedEntry {
            return "an entry does not read"
        } catch DatabaseFailure.unexpectedShape(let what) {
            return what
        }
    }

    /// The database alone can't tell that it is an old copy (R-22, DESIGN 11.19).
    private static func rollback(
        _ petition: Petition,
        _ log: LogIdentity,
        _ keys: KeyFolder,
        _ transaction: any Transaction
    ) throws -> Fault? {
        guard let head = try transaction.head(petition.id) else { return nil }
        do {
            let found = try LogRollback.found(in: petition, log, head, keys, transaction)
            return found.map { Fault(petition.slug, $0.words, rollback: $0) }
        } catch let fault as KeyFolder.Unreadable {
            return Fault(petition.slug, fault.logWords, in: .keys)
        } catch let kept as LogRollback.Unreadable {
            return Fault(petition.slug, kept.words, in: kept.keeper == .highWater ? .keys : .data)
        } catch let malformed as MalformedInput {
            return Fault(petition.slug, "it does not read (\(malformed.detail))")
        }
    }

    /// The page shows the sheet, people sign the document, and the keys folder answers for both: all three must agree.
    private static func documentProblem(
        _ petition: Petition,
        _ log: LogIdentity,
        _ keys: KeyFolder,
        _ transaction: any Transaction
    ) throws -> String? {
        guard let content = try transaction.document(hash: log.documentHash, of: petition.id),
            content.sha256 == log.documentHash
        else { return "its document is not the one that was hashed" }
        let own = try keys.keys(of: petition.slug)
        let note = try keys.noteKey(of: petition.slug, log: log.number)
        try own.checkIssuer(of: petition)
        guard let current = try Self.current(petition, log, transaction) else { return otherText }
        let named = try LogLineage(of: petition.id, log, transaction).log(ofTextAt: current.position)
        let now = try PetitionDocument(
            petition.sheet,
            version: petition.textVersion,
            origin: named.origin,
            verifierKey: named.verifierKey,
            keys: own,
            after: named.predecessor
        ).canonical()
        return now.hash == current.hash && note.verifierKey.description == log.verifierKey ? nil : otherText
    }

    private static let otherText = "the text it would show, or a key in the keys folder, is not that of its document"

    /// The hash that the entry of the current version names, and the entry's index; nil where table and entry disagree.
    private static func current(
        _ petition: Petition,
        _ log: LogIdentity,
        _ transaction: any Transaction
    ) throws -> (hash: [UInt8], position: UInt64)? {
        guard petition.textVersion > 1 else { return (log.documentHash, 0) }
        guard let current = try transaction.textVersion(petition.textVersion, of: petition.id),
            let hash = MerkleHash(current.hash)
        else { return nil }
        let entry = try transaction.entries(from: current.position, count: 1, of: petition.id).first
        let named = LogEntry.text(version: petition.textVersion, documentHash: hash)
        guard entry == named.bytes, try transaction.document(hash: current.hash, of: petition.id) != nil else {
            return nil
        }
        return current
    }

    /// The entries of the right edge must be those that its tiles hash, and the last clock mark among them the head's.
    private static func edgeProblem(
        _ petition: Petition,
        _ head: LogHead,
        _ transaction: any Transaction
    ) throws -> String? {
        let start = head.size - head.size % 256
        let entries = try transaction.entries(from: start, count: 256, of: petition.id)
        let edge = try transaction.edge(of: petition.id, size: head.size)
        guard entries.map({ MerkleTree.leafHash(of: $0) }) == edge.partialTile(level: 0) else {
            return "its newest entries are not those that were signed"
        }
        for bytes in entries.reversed() {
            switch try LogEntry(parsing: bytes) {
            case .hour(let mark), .day(let mark):
                return head.lastMark == mark ? nil : "its head names another clock mark than its entries"
            default: continue
            }
        }
        return nil
    }

    private static func problem(
        _ petition: Petition,
        _ log: LogIdentity,
        _ transaction: any Transaction
    ) throws -> String? {
        do {
            guard let head = try transaction.head(petition.id) else { return "its head is missing" }
            let key = try NoteVerifierKey(log.verifierKey)
            let note = try SignedNote(parsing: head.checkpoint)
            guard case .valid(let checkpoint) = Checkpoint.verify(note, key: key) else {
                return "its checkpoint is not signed by its key"
            }
            guard log.origin == key.name else { return "its name is not that of its key" }
            guard checkpoint.size == head.size else { return "its checkpoint is of another size" }
            guard try transaction.edge(of: petition.id, size: head.size).root == checkpoint.root else {
                return "its tiles do not give the signed root"
            }
            if let problem = try edgeProblem(petition, head, transaction) { return problem }
            guard try transaction.talliedCounts(petition.id) == head.counts else {
                return "its head's count is not what its hourly tallies add up to"
            }
            return nil
        } catch let malformed as MalformedInput {
            return "it does not read (\(malformed.detail))"
        } catch is MalformedEntry {
            return "an entry does not read"
        } catch DatabaseFailure.unexpectedShape(let what) {
            return what
        }
    }
}

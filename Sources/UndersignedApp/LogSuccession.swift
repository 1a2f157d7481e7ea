import Crypto
import FoundationEssentials
import TransparencyLog
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Accepts, in public, that published entries of a log are lost: the log is closed, and the petition's next one carries
/// on what is left (DESIGN 11.19, docs/formats/succession.md).
///
/// Every entry but entry 0 keeps its place, so that all that names a place stays true. Entry 0 names the new document,
/// which says what was published and what was carried; a note follows at once.
package struct LogSuccession: Sendable {
    /// Why a loss can't be accepted.
    package enum Refusal: Error, Hashable, Sendable {
        /// The petition, or its log, is not there.
        case unknown
        case clockInDoubt
        /// Entry 0's document is not a document.
        case document
    }

    /// What began.
    package struct Result: Hashable, Sendable {
        package let origin: String
        package let verifierKey: String
        /// Entries that were carried on.
        package let carried: UInt64
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Closes a petition's log and begins the next one.
    ///
    /// - Parameters:
    ///   - rollback: What was published and is not in the database, as the check at start found it.
    ///   - slug: The petition.
    /// - Returns: The new log; from here on it is durable and public.
    /// - Throws: `Refusal`, or a fault: then nothing was written but perhaps the new log's key, which waits.
    package func accept(_ rollback: LogRollback, of slug: Slug) async throws -> Result {
        let now = site.ambient.now()
        let found = try await site.database.read { transaction -> (Petition, LogIdentity, LogHead, [UInt8])? in
            guard let petition = try transaction.petition(slug), let log = petition.log,
                let head = try transaction.head(petition.id),
                let document = try transaction.document(hash: log.documentHash, of: petition.id)
            else { return nil }
            return (petition, log, head, document)
        }
        guard let (petition, log, head, document) = found else { throw Refusal.unknown }
        guard site.clock.isSound(now, lastMark: head.lastMark) else { throw Refusal.clockInDoubt }
        // The key comes first: a database without its keys could not go on, a key without a log harms nobody.
        let note = try site.keys.makeSuccessor(of: slug, after: LogOrigin(log.origin), ambient: site.ambient)
        let closed = try closedLogs(rollback, slug, log, head, now)
        let next = try successor(of: document, after: closed, note)
        let announcement = try Announcement(
            Self.note(rollback, closed, next.log.origin, head, petition: site.address.petition(slug))
        )
        try await site.database.write { transaction in
            guard try transaction.head(petition.id) == head else { throw LogWriter.LostSwap() }
            for log in closed { try transaction.saveClosedLog(log, of: petition.id) }
            try transaction.saveDocument(next.document, hash: next.log.documentHash, of: petition.id)
            try Self.replaceFirstEntry(log.number, next.log, of: petition.id, transaction)
            var writer = try LogWriter(petition, head: head, note: note, transaction: transaction)
            try transaction.saveDocument(announcement.content, hash: announcement.hash.bytes, of: petition.id)
            _ = writer.append(announcement.entry, at: now)
            try writer.finish(transaction, origin: next.log.origin, now: now)
        }
        // Committed: the old log is closed, and the new one is published.
        site.highWater.note([petition.id])
        return Result(origin: next.log.origin, verifierKey: next.log.verifierKey, carried: head.size)
    }

    /// The database's own log, and those that the keys folder knows and the database does not.
    private func closedLogs(
        _ rollback: LogRollback,
        _ slug: Slug,
        _ log: LogIdentity,
        _ head: LogHead,
        _ now: Moment
    ) throws -> [ClosedLog] {
        let own = rollback.publishedLog == log.number ? rollback.checkpoint : nil
        let first = ClosedLog(
            number: log.number,
            origin: log.origin,
            verifierKey: log.verifierKey,
            documentHash: log.documentHash,
            checkpoint: try own ?? site.keys.highWater(of: slug, log: log.number) ?? head.checkpoint,
            carried: head.size,
            closedAt: now
        )
        let later = try site.keys.publishedLogs(of: slug, after: LogOrigin(log.origin)).map { later in
            ClosedLog(
                number: later.number,
                origin: later.key.name,
                verifierKey: later.key.description,
                documentHash: nil,
                checkpoint: later.checkpoint,
                carried: head.size,
                closedAt: now
            )
        }
        return [first] + later
    }

    /// Entry 0's document with another log in it, and what it comes after.
    private func successor(
        of document: [UInt8],
        after closed: [ClosedLog],
        _ note: NoteSigningKey
    ) throws -> (log: LogIdentity, document: [UInt8]) {
        guard let last = closed.last else { throw Refusal.unknown }
        var next: PetitionDocument
        do {
            next = try JSONDecoder().decode(PetitionDocument.self, from: Data(document))
        } catch {
            // It was checked against its hash: written by another program, perhaps.
            throw Refusal.document
        }
        let origin = note.verifierKey.name
        next.log.origin = origin
        next.log.vkey = note.verifierKey.description
        next.predecessor = last.asPredecessor
        // Tokens that were given out stay good: they are for the first log of all.
        if let context = LogLineage.tokenContext(closed.first), next.members?.issuer.context == nil {
            next.members?.issuer.context = String(decoding: StrictBase64.encode(context), as: UTF8.self)
        }
        let (bytes, hash) = try next.canonical()
        return (LogIdentity(origin: origin, verifierKey: next.log.vkey, documentHash: hash), bytes)
    }

    /// Entry 0 is below the leftmost tile of each level, and below no other.
    private static func replaceFirstEntry(
        _ closed: Int,
        _ log: LogIdentity,
        of petitionID: Int64,
        _ transaction: any Transaction
    ) throws {
        guard let hash = MerkleHash(log.documentHash) else { throw DatabaseFailure.unexpectedShape("document_hash") }
        let entry = LogEntry.petition(documentHash: hash).bytes
        try transaction.closeTiles(number: closed, of: petitionID)
        try transaction.replaceLog(log, entry: entry, of: petitionID)
        var changed = MerkleTree.leafHash(of: entry)
        for level in 0..<8 {
            guard let old = try transaction.closedTile(level: level, number: closed, of: petitionID) else { return }
            let width = old.count / MerkleHash.byteCount
            let tile = try Tile(coordinate: TileCoordinate(level: level, index: 0, width: width), bytes: old)
            let hashes = [changed] + tile.hashes.dropFirst()
            try transaction.saveTile(Tile(level: level, index: 0, hashes: hashes), of: petitionID)
            guard width == 256 else { return }
            changed = MerkleTree.root(of: hashes)
        }
    }

    private static func note(
        _ rollback: LogRollback,
        _ closed: [ClosedLog],
        _ origin: String,
        _ head: LogHead,
        petition address: String
    ) -> PublicNote {
        PublicNote(
            petition: origin,
            title: "Published entries are lost, and a new log begins",
            text: """
                The log before this one was published with \(rollback.publishedSize) entries. The data it stood in was \
                lost; a copy with \(head.size) entries was left, which counts \(head.counts.total) signatures. This log \
                carries them on, and the log before it is closed for good. Its last known checkpoint stands in this \
                log's document.\(others(closed.dropLast()))

                Signatures that were counted after that copy was made are not in the count. Who has a receipt of one \
                can present it at \(address)/receipts, and who has none can sign again.

                All else that happened after that copy was made is undone too. Whoever took a signature back since then \
                is counted again, and is shown again if the name was public: please withdraw once more, with the link in \
                an earlier message. Removals, changes of the text and the end of signing are to be made again.
                """
        )
    }
}

extension LogSuccession {
    /// Logs that are closed at the same time as the last one: the copy is older than all of them.
    private static func others(_ closed: ArraySlice<ClosedLog>) -> String {
        closed.map { log in
            let size = log.checkpoint.split(separator: "\n", maxSplits: 2).dropFirst().first ?? "some"
            return " \(log.origin) was published with \(size) entries, and what it had after the copy is lost too."
        }.joined()
    }
}

extension ClosedLog {
    /// What the next log's document says of it.
    var asPredecessor: PetitionDocument.Predecessor {
        PetitionDocument.Predecessor(origin: origin, vkey: verifierKey, carried: carried, checkpoint: checkpoint)
    }
}

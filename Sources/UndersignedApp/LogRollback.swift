import TransparencyLog
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// A log in the database that does not continue what was published before: its data is older, or another history.
package struct LogRollback: Hashable, Sendable {
    /// Who kept the published checkpoint.
    package enum Keeper: Hashable, Sendable {
        /// The high-water file in the keys folder.
        case highWater
        /// A witness of this name, which cosigned it.
        case witness(String)
    }

    package let keeper: Keeper
    /// The size that was published.
    package let publishedSize: UInt64
    /// The size that the database has.
    package let storedSize: UInt64
    /// Which of the petition's logs was published: a later one than the database's, where that is older still.
    package let publishedLog: Int
    /// The published checkpoint as a signed note.
    package let checkpoint: String
    /// Whether the database knows nothing of the published log.
    let isOfLaterLog: Bool

    /// One line in plain English.
    package var words: String {
        let source =
            switch keeper {
            case .highWater: "its high-water file in the keys folder"
            case .witness(let name): "the witness \(name)"
            }
        if isOfLaterLog {
            return
                "log head older than last published checkpoint: the petition's log \(publishedLog) was published with "
                + "\(publishedSize) entries, says \(source), and the database does not know that it began"
        }
        return publishedSize > storedSize
            ? "log head older than last published checkpoint: the database has \(storedSize) entries, "
                + "and \(publishedSize) were published, says \(source)"
            : "log head is no continuation of the last published checkpoint: its first \(publishedSize) entries are "
                + "not those that were published, says \(source)"
    }
}

extension LogRollback {
    /// A checkpoint that was kept and is missing, does not read, or is of another log.
    struct Unreadable: Error {
        let keeper: Keeper
        var isMissing = false

        var words: String {
            switch keeper {
            case .highWater where isMissing:
                "its high-water file is missing in the keys folder, so nobody can tell whether this data is the newest; "
                    + "restore the file from the backup of the keys folder"
            case .highWater: "its high-water file in the keys folder is no checkpoint signed by its key"
            case .witness(let name): "the checkpoint that \(name) cosigned is not signed by its key"
            }
        }
    }

    /// The first checkpoint that the database's log does not continue, or nil where it continues all of them.
    ///
    /// - Parameters:
    ///   - petition: Whose log.
    ///   - log: Its name and key.
    ///   - head: Its head; the tiles under it were checked to give its root.
    ///   - keys: The folder with the high-water files.
    ///   - transaction: Where tiles and cosignatures are.
    /// - Returns: The checkpoint that is furthest ahead, where there are several.
    /// - Throws: `Unreadable`, or a fault of the database or of the keys folder.
    static func found(
        in petition: Petition,
        _ log: LogIdentity,
        _ head: LogHead,
        _ keys: KeyFolder,
        _ transaction: any Transaction
    ) throws -> LogRollback? {
        var kept = try transaction.cosignedCheckpoints(of: petition.id).map {
            (keeper: Keeper.witness($0.witness), checkpoint: $0.checkpoint)
        }
        if let later = try keys.publishedLogs(of: petition.slug, after: LogOrigin(log.origin)).last {
            return try LogRollback(later, head)
        }
        if let text = try keys.highWater(of: petition.slug, log: log.number) {
            kept.append((.highWater, text))
        } else if try !transaction.awaitsHighWater() {
            throw Unreadable(keeper: .highWater, isMissing: true)
        }
        let key = try NoteVerifierKey(log.verifierKey)
        let rollbacks = try kept.compactMap { keeper, text -> LogRollback? in
            guard let checkpoint = Checkpoint.verified(text, by: key) else { throw Unreadable(keeper: keeper) }
            guard try !continues(checkpoint, petition.id, head, transaction) else { return nil }
            return LogRollback(
                keeper: keeper,
                publishedSize: checkpoint.size,
                storedSize: head.size,
                publishedLog: log.number,
                checkpoint: text,
                isOfLaterLog: false
            )
        }
        return rollbacks.max { $0.publishedSize < $1.publishedSize }
    }

    /// The root of the log as it was at the checkpoint's size follows from the tiles that are stored now.
    private static func continues(
        _ checkpoint: Checkpoint,
        _ petitionID: Int64,
        _ head: LogHead,
        _ transaction: any Transaction
    ) throws -> Bool {
        guard checkpoint.size <= head.size else { return false }
        return try transaction.edge(of: petitionID, size: checkpoint.size).root == checkpoint.root
    }

    /// Whether the log continues the checkpoint after all: another process committed more between the look at the
    /// database and the look at the file, which is written after each commit.
    func isOvertaken(_ slug: Slug, _ transaction: any Transaction) throws -> Bool {
        guard !isOfLaterLog, let petition = try transaction.petition(slug), let log = petition.log,
            log.number == publishedLog, let head = try transaction.head(petition.id),
            let checkpoint = try Checkpoint.verified(checkpoint, by: NoteVerifierKey(log.verifierKey))
        else { return false }
        return try Self.continues(checkpoint, petition.id, head, transaction)
    }

    /// The database is older than the whole of a log.
    private init(_ later: KeyFolder.PublishedLog, _ head: LogHead) throws {
        guard let checkpoint = Checkpoint.verified(later.checkpoint, by: later.key) else {
            throw Unreadable(keeper: .highWater)
        }
        keeper = .highWater
        publishedSize = checkpoint.size
        storedSize = head.size
        publishedLog = later.number
        self.checkpoint = later.checkpoint
        isOfLaterLog = true
    }
}

import Foundation
package import UndersignedDatabase

/// One SQLite file in WAL mode with `synchronous=FULL`: many readers, one writer on a thread of its own.
package final class SQLiteDatabase: TransactionalDatabase {
    /// What `PRAGMA synchronous` answers for FULL.
    static let fullSynchronous: Int64 = 2

    private let readers: ReaderPool
    private let writer: WriterThread
    private let mover: LogMover

    /// Opens or makes the file.
    ///
    /// - Parameters:
    ///   - path: The database file; its folder must exist.
    ///   - queueLimit: How many writes may wait before another is refused with `.overloaded`.
    /// - Throws: `DatabaseFailure.statement` when the file can't be opened or durability can't be set to FULL.
    package init(path: String, queueLimit: Int = 4_096) throws {
        do {
            Self.makeForOwnerAlone(path)
            let connection = try SQLiteConnection(path: path, .readWrite)
            try Self.prepare(connection)
            try Self.refuseLessThanFull(connection)
            let writer = WriterThread(connection: connection, limit: queueLimit)
            mover = LogMover(path: path) { writer.note(.breakdown) }
            // Before the first job, and what rings for a job orders the two.
            connection.moveLog(with: mover)
            self.writer = writer
        } catch let failure as DatabaseFailure {
            throw DatabaseFailure.statement("cannot open the database: \(failure.words)")
        }
        readers = ReaderPool(path: path)
    }

    deinit {
        // The thread holds the connection: without its end a database that nobody uses would stay open for ever.
        writer.dismiss()
        mover.stop(waits: false)
    }

    package func close() throws {
        readers.close()
        mover.stop(waits: true)
        try writer.stop { connection in
            // 32 MiB at most, so that an end does not last.
            // The write-ahead log holds what was deleted since: it is cut to nothing.
            try connection.rows("PRAGMA wal_checkpoint(TRUNCATE)")
            try connection.rows("PRAGMA incremental_vacuum(8192)")
            try connection.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }

    package func read<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        // On the caller's thread: a read is some microseconds of work on pages in memory, less than handing it over.
        try readers.read(block)
    }

    package func write<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await writer.run(block)
    }

    /// Moves the write-ahead log into the database and cuts it to nothing: old pages stand in both until then.
    ///
    /// Some of the pages that nothing stands on any more go back to the disk.
    ///
    /// A read that lasts, such as a backup, keeps the log from being cut, and whoever wants to write waits meanwhile: it
    /// gives up after a moment and leaves it to the next call.
    package func forgetDeleted() async throws {
        try await writer.runAlone { connection in
            try connection.rows("PRAGMA busy_timeout = 100")
            let cut = Result { try connection.rows("PRAGMA wal_checkpoint(TRUNCATE)") }
            try connection.rows("PRAGMA busy_timeout = 5000")
            _ = try cut.get()
            // 2 MiB each time: nobody writes meanwhile, and the next mails may want the pages.
            try connection.rows("PRAGMA incremental_vacuum(512)")
        }
    }

    package var condition: WriteCondition { writer.condition }

    package var writingExecutor: (any TaskExecutor)? { writer }

    /// Nobody else has the file: a second process is refused before it opens it.
    package func isOnDuty() async -> Bool { true }

    /// SQLite would make the file readable to everybody on the machine, and its logs as the file is.
    ///
    /// What keeps it from being made is SQLite's to say.
    private static func makeForOwnerAlone(_ path: String) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 { Foundation.close(descriptor) }
    }

    private static func prepare(_ connection: SQLiteConnection) throws {
        if try connection.row("PRAGMA page_count")?.integer("page_count") == 0 {
            // A file that is made now: pages that deleted mails leave can go back to the disk, a few at a time.
            try connection.rows("PRAGMA auto_vacuum = INCREMENTAL")
        }
        try connection.rows("PRAGMA journal_mode = WAL")
        try connection.rows("PRAGMA synchronous = FULL")
        // In KiB: what a batch changes stays in memory until its commit, also where the tables are large.
        try connection.rows("PRAGMA cache_size = -16384")
    }

    /// One beside the writer's, which only moves the write-ahead log: its sync must come before the log begins anew.
    static func durableConnection(_ path: String) throws -> SQLiteConnection {
        let connection = try SQLiteConnection(path: path, .readWrite)
        try connection.rows("PRAGMA synchronous = FULL")
        try refuseLessThanFull(connection)
        return connection
    }

    /// Anything less loses acknowledged commits on power loss, so it is read back and not believed.
    ///
    /// - Throws: `DatabaseFailure.statement`.
    static func refuseLessThanFull(_ connection: SQLiteConnection) throws {
        let level = try connection.row("PRAGMA synchronous")?.integer("synchronous") ?? -1
        guard level == fullSynchronous else {
            throw DatabaseFailure.statement("synchronous is \(level), not FULL: refusing to start")
        }
        let mode = try connection.row("PRAGMA journal_mode")?.text("journal_mode") ?? "none"
        guard mode == "wal" else {
            throw DatabaseFailure.statement("the journal is \(mode), not WAL: refusing to start")
        }
    }
}

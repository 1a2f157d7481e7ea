import Foundation
import GRDB
package import UndersignedDatabase

/// One SQLite file in WAL mode with `synchronous=FULL`: many readers, one writer on a thread of its own.
package final class SQLiteDatabase: TransactionalDatabase {
    /// What `PRAGMA synchronous` answers for FULL.
    static let fullSynchronous = 2

    private let pool: DatabasePool
    private let writer: WriterThread

    /// Opens or makes the file.
    ///
    /// - Parameters:
    ///   - path: The database file; its folder must exist.
    ///   - queueLimit: How many writes may wait before another is refused with `.overloaded`.
    /// - Throws: `DatabaseFailure.statement` when the file can't be opened or durability can't be set to FULL.
    package init(path: String, queueLimit: Int = 4_096) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            // Deleted means gone: freed pages are overwritten.
            try database.execute(sql: "PRAGMA secure_delete = ON")
            try database.execute(sql: "PRAGMA foreign_keys = ON")
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction(Self.demandDurability)
        } catch let error as DatabaseError {
            throw DatabaseFailure.statement(
                "cannot open the database: \(error.message ?? error.resultCode.description)"
            )
        }
        writer = WriterThread(pool: pool, limit: queueLimit)
    }

    deinit {
        // The thread holds the connections: without its end a database that nobody uses would stay open for ever.
        writer.dismiss()
    }

    /// Lets waiting writes finish, then closes the file.
    ///
    /// Later calls fail.
    package func close() throws {
        writer.stop()
        try pool.writeWithoutTransaction { database in
            // The write-ahead log holds what was deleted since: it is cut to nothing.
            _ = try Row.fetchAll(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try pool.close()
    }

    package func read<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        // On the caller's thread: a read is some microseconds of work on pages in memory, less than handing it over.
        try readHere(block)
    }

    private func readHere<T>(_ block: (any Transaction) throws -> T) throws -> T {
        do {
            return try pool.read { database in try block(SQLiteTransaction(database: database)) }
        } catch let error as DatabaseError {
            throw error.failure
        }
    }

    package func write<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await writer.run { database in try block(SQLiteTransaction(database: database)) }
    }

    /// Moves the write-ahead log into the database and cuts it to nothing: old pages stand in both until then.
    package func forgetDeleted() async throws {
        try await writer.runAlone { database in
            _ = try Row.fetchAll(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }

    package var condition: WriteCondition { writer.condition }

    /// GRDB lowers `synchronous` to NORMAL after its own set-up, and NORMAL loses acknowledged commits on power loss.
    private static func demandDurability(_ database: Database) throws {
        try database.execute(sql: "PRAGMA synchronous = FULL")
        WriteAheadLog.moveWhenLong(database)
        let level = try Int.fetchOne(database, sql: "PRAGMA synchronous")
        guard level == fullSynchronous else {
            throw DatabaseFailure.statement("synchronous is \(level ?? -1), not FULL: refusing to start")
        }
    }
}

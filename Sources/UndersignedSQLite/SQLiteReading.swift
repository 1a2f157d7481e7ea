package import UndersignedDatabase

/// A look at a SQLite file from outside of the process that writes it.
///
/// It reads one state of the data, however long that lasts, while the other process goes on writing; it takes no lock
/// that a writer waits for, and no part in checkpoints. Meanwhile the write-ahead log grows.
package final class SQLiteReading: ReadableDatabase {
    private let readers: ReaderPool

    /// - Parameter path: A database file that exists.
    /// - Throws: `DatabaseFailure.statement` when it can't be opened.
    package init(path: String) throws {
        do {
            // Opened once before anything is promised.
            _ = try SQLiteConnection(path: path, .readOnly).rows("PRAGMA schema_version")
        } catch let failure as DatabaseFailure {
            throw DatabaseFailure.statement("cannot open the database: \(failure.words)")
        }
        readers = ReaderPool(path: path)
    }

    package func read<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try readers.read(block)
    }

    package func close() {
        readers.close()
    }
}

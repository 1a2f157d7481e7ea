import Synchronization
import UndersignedDatabase

/// Connections that only read; as many as read at the same time.
final class ReaderPool: Sendable {
    private struct State {
        var idle: [SQLiteConnection] = []
        var isClosed = false
    }

    /// So many stay open when nobody reads.
    private static let idleLimit = 4

    private let path: String
    private let state = Mutex(State())

    init(path: String) {
        self.path = path
    }

    /// Runs a block on one consistent view of the data, on the caller's thread.
    func read<T>(_ block: (any Transaction) throws -> T) throws -> T {
        let connection = try take()
        defer { giveBack(connection) }
        // The view is fixed by the first statement after this.
        try connection.rows("BEGIN")
        do {
            let value = try block(connection)
            try connection.rows("COMMIT")
            return value
        } catch {
            if connection.isInTransaction { try connection.rows("ROLLBACK") }
            throw error
        }
    }

    /// Later reads fail; those under way end first.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.idle = []
        }
    }

    private func take() throws -> SQLiteConnection {
        let idle = try state.withLock { state in
            if state.isClosed { throw DatabaseFailure.statement("the database is closed") }
            return state.idle.popLast()
        }
        return try idle ?? SQLiteConnection(path: path, .readOnly)
    }

    private func giveBack(_ connection: SQLiteConnection) {
        // One that could not end its transaction would show an old view for ever.
        guard !connection.isInTransaction else { return }
        state.withLock { state in
            if !state.isClosed, state.idle.count < Self.idleLimit { state.idle.append(connection) }
        }
    }
}

import UndersignedDatabase

/// A transaction on one connection.
///
/// Lives only inside the block that was given it.
struct PostgresTransaction: Transaction {
    let connection: PostgresConnection
    /// False for a read-only view, where nothing needs a lock.
    let isWriting: Bool

    var dialect: Dialect { .postgres }

    func rows(_ query: Query) throws -> [QueryRow] {
        try connection.rows(query, suffix: isWriting && query.locksRows ? " FOR UPDATE" : "")
    }

    func execute(_ query: Query) throws {
        try connection.send(query)
    }
}

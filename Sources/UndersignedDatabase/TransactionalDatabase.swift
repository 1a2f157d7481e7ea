/// A database that is looked at and not changed.
package protocol ReadableDatabase: Sendable {
    /// Runs a block on one consistent, read-only view of the data.
    func read<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T
}

/// A database that runs blocks in transactions.
///
/// Two conformers: SQLite and PostgreSQL.
///
/// Blocks are synchronous, so a transaction never stays open across an `await`. A block may run more than once, each
/// time in a new transaction, so it has no effect but through the transaction.
package protocol TransactionalDatabase: ReadableDatabase {
    /// Runs a block in one write transaction.
    ///
    /// When this returns, what the block wrote is on stable storage. When the block throws, nothing of it was written. A
    /// block may be run again from its start before that: it has no effect but on its transaction.
    ///
    /// - Throws: What the block threw, or `DatabaseFailure`.
    func write<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T

    /// Where a task runs that does little but hand in one write after the other: between the writes, without waking another
    /// thread for each.
    ///
    /// Nil where any thread is as good. What runs there holds up every write, so it never blocks.
    var writingExecutor: (any TaskExecutor)? { get }

    /// Takes what was deleted off the disk, where the database keeps it for a while in a log of its own.
    ///
    /// - Throws: `DatabaseFailure`; it is tried again the next time.
    func forgetDeleted() async throws

    /// Whether this process is the one that does what is done once for all of them: sending mail, keeping deadlines.
    ///
    /// True for the only process on its data. Of several, one has the duty until it ends or loses the database, then
    /// another gets it. Ask before each piece of work: a piece that is under way while the duty passes on may be done
    /// twice, as after a crash.
    func isOnDuty() async -> Bool

    /// Lets waiting writes finish, then closes the database.
    ///
    /// Later calls fail.
    /// - Throws: A fault of the database.
    func close() throws

    /// What the last write met; costs nothing.
    var condition: WriteCondition { get }
}

extension TransactionalDatabase {
    package var condition: WriteCondition { .good }

    package var writingExecutor: (any TaskExecutor)? { nil }

    /// Returns when all that a read has shown is as safe as what a write has acknowledged.
    ///
    /// A database with a standby may show for a moment what the standby does not have yet.
    /// - Throws: A fault of the database: then nobody can say it.
    package func settle() async throws { try await write { _ in } }
}

/// Whether writes reach the disk.
package enum WriteCondition: Hashable, Sendable {
    case good
    /// The disk refused the last write: full, read-only or without permission. The next one may succeed.
    case unwritable
    /// The disk failed: nothing is written until the program has been started again.
    case stopped
}

/// An open transaction.
///
/// Queries are methods on it, in `UndersignedStore`, and nowhere else.
package protocol Transaction {
    /// What the database calls its types and tables: asked by the schema alone, all other statements are shared.
    var dialect: Dialect { get }

    /// Runs a statement and gives all of its rows, in the statement's order.
    @discardableResult
    func rows(_ query: Query) throws -> [QueryRow]

    /// Runs a statement that nothing in the block depends on, such as the last insert of a row.
    ///
    /// Where a server is asked, the statement may be under way when this returns: what is wrong with it is thrown by a later
    /// statement, or by the block's end, and undoes the block as always.
    func execute(_ query: Query) throws
}

extension Transaction {
    package func execute(_ query: Query) throws { try rows(query) }

    /// The first row, or nil.
    @discardableResult
    package func row(_ query: Query) throws -> QueryRow? {
        try rows(query).first
    }

    /// The first row or nil; in a write transaction nobody else changes it until the end.
    package func lockedRow(_ query: Query) throws -> QueryRow? {
        try rows(query.locked).first
    }
}

/// How a database writes down its tables.
package enum Dialect: Hashable, Sendable {
    case sqlite, postgres
}

/// A fault of the database.
///
/// Names no bound value, so it is safe to log.
package enum DatabaseFailure: Error, Equatable, Sendable {
    /// The database said no: its own words, without values.
    case statement(String)
    /// The commit failed half-way: it may or may not be durable. Read again before writing again.
    case unknownOutcome(String)
    /// The disk takes nothing at the moment: nothing was written, and the same write may succeed later.
    case unwritable(String)
    /// The disk failed at an earlier write: nothing was written, and nothing will be before the next start.
    case stopped
    /// Another process has the database.
    case locked(String)
    /// The server can't be reached, or cut the connection before the commit: nothing was written.
    case unavailable(String)
    /// The server answers, and is not one to keep signatures on now: nothing was written.
    case unfit(String)
    /// The write queue is full.
    case overloaded
    /// A row lacks a column, or holds another type than the reader expects.
    case unexpectedShape(String)
}

extension DatabaseFailure {
    /// The fault in words, without values.
    package var words: String {
        switch self {
        case .statement(let words), .unknownOutcome(let words), .unwritable(let words), .locked(let words),
            .unavailable(let words), .unfit(let words), .unexpectedShape(let words):
            words
        case .stopped: "the disk failed before; start the program again after checking it"
        case .overloaded: "too many writes are waiting"
        }
    }
}

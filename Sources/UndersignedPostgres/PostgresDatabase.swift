package import UndersignedDatabase

/// A PostgreSQL database behind the seam: some connections for writes, some for reads, each on a thread of its own.
///
/// Any number of processes may have the same database. A direct connection or a pooler that keeps a session to its
/// client is needed: statements are prepared and a lock is held.
package final class PostgresDatabase: TransactionalDatabase {
    /// How many connections there are at most, and how much work may wait.
    package struct Limits: Sendable {
        package var writers = 4
        package var readers = 4
        package var waiting = 4_096

        package init() {}
    }

    /// So many blocks at most share one transaction.
    static let blocksPerCommit = 64

    private let writers: ConnectionThreads<PostgresJob>
    private let readers: ConnectionThreads<PostgresJob>
    private let cleaner: ConnectionThreads<CheckedContinuation<Void, any Error>>
    private let duty: DutyLock

    /// Prepares the connections; the first one is made by the first read or write.
    ///
    /// - Parameters:
    ///   - address: Where it is.
    ///   - durability: What the server must promise; read back on each new connection.
    ///   - limits: How many connections, and how much work may wait before more is refused with `.overloaded`.
    package init(_ address: PostgresAddress, durability: PostgresDurability = .local, limits: Limits = Limits()) {
        let lines = { (role: PostgresLine.Role) in { @Sendable in PostgresLine(address, durability, role) } }
        writers = ConnectionThreads(
            JobLimits(threads: limits.writers, waiting: limits.waiting, together: Self.blocksPerCommit),
            makeLine: lines(.writing)
        ) { line, jobs in
            WriteGroup(line: line).run(jobs)
        }
        readers = ConnectionThreads(
            JobLimits(threads: limits.readers, waiting: limits.waiting, together: 1),
            makeLine: lines(.reading)
        ) { line, jobs in
            jobs.forEach { ReadView(line: line).run($0) }
        }
        cleaner = ConnectionThreads(
            JobLimits(threads: 1, waiting: 16, together: 16),
            makeLine: lines(.cleaning)
        ) { line, jobs in
            let outcome = DeadRows(line: line).clean()
            jobs.forEach { $0.resume(with: outcome) }
        }
        duty = DutyLock(makeLine: lines(.watching))
    }

    package func read<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await Self.run(block, on: readers)
    }

    package func write<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await Self.run(block, on: writers)
    }

    /// Asks the server to clean the tables that have dead rows.
    ///
    /// Dead rows go, and their place on a page is overwritten as the page is used again; the write-ahead log and the
    /// backups keep them for as long as the server is told to. What is secret is sealed before it gets here.
    package func forgetDeleted() async throws {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try cleaner.post(continuation)
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    package func isOnDuty() async -> Bool {
        await duty.isHeld()
    }

    /// Whether the server waits for a standby before it says that something is committed.
    ///
    /// - Throws: `DatabaseFailure`.
    package func namesStandby() async throws -> Bool {
        try await read { transaction in
            let row = try transaction.row("SELECT current_setting('synchronous_standby_names') AS names")
            return try row?.text("names").isEmpty == false
        }
    }

    package func close() throws {
        writers.stop()
        readers.stop()
        cleaner.stop()
        duty.stop()
    }

    private static func run<T: Sendable>(
        _ block: @escaping @Sendable (any Transaction) throws -> T,
        on threads: ConnectionThreads<PostgresJob>
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let job = PostgresJob(block, continuation)
            do throws(DatabaseFailure) {
                try threads.post(job)
            } catch {
                job.finish(error)
            }
        }
    }
}

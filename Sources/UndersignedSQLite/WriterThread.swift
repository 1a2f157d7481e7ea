import Foundation
import Synchronization
import UndersignedDatabase

/// The thread that owns the only writing connection.
///
/// Whatever waits when a commit ends goes into the next one together: a quiet site answers at once, a busy one
/// shares its commits. It is a thread and not a task because it blocks in `fsync`, which would take one of the few
/// threads that all tasks share.
final class WriterThread: Sendable {
    /// So many blocks at most share one transaction.
    static let blocksPerCommit = 512

    private let limit: Int
    private let mailbox = Mutex(Mailbox())
    private let bell = DispatchSemaphore(value: 0)
    private let stopped = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - connection: Used by this thread alone from here on, and closed at its end.
    ///   - limit: How many blocks may wait.
    init(connection: SQLiteConnection, limit: Int) {
        self.limit = limit
        let thread = Thread { [self] in serve(connection) }
        thread.name = "undersigned-writer"
        thread.start()
    }

    /// Runs a block in a write transaction and returns when it is durable.
    func run<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            post(WriteJob(block, continuation), alone: false)
        }
    }

    /// Runs a block outside any transaction, with nobody else.
    func runAlone<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            post(WriteJob(block, continuation), alone: true)
        }
    }

    /// Refuses new work, finishes what waits, ends the thread.
    ///
    /// - Parameter last: Runs after all that waited.
    /// - Throws: What `last` throws.
    func stop(_ last: @escaping @Sendable (any Transaction) throws -> Void) throws {
        let isFirst = mailbox.withLock { mailbox in
            defer { mailbox.isClosed = true }
            if !mailbox.isClosed { mailbox.last = last }
            return !mailbox.isClosed
        }
        guard isFirst else { return }
        bell.signal()
        stopped.wait()
        if let fault = mailbox.withLock({ $0.lastFault }) { throw fault }
    }

    /// The same without anything last, and without waiting for the thread's end.
    func dismiss() {
        mailbox.withLock { $0.isClosed = true }
        bell.signal()
    }

    private func post(_ job: any WaitingWrite, alone: Bool) {
        let refusal: DatabaseFailure? = mailbox.withLock { mailbox in
            if let fault = mailbox.fault { return fault }
            if mailbox.isClosed { return .statement("the database is closed") }
            if mailbox.jobs.count >= limit { return .overloaded }
            mailbox.jobs.append((job, alone))
            return nil
        }
        if let refusal {
            job.finish(.failure(refusal))
        } else {
            bell.signal()
        }
    }

    private func serve(_ connection: SQLiteConnection) {
        while true {
            bell.wait()
            let batch = takeBatch()
            if batch.jobs.isEmpty {
                if batch.isOver { break }
                continue
            }
            if batch.isAlone {
                alone(batch.jobs, connection)
            } else {
                commit(batch.jobs, connection)
            }
            // Taken together, they leave more rings than jobs; spare rings find an empty mailbox.
        }
        end(connection)
        stopped.signal()
    }

    private func end(_ connection: SQLiteConnection) {
        guard let last = mailbox.withLock({ $0.last }) else { return }
        do {
            try last(connection)
        } catch {
            mailbox.withLock { $0.lastFault = error }
        }
    }

    private func takeBatch() -> (jobs: [any WaitingWrite], isAlone: Bool, isOver: Bool) {
        mailbox.withLock { mailbox in
            guard let first = mailbox.jobs.first else { return ([], false, mailbox.isClosed) }
            guard !first.isAlone else {
                mailbox.jobs.removeFirst()
                return ([first.job], true, false)
            }
            let shared = mailbox.jobs.prefix { !$0.isAlone }.prefix(Self.blocksPerCommit)
            let jobs = shared.map(\.job)
            mailbox.jobs.removeFirst(jobs.count)
            if !mailbox.jobs.isEmpty { bell.signal() }
            return (jobs, false, false)
        }
    }

    private func alone(_ jobs: [any WaitingWrite], _ connection: SQLiteConnection) {
        jobs.forEach { $0.execute(connection) }
        jobs.forEach { $0.finish(.success(())) }
    }

    private func commit(_ jobs: [any WaitingWrite], _ connection: SQLiteConnection) {
        do {
            try connection.rows("BEGIN IMMEDIATE")
            do {
                if try run(jobs, connection) { try commit(connection) }
            } catch {
                if connection.isInTransaction { try connection.rows("ROLLBACK") }
                throw error
            }
            // Committed: from here a crash loses nothing.
            jobs.forEach { $0.finish(.success(())) }
        } catch {
            jobs.forEach { $0.finish(.failure(error)) }
        }
    }

    /// One block's fault undoes that block alone.
    ///
    /// - Returns: False where nothing is left to commit.
    /// - Throws: A fault after which the whole transaction must be undone.
    private func run(_ jobs: [any WaitingWrite], _ connection: SQLiteConnection) throws -> Bool {
        for job in jobs {
            job.execute(connection)
            if job.hasFailed { break }
        }
        guard jobs.contains(where: \.hasFailed) else { return true }
        if connection.isInTransaction { try connection.rows("ROLLBACK") }
        guard jobs.count > 1 else { return false }
        try connection.rows("BEGIN IMMEDIATE")
        try runApart(jobs, connection)
        return true
    }

    /// Each block on a savepoint of its own: only where one of them fails, for a savepoint keeps a copy of every page that
    /// is changed after it.
    private func runApart(_ jobs: [any WaitingWrite], _ connection: SQLiteConnection) throws {
        for job in jobs {
            try connection.rows("SAVEPOINT job")
            job.execute(connection)
            if job.hasFailed { try connection.rows("ROLLBACK TO job") }
            try connection.rows("RELEASE job")
        }
    }

    private func commit(_ connection: SQLiteConnection) throws {
        do {
            try connection.rows("COMMIT")
        } catch let failure as DatabaseFailure {
            guard connection.isDiskFault else { throw failure }
            // After a failed fsync the page cache can no longer be believed: nothing more is acknowledged.
            mailbox.withLock { $0.fault = .unknownOutcome("the disk failed; restart after checking it") }
            throw DatabaseFailure.unknownOutcome(failure.words)
        }
    }

    private struct Mailbox {
        var jobs: [(job: any WaitingWrite, isAlone: Bool)] = []
        var isClosed = false
        var fault: DatabaseFailure?
        var last: (@Sendable (any Transaction) throws -> Void)?
        var lastFault: (any Error)?
    }
}

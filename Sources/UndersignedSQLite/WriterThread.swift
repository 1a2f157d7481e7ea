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
    let mailbox = Mutex(WriterMailbox())
    let bell = DispatchSemaphore(value: 0)
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
            if mailbox.condition == .stopped { return .stopped }
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
            // First, so that what they hand in goes along.
            runTasks()
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
            guard let first = mailbox.jobs.first else {
                mailbox.isOver = mailbox.isClosed && mailbox.tasks.isEmpty
                return ([], false, mailbox.isOver)
            }
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

    /// What the last write met.
    var condition: WriteCondition { mailbox.withLock { $0.condition } }

    private func alone(_ jobs: [any WaitingWrite], _ connection: SQLiteConnection) {
        for job in jobs {
            job.execute(connection)
            if job.fault != nil, let fault = connection.diskFault { note(fault) }
        }
        jobs.forEach { $0.finish(.success(())) }
    }

    private func commit(_ jobs: [any WaitingWrite], _ connection: SQLiteConnection) {
        do {
            try connection.rows("BEGIN IMMEDIATE")
            do {
                if try run(jobs, connection) {
                    let count = connection.writtenPageCount
                    try commit(connection)
                    // One that changed nothing asked nothing of the disk, and proved nothing.
                    if connection.writtenPageCount != count { mailbox.withLock { $0.condition = .good } }
                }
            } catch {
                if connection.isInTransaction { try connection.rows("ROLLBACK") }
                throw error
            }
            // Committed: from here a crash loses nothing.
            jobs.forEach { $0.finish(.success(())) }
        } catch {
            // Before the commit, so without a sync: only what says no is known to be a disk.
            if case DatabaseFailure.unwritable = error { note(.refusal) }
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
            try refuseLost(job, connection)
            if job.fault != nil { break }
        }
        guard jobs.contains(where: { $0.fault != nil }) else { return true }
        try connection.rows("ROLLBACK")
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
            try refuseLost(job, connection)
            if job.fault != nil { try connection.rows("ROLLBACK TO job") }
            try connection.rows("RELEASE job")
        }
    }

    /// A disk that refuses ends the whole transaction: what the others would write now would stand alone.
    private func refuseLost(_ job: any WaitingWrite, _ connection: SQLiteConnection) throws {
        guard let fault = job.fault else { return }
        let isLost = !connection.isInTransaction
        if case DatabaseFailure.unwritable = fault { note(.refusal) } else if isLost { note(.breakdown) }
        if isLost { throw fault }
    }

    private func commit(_ connection: SQLiteConnection) throws {
        do {
            try connection.rows("COMMIT")
        } catch let failure as DatabaseFailure {
            guard let fault = connection.diskFault else { throw failure }
            // After a failed sync the page cache can no longer be believed: nothing more is acknowledged.
            note(fault)
            throw fault == .breakdown
                ? DatabaseFailure.unknownOutcome(failure.words) : DatabaseFailure.unwritable(failure.words)
        }
    }

    /// What the disk said: after a breakdown nothing more is taken.
    func note(_ fault: DiskFault) {
        mailbox.withLock { mailbox in
            guard mailbox.condition != .stopped else { return }
            mailbox.condition = fault == .breakdown ? .stopped : .unwritable
        }
    }
}

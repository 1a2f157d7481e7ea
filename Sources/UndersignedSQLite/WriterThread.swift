import Foundation
import GRDB
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

    private let pool: DatabasePool
    private let limit: Int
    private let mailbox = Mutex(Mailbox())
    private let bell = DispatchSemaphore(value: 0)
    private let stopped = DispatchSemaphore(value: 0)

    init(pool: DatabasePool, limit: Int) {
        self.pool = pool
        self.limit = limit
        let thread = Thread { [self] in serve() }
        thread.name = "undersigned-writer"
        thread.start()
    }

    /// Runs a block in a write transaction and returns when it is durable.
    func run<T: Sendable>(_ block: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            post(WriteJob(block, continuation), alone: false)
        }
    }

    /// Runs a block outside any transaction, with nobody else.
    func runAlone<T: Sendable>(_ block: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            post(WriteJob(block, continuation), alone: true)
        }
    }

    /// Refuses new work, finishes what waits, ends the thread.
    func stop() {
        guard dismiss() else { return }
        stopped.wait()
    }

    /// The same without waiting for the thread's end; false when it was asked to end before.
    @discardableResult
    func dismiss() -> Bool {
        let wasOpen = mailbox.withLock { mailbox in
            defer { mailbox.isClosed = true }
            return !mailbox.isClosed
        }
        if wasOpen { bell.signal() }
        return wasOpen
    }

    private func post(_ job: WriteJob, alone: Bool) {
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

    private func serve() {
        while true {
            bell.wait()
            let batch = takeBatch()
            if batch.jobs.isEmpty {
                if batch.isOver { break }
                continue
            }
            if batch.isAlone {
                alone(batch.jobs)
            } else {
                commit(batch.jobs)
            }
            // Taken together, they leave more rings than jobs; spare rings find an empty mailbox.
        }
        stopped.signal()
    }

    private func takeBatch() -> (jobs: [WriteJob], isAlone: Bool, isOver: Bool) {
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

    private func alone(_ jobs: [WriteJob]) {
        pool.writeWithoutTransaction { database in jobs.forEach { $0.execute(database) } }
        jobs.forEach { $0.finish(.success(())) }
    }

    private func commit(_ jobs: [WriteJob]) {
        do {
            try pool.writeWithoutTransaction { database in
                try database.beginTransaction(.immediate)
                for job in jobs {
                    try Self.runInSavepoint(job, database)
                }
                try commit(database)
            }
            // Committed: from here a crash loses nothing.
            jobs.forEach { $0.finish(.success(())) }
        } catch let error as DatabaseError {
            jobs.forEach { $0.finish(.failure(error.failure)) }
        } catch {
            jobs.forEach { $0.finish(.failure(error)) }
        }
    }

    /// One block's fault undoes that block alone.
    private static func runInSavepoint(_ job: WriteJob, _ database: Database) throws {
        try database.inSavepoint {
            job.execute(database)
            return job.hasFailed ? .rollback : .commit
        }
    }

    private func commit(_ database: Database) throws {
        do {
            try database.commit()
        } catch let error as DatabaseError {
            let isDiskFault = [.SQLITE_IOERR, .SQLITE_CORRUPT].contains(error.resultCode)
            if isDiskFault {
                // After a failed fsync the page cache can no longer be believed: nothing more is acknowledged.
                mailbox.withLock { $0.fault = .unknownOutcome("the disk failed; restart after checking it") }
            }
            if database.isInsideTransaction {
                try database.rollback()
            }
            throw isDiskFault ? DatabaseFailure.unknownOutcome(error.failure.words) : error.failure
        }
    }

    private struct Mailbox {
        var jobs: [(job: WriteJob, isAlone: Bool)] = []
        var isClosed = false
        var fault: DatabaseFailure?
    }
}

/// A block that waits for the writer, and the task that waits for the block.
final class WriteJob: @unchecked Sendable {
    // Confined to the writer thread between `execute` and `finish`, and handed over once, hence unchecked.
    private var outcome: Result<any Sendable, any Error>?
    private let block: @Sendable (Database) throws -> any Sendable
    private let answer: @Sendable (Result<any Sendable, any Error>) -> Void

    init<T: Sendable>(
        _ block: @escaping @Sendable (Database) throws -> T,
        _ continuation: CheckedContinuation<T, any Error>
    ) {
        self.block = block
        answer = { result in
            switch result {
            case .success(let value):
                if let value = value as? T {
                    continuation.resume(returning: value)
                } else {
                    continuation.resume(throwing: DatabaseFailure.unexpectedShape("a write block's result"))
                }
            case .failure(let error): continuation.resume(throwing: error)
            }
        }
    }

    var hasFailed: Bool {
        if case .failure = outcome { true } else { false }
    }

    func execute(_ database: Database) {
        outcome = Result { try block(database) }
    }

    /// Answers the waiting task: with the block's own outcome when the commit stands, else with the fault.
    func finish(_ commit: Result<Void, any Error>) {
        switch (commit, outcome) {
        case (.success, .some(let outcome)):
            answer(outcome.mapError { ($0 as? DatabaseError)?.failure ?? $0 })
        case (.failure(let error), _): answer(.failure(error))
        case (.success, .none): answer(.failure(DatabaseFailure.statement("the block did not run")))
        }
    }
}

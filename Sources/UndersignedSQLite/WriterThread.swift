import Foundation
import GRDB
import GRDBSQLite
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

    /// What the last write met.
    var condition: WriteCondition { mailbox.withLock { $0.condition } }

    private func alone(_ jobs: [WriteJob]) {
        pool.writeWithoutTransaction { database in
            for job in jobs {
                job.execute(database)
                if let fault = job.fault as? DatabaseError { note(fault, database) }
            }
        }
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
            mailbox.withLock { $0.condition = .good }
            // Committed: from here a crash loses nothing.
            jobs.forEach { $0.finish(.success(())) }
        } catch {
            let failure = failure(of: error)
            jobs.forEach { $0.finish(.failure(failure)) }
        }
    }

    private func failure(of error: any Error) -> any Error {
        switch error {
        case let lost as TransactionLost:
            if case DatabaseFailure.unwritable = lost.fault { note(.refusal) } else { note(.breakdown) }
            return lost.fault
        case let error as DatabaseError:
            // Before the commit, so without a sync: only what says no is known to be a disk.
            if case .unwritable = error.failure { note(.refusal) }
            return error.failure
        default: return error
        }
    }

    /// One block's fault undoes that block alone.
    private static func runInSavepoint(_ job: WriteJob, _ database: Database) throws {
        try database.inSavepoint {
            job.execute(database)
            guard let fault = job.fault else { return .commit }
            // A disk that refuses ends the whole transaction: what the others would write now would stand alone.
            guard database.isInsideTransaction else { throw TransactionLost(fault: fault) }
            return .rollback
        }
    }

    private func commit(_ database: Database) throws {
        do {
            try database.commit()
        } catch let error as DatabaseError {
            let fault = note(error, database)
            if database.isInsideTransaction {
                try database.rollback()
            }
            switch fault {
            case .breakdown: throw DatabaseFailure.unknownOutcome(error.failure.words)
            case .refusal: throw DatabaseFailure.unwritable(error.failure.words)
            case nil: throw error.failure
            }
        }
    }

    /// After a breakdown nothing more is acknowledged.
    @discardableResult
    private func note(_ error: DatabaseError, _ database: Database) -> DiskFault? {
        let systemCode = sqlite3_system_errno(database.sqliteConnection)
        let fault = DiskFault(error.extendedResultCode, systemCode: systemCode)
        if let fault { note(fault) }
        return fault
    }

    private func note(_ fault: DiskFault) {
        mailbox.withLock { mailbox in
            guard mailbox.condition != .stopped else { return }
            mailbox.condition = fault == .breakdown ? .stopped : .unwritable
        }
    }

    private struct Mailbox {
        var jobs: [(job: WriteJob, isAlone: Bool)] = []
        var isClosed = false
        var condition = WriteCondition.good
    }

    /// A block's fault ended the transaction that it shared.
    private struct TransactionLost: Error {
        let fault: any Error
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

    /// What the block threw.
    var fault: (any Error)? {
        if case .failure(let fault) = outcome { fault } else { nil }
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

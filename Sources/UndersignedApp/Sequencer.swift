package import Logging
import Synchronization
package import UndersignedCore
package import UndersignedDatabase

/// Pools what waits to enter a log while the last batch commits, then gives the whole pool to `LogBatch`.
///
/// One batch at a time, at most 512 requests, no timer: a quiet site answers at once, a busy one shares its commits. A batch
/// is drawn from the pool once its transaction has the logs: what comes while it waits for them goes along.
package final class Sequencer: Sendable {
    /// The pool is full: the caller answers 503 with `Retry-After`.
    package struct Overloaded: Error {}

    package static let batchLimit = 512

    private struct Waiter: Sendable {
        let request: LogRequest
        let continuation: CheckedContinuation<LogOutcome, any Error>
    }

    private struct Pool {
        var waiters: [Waiter] = []
        var isSequencing = false
        var isClosed = false

        /// Whose logs the next batch is for, in the order in which two nodes lock them.
        var petitionIDs: [Int64] { Set(waiters.prefix(batchLimit).map(\.request.petitionID)).sorted() }

        /// Takes out the first requests for some logs.
        mutating func draw(for petitionIDs: Set<Int64>, atMost limit: Int = batchLimit) -> [Waiter] {
            var drawn: [Waiter] = []
            waiters.removeAll { waiter in
                guard drawn.count < limit, petitionIDs.contains(waiter.request.petitionID) else { return false }
                drawn.append(waiter)
                return true
            }
            return drawn
        }
    }

    /// What one batch took: its block may run again, with the same.
    private struct Batch {
        let waiters: [Waiter]
        let requests: [LogRequest]
        let now: Moment
    }

    private let database: any TransactionalDatabase
    private let batch: LogBatch
    /// Told which logs have grown, after each commit.
    let highWater: HighWater
    private let ambient: Ambient
    private let logger: Logger
    private let limit: Int
    private let isAutomatic: Bool
    private let pool = Mutex(Pool())

    /// - Parameters:
    ///   - database: Where batches commit.
    ///   - batch: What decides.
    ///   - highWater: Remembers the last published checkpoints.
    ///   - ambient: Time.
    ///   - logger: For faults.
    ///   - limit: How many requests may wait.
    ///   - isAutomatic: False where a test calls `sequence()` by hand.
    package init(
        database: any TransactionalDatabase,
        batch: LogBatch,
        highWater: HighWater,
        ambient: Ambient,
        logger: Logger,
        limit: Int = 4_096,
        isAutomatic: Bool = true
    ) {
        self.database = database
        self.batch = batch
        self.highWater = highWater
        self.ambient = ambient
        self.logger = logger
        self.limit = limit
        self.isAutomatic = isAutomatic
    }

    /// Waits until a request's batch has committed.
    ///
    /// - Parameter request: What is to enter a log.
    /// - Returns: What became of it. From here it is durable and public at once.
    /// - Throws: `Overloaded`, or the batch's fault: then nothing of it is known to be written.
    package func submit(_ request: LogRequest) async throws -> LogOutcome {
        try await withCheckedThrowingContinuation { continuation in
            let verdict = pool.withLock { pool -> (isRefused: Bool, mustStart: Bool) in
                guard !pool.isClosed, pool.waiters.count < limit else { return (true, false) }
                pool.waiters.append(Waiter(request: request, continuation: continuation))
                guard isAutomatic, !pool.isSequencing else { return (false, false) }
                pool.isSequencing = true
                return (false, true)
            }
            if verdict.isRefused {
                continuation.resume(throwing: Overloaded())
            } else if verdict.mustStart {
                // Between two batches nothing is done that another thread would have to be woken for.
                Task(executorPreference: database.writingExecutor) { await self.drain() }
            }
        }
    }

    /// Commits one batch of what waits.
    ///
    /// - Returns: How many requests it took.
    @discardableResult
    package func sequence() async -> Int {
        let (petitionIDs, count) = pool.withLock { ($0.petitionIDs, min($0.waiters.count, Self.batchLimit)) }
        guard count > 0 else { return 0 }
        return await commit(petitionIDs, waiting: count)
    }

    /// How many requests wait.
    package var waitingCount: Int { pool.withLock { $0.waiters.count } }

    /// Takes no more requests; those that wait are still committed, and their checkpoints remembered.
    package func close() async {
        let mustDrain = pool.withLock { pool in
            pool.isClosed = true
            return !pool.isSequencing
        }
        if mustDrain { await drain() }
        await highWater.write()
    }

    private func drain() async {
        while true {
            await sequence()
            let isDone = pool.withLock { pool in
                guard pool.waiters.isEmpty else { return false }
                pool.isSequencing = false
                return true
            }
            if isDone { return }
        }
    }

    /// - Parameters:
    ///   - petitionIDs: Whose logs are locked.
    ///   - count: How many wait for them: where the logs are not reached, no more are told.
    /// - Returns: How many requests it took.
    private func commit(_ petitionIDs: [Int64], waiting count: Int) async -> Int {
        let drawn = Mutex<Batch?>(nil)
        let draw: @Sendable (_ limit: Int) -> Batch = { [self] limit in
            drawn.withLock { drawn in
                if let drawn { return drawn }
                let waiters = pool.withLock { $0.draw(for: Set(petitionIDs), atMost: limit) }
                let batch = Batch(waiters: waiters, requests: waiters.map(\.request), now: ambient.now())
                drawn = batch
                return batch
            }
        }
        let written: Result<[LogOutcome], any Error>
        do {
            let outcomes = try await database.write { [batch] transaction in
                let heads = try batch.lock(petitionIDs, in: transaction)
                let drawn = draw(Self.batchLimit)
                return try batch.run(drawn.requests, on: heads, in: transaction, now: drawn.now)
            }
            written = .success(outcomes)
        } catch {
            written = .failure(error)
        }
        // Where not even the logs were reached, nobody was drawn yet, and who waits for them is told now.
        let batch = draw(count)
        answer(batch, written)
        return batch.waiters.count
    }

    private func answer(_ batch: Batch, _ written: Result<[LogOutcome], any Error>) {
        switch written {
        case .success(let outcomes):
            precondition(outcomes.count == batch.waiters.count, "as many outcomes as requests")
            highWater.note(Set(batch.requests.map(\.petitionID)))
            for (waiter, outcome) in zip(batch.waiters, outcomes) { waiter.continuation.resume(returning: outcome) }
        case .failure(DatabaseFailure.overloaded):
            // Too many writes wait, and nothing of this batch is among them: each person is told to press again.
            for waiter in batch.waiters { waiter.continuation.resume(throwing: Overloaded()) }
        case .failure(let error):
            // Nothing committed, or unknown: the next batch reads the heads anew, and each person may press again.
            logger.error(
                "a batch failed",
                metadata: ["what": "\(error.wordsToLog)", "requests": "\(batch.waiters.count)"]
            )
            for waiter in batch.waiters { waiter.continuation.resume(throwing: error) }
        }
    }
}

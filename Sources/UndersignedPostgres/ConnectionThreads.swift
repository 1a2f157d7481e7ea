import Foundation
import UndersignedDatabase

/// Some threads for work that waits for the server, each with a connection of its own that never leaves it.
///
/// They are threads and not tasks because they block, which would take one of the few threads that all tasks share.
/// Threads start when there is work for them and end when this object goes.
final class ConnectionThreads<Job: Sendable>: Sendable {
    private let queue: JobQueue<Job>
    private let makeLine: @Sendable () -> PostgresLine
    private let serve: @Sendable (PostgresLine, [Job]) -> Void

    /// - Parameters:
    ///   - limits: How many threads at most, how many jobs may wait, how many a thread takes at once.
    ///   - makeLine: Makes a thread's line, on that thread.
    ///   - serve: Does the jobs and answers them, all of them.
    init(
        _ limits: JobLimits,
        makeLine: @escaping @Sendable () -> PostgresLine,
        serve: @escaping @Sendable (PostgresLine, [Job]) -> Void
    ) {
        queue = JobQueue(limits)
        self.makeLine = makeLine
        self.serve = serve
    }

    deinit {
        queue.close()
    }

    /// Adds a job.
    ///
    /// - Throws: `.overloaded` when too many wait, `.statement` after `stop`.
    func post(_ job: Job) throws(DatabaseFailure) {
        if try queue.add(job) { startThread() }
    }

    /// Refuses new work, finishes what waits, ends the threads.
    func stop() {
        queue.close()
        queue.waitForEnd()
    }

    private func startThread() {
        let thread = Thread { [queue, makeLine, serve] in
            let line = makeLine()
            while let jobs = queue.next() { serve(line, jobs) }
            queue.threadEnded()
        }
        thread.name = "undersigned-pg"
        thread.start()
    }
}

/// How much work there may be.
struct JobLimits: Sendable {
    var threads: Int
    var waiting: Int
    var together: Int
}

/// Work in the order it came; the lock guards all of its state.
private final class JobQueue<Job: Sendable>: @unchecked Sendable {
    private let limits: JobLimits
    private let lock = NSCondition()
    private var jobs: [Job] = []
    private var threadCount = 0
    private var idleCount = 0
    private var isClosed = false

    init(_ limits: JobLimits) {
        self.limits = limits
    }

    /// Adds a job; true when the caller must start another thread for it.
    func add(_ job: Job) throws(DatabaseFailure) -> Bool {
        lock.lock()
        defer { lock.unlock() }
        if isClosed { throw DatabaseFailure.statement("the database is closed") }
        if jobs.count >= limits.waiting { throw DatabaseFailure.overloaded }
        jobs.append(job)
        guard jobs.count > idleCount, threadCount < limits.threads else {
            lock.signal()
            return false
        }
        threadCount += 1
        return true
    }

    /// Waits for jobs; nil when no more will come.
    func next() -> [Job]? {
        lock.lock()
        defer { lock.unlock() }
        while jobs.isEmpty, !isClosed {
            idleCount += 1
            lock.wait()
            idleCount -= 1
        }
        guard !jobs.isEmpty else { return nil }
        let taken = Array(jobs.prefix(limits.together))
        jobs.removeFirst(taken.count)
        return taken
    }

    func close() {
        lock.lock()
        defer { lock.unlock() }
        isClosed = true
        lock.broadcast()
    }

    func threadEnded() {
        lock.lock()
        defer { lock.unlock() }
        threadCount -= 1
        lock.broadcast()
    }

    func waitForEnd() {
        lock.lock()
        defer { lock.unlock() }
        while threadCount > 0 { lock.wait() }
    }
}

import Foundation

/// Some threads for work that blocks, each with a tool of its own (a connection, say) that never leaves it.
///
/// Threads start when there is work for them and end when this object goes.
package final class WorkerThreads<Tool>: Sendable {
    private let name: String
    private let queue: WorkQueue<Tool>
    private let makeTool: @Sendable () -> Tool

    /// - Parameters:
    ///   - name: What a list of the process's threads shows; at most 15 bytes.
    ///   - limit: How many threads at most; at least 1.
    ///   - makeTool: Makes a thread's tool, on that thread.
    package init(name: String, limit: Int, makeTool: @escaping @Sendable () -> Tool) {
        self.name = name
        queue = WorkQueue(limit: max(1, limit))
        self.makeTool = makeTool
    }

    deinit {
        queue.close()
    }

    /// Waits for a free thread and runs the work there.
    package func run<T: Sendable>(_ work: @escaping @Sendable (Tool) -> T) async -> T {
        await withCheckedContinuation { continuation in
            let needsThread = queue.add { tool in continuation.resume(returning: work(tool)) }
            if needsThread {
                startThread()
            }
        }
    }

    private func startThread() {
        let thread = Thread { [queue, makeTool] in
            let tool = makeTool()
            while let job = queue.next() {
                job(tool)
            }
        }
        thread.name = name
        thread.start()
    }
}

/// Work in the order it came; the lock guards all of its state.
private final class WorkQueue<Tool>: @unchecked Sendable {
    private let limit: Int
    private let lock = NSCondition()
    private var jobs: [@Sendable (Tool) -> Void] = []
    private var threadCount = 0
    private var idleCount = 0
    private var isClosed = false

    init(limit: Int) {
        self.limit = limit
    }

    /// Adds a job; true when the caller must start another thread for it.
    func add(_ job: @escaping @Sendable (Tool) -> Void) -> Bool {
        lock.lock()
        defer { lock.unlock() }
        jobs.append(job)
        guard jobs.count > idleCount, threadCount < limit else {
            lock.signal()
            return false
        }
        threadCount += 1
        return true
    }

    /// Waits for a job; nil when no more will come.
    func next() -> (@Sendable (Tool) -> Void)? {
        lock.lock()
        defer { lock.unlock() }
        while jobs.isEmpty, !isClosed {
            idleCount += 1
            lock.wait()
            idleCount -= 1
        }
        return jobs.isEmpty ? nil : jobs.removeFirst()
    }

    func close() {
        lock.lock()
        defer { lock.unlock() }
        isClosed = true
        lock.broadcast()
    }
}

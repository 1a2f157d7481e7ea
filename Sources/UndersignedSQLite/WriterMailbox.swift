import Dispatch
import Synchronization
import UndersignedDatabase

/// What waits for the writer.
struct WriterMailbox {
    var jobs: [(job: any WaitingWrite, isAlone: Bool)] = []
    /// Parts of tasks that run between the commits.
    var tasks: [UnownedJob] = []
    var isClosed = false
    /// The thread takes nothing more.
    var isOver = false
    var condition = WriteCondition.good
    var last: (@Sendable (any Transaction) throws -> Void)?
    var lastFault: (any Error)?

    /// Takes out the parts of tasks that came so far.
    mutating func takeTasks() -> [UnownedJob] {
        defer { tasks = [] }
        return tasks
    }
}

/// Tasks that do little but hand in writes run between them: who waits for a commit, and hands in the next one at once,
/// wakes no other thread on the way.
extension WriterThread: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        let task = UnownedJob(job)
        let isOver = mailbox.withLock { mailbox in
            if !mailbox.isOver { mailbox.tasks.append(task) }
            return mailbox.isOver
        }
        if isOver {
            // Its writes are refused now; whoever waits for it must hear so.
            task.runSynchronously(on: asUnownedTaskExecutor())
        } else {
            bell.signal()
        }
    }

    /// Runs what is there, and what that brings.
    func runTasks() {
        while true {
            let tasks = mailbox.withLock { $0.takeTasks() }
            if tasks.isEmpty { return }
            for task in tasks { task.runSynchronously(on: asUnownedTaskExecutor()) }
        }
    }
}

package import Logging
import Synchronization
import TransparencyLog
import UndersignedCore
package import UndersignedDatabase
import UndersignedStore

/// Remembers, beside the keys, the last checkpoint that each petition's log published.
///
/// A data folder restored from an old backup looks sound to itself; only something outside of it shows that more was
/// published. The file is written after the commit it tells of, so it is never ahead of the data, and at most about a
/// second after it (docs/decisions/0007-high-water.md).
package final class HighWater: Sendable {
    private struct State {
        /// Petitions whose logs have grown since their files were written.
        var due: Set<Int64> = []
        var isWriting = false
        /// The write that was begun last; the next one waits for it.
        var writing: Task<Void, Never>?
    }

    private let database: any TransactionalDatabase
    private let keys: KeyFolder
    private let logger: Logger
    private let pause: Duration
    private let state = Mutex(State())
    /// The size in each log's file, by origin: two writers never put an older checkpoint over a newer one.
    private let written = Mutex<[String: UInt64]>([:])

    /// - Parameters:
    ///   - database: Where heads are read.
    ///   - keys: The folder that holds the files.
    ///   - logger: For a file that can't be written.
    ///   - pause: The least time between two writes of a busy site.
    package init(
        database: any TransactionalDatabase,
        keys: KeyFolder,
        logger: Logger,
        pause: Duration = .seconds(1)
    ) {
        self.database = database
        self.keys = keys
        self.logger = logger
        self.pause = pause
    }

    /// Writes soon, on a task of its own: the caller, who has just committed, does not wait.
    ///
    /// - Parameter petitionIDs: Whose logs have grown.
    package func note(_ petitionIDs: some Sequence<Int64>) {
        let mustStart = state.withLock { state in
            state.due.formUnion(petitionIDs)
            guard !state.due.isEmpty, !state.isWriting else { return false }
            state.isWriting = true
            return true
        }
        if mustStart { Task { await writeUntilQuiet() } }
    }

    /// Writes what is due now, and returns when it is on stable storage; at a clean end of the program.
    package func write() async {
        let writing = state.withLock { state in
            let before = state.writing
            let task = Task {
                await before?.value
                await writeDue()
            }
            state.writing = task
            return task
        }
        await writing.value
    }

    private func writeDue() async {
        let due = state.withLock { state in
            defer { state.due = [] }
            return state.due
        }
        for petitionID in due.sorted() { await write(petitionID) }
    }

    private func writeUntilQuiet() async {
        while true {
            await write()
            // A busy site is written once a second, not once a batch.
            try? await Task.sleep(for: pause)  // nobody cancels this task
            let isQuiet = state.withLock { state in
                if state.due.isEmpty { state.isWriting = false }
                return state.due.isEmpty
            }
            if isQuiet { return }
        }
    }

    private func write(_ petitionID: Int64) async {
        do {
            let found = try await database.read { transaction -> (petition: Petition, head: LogHead)? in
                guard let petition = try transaction.petition(id: petitionID),
                    let head = try transaction.head(petitionID)
                else { return nil }
                return (petition, head)
            }
            guard let (petition, head) = found, let log = petition.log else { return }
            try written.withLock { written in
                if let size = written[log.origin], size >= head.size { return }
                try keys.advanceHighWater(to: head.checkpoint, size: head.size, of: petition.slug, log: log.number)
                written[log.origin] = head.size
            }
        } catch {
            // The log goes on: what was published is in the database, and the next batch tries again.
            let what = (error as? any SafeToLog)?.logWords ?? "\(error)"
            logger.error("the high-water file can't be written", metadata: ["what": "\(what)"])
        }
    }
}

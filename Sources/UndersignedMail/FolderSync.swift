import Synchronization
import UndersignedCurl

/// One sync of the file system for all mails that wait for one.
///
/// A sync a mail would keep the disk from those who sign: the database's own commits wait behind it.
final class FolderSync: Sendable {
    private struct State {
        var waiters: [CheckedContinuation<Bool, Never>] = []
        var isSyncing = false
    }

    private let state = Mutex(State())
    private let threads = WorkerThreads(name: "mail", limit: 1) {}

    /// Returns when all that was written before is on stable storage; false when the disk refused.
    func wait(for folder: String) async -> Bool {
        await withCheckedContinuation { continuation in
            let mustStart = state.withLock { state in
                state.waiters.append(continuation)
                defer { state.isSyncing = true }
                return !state.isSyncing
            }
            if mustStart {
                Task { await threads.run { [self] in syncWhileSomebodyWaits(folder) } }
            }
        }
    }

    private func syncWhileSomebodyWaits(_ folder: String) {
        while let waiters = takeWaiters() {
            let isDone: Bool
            do {
                try MailFile.synchronise(folder)
                isDone = true
            } catch {
                isDone = false
            }
            waiters.forEach { $0.resume(returning: isDone) }
        }
    }

    private func takeWaiters() -> [CheckedContinuation<Bool, Never>]? {
        state.withLock { state in
            let waiters = state.waiters
            state.waiters = []
            state.isSyncing = !waiters.isEmpty
            return waiters.isEmpty ? nil : waiters
        }
    }
}

import CSQLite
import Foundation
import Synchronization
import UndersignedDatabase

/// Moves the write-ahead log into the database when it has grown long, beside the writer.
///
/// A commit that moved all of it would wait for thousands of pages and their sync, and everybody behind it. So another connection
/// moves them while commits go on, and the writer only the last few: then nothing is left behind, and the log begins anew.
final class LogMover: Sendable {
    /// Pages of 4 KiB: some 16 MB.
    private static let longPageCount: Int32 = 4_000
    /// What the writer moves itself: some milliseconds.
    private static let fewPageCount: Int32 = 256
    /// Commits go on meanwhile: each round has less to move than the one before, or else the disk is too slow for more of them.
    private static let roundLimit = 4

    private enum Phase {
        case resting, moving
        /// The writer moves what is left.
        case moved
        /// The disk broke down: nothing that is on it can be believed.
        case failed
        case over
    }

    private let phase = Mutex(Phase.resting)
    private let bell = DispatchSemaphore(value: 0)
    private let stopped = DispatchSemaphore(value: 0)
    private let path: String
    private let tellOfBreakdown: @Sendable () -> Void

    /// - Parameters:
    ///   - path: The database file, which is in WAL mode.
    ///   - tellOfBreakdown: Called when the disk broke down, from this object's own thread.
    init(path: String, tellOfBreakdown: @escaping @Sendable () -> Void) {
        self.path = path
        self.tellOfBreakdown = tellOfBreakdown
        let thread = Thread { [self] in serve() }
        thread.name = "undersigned-log"
        thread.start()
    }

    /// Ends the thread.
    ///
    /// - Parameter waits: Whether its connection is to be closed on return.
    func stop(waits: Bool) {
        let isFirst = phase.withLock { phase in
            defer { phase = .over }
            return phase != .over
        }
        guard isFirst else { return }
        bell.signal()
        if waits { stopped.wait() }
    }

    private func serve() {
        while true {
            bell.wait()
            guard phase.withLock({ $0 == .moving }) else { break }
            let next: Phase = hasBrokenDown() ? .failed : .moved
            if next == .failed { tellOfBreakdown() }
            let isOver = phase.withLock { phase in
                if phase == .moving { phase = next }
                return phase == .over
            }
            if isOver { break }
        }
        stopped.signal()
    }

    /// Moves what is there; a disk that is full, or somebody who reads, leaves it to the writer.
    private func hasBrokenDown() -> Bool {
        // What keeps it from being opened is the writer's to meet, and to say.
        guard let connection = try? SQLiteDatabase.durableConnection(path) else { return false }  // as said
        for _ in 0..<Self.roundLimit {
            let (fault, left) = connection.moveLog()
            if fault == .breakdown { return true }
            if fault != nil || left <= Self.fewPageCount { break }
        }
        return false
    }

    /// What the writer does behind a commit.
    ///
    /// - Parameters:
    ///   - connection: The writer's.
    ///   - pageCount: How long the log is.
    /// - Returns: A code other than `SQLITE_OK` where the commit, which stands, is to be reported as failed: the next one could not be
    ///   believed.
    fileprivate func follow(_ connection: OpaquePointer?, _ pageCount: Int32) -> Int32 {
        let found = phase.withLock { phase in
            if phase == .resting, pageCount >= Self.longPageCount {
                phase = .moving
                bell.signal()
            }
            return phase
        }
        switch found {
        case .resting, .moving, .over: return SQLITE_OK
        case .failed: return DiskFault.failedSync
        case .moved:
            let code = sqlite3_wal_checkpoint_v2(connection, "main", SQLITE_CHECKPOINT_PASSIVE, nil, nil)
            phase.withLock { if $0 == .moved { $0 = .resting } }
            // A full disk takes the pages later; until then the write-ahead log grows.
            return DiskFault(code, systemCode: sqlite3_system_errno(connection)) == .breakdown ? code : SQLITE_OK
        }
    }
}

extension SQLiteConnection {
    /// Has the log moved by somebody else when it has grown long.
    ///
    /// Instead of `PRAGMA wal_autocheckpoint`, which does not tell when its sync fails.
    ///
    /// - Parameter mover: Moves it.
    func moveLog(with mover: LogMover) {
        self.mover = mover
        sqlite3_wal_hook(
            handle,
            { mover, connection, _, pageCount in
                guard let mover else { return SQLITE_OK }
                return Unmanaged<LogMover>.fromOpaque(mover).takeUnretainedValue().follow(connection, pageCount)
            },
            Unmanaged.passUnretained(mover).toOpaque()
        )
    }

    /// Moves pages that nobody reads any more from the log into the database, and waits for nobody.
    ///
    /// - Returns: What the disk said, and how many pages are left.
    fileprivate func moveLog() -> (fault: DiskFault?, left: Int32) {
        var (length, moved): (Int32, Int32) = (0, 0)
        let code = sqlite3_wal_checkpoint_v2(handle, "main", SQLITE_CHECKPOINT_PASSIVE, &length, &moved)
        return (DiskFault(code, systemCode: sqlite3_system_errno(handle)), max(0, length - moved))
    }
}

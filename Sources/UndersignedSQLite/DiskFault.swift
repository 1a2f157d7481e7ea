import Foundation
import GRDB
import GRDBSQLite
import UndersignedDatabase

/// How bad it is when the disk refuses.
///
/// A full or read-only disk says no before anything is promised, and the next try stands for itself. After a failed sync
/// the kernel may have dropped what it could not write and call the next sync a success, so nothing later can be believed.
enum DiskFault {
    /// Nothing was written; the next write may succeed.
    case refusal
    /// What is on the disk is not known any more.
    case breakdown

    /// - Parameters:
    ///   - code: SQLite's extended result code.
    ///   - systemCode: The errno behind it, where there is one.
    init?(_ code: ResultCode, systemCode: Int32) {
        switch code.primaryResultCode {
        case .SQLITE_OK: return nil
        case .SQLITE_FULL, .SQLITE_READONLY, .SQLITE_CANTOPEN: self = .refusal
        case .SQLITE_IOERR where Self.isRefusal(code, systemCode): self = .refusal
        case .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .breakdown
        default: return nil
        }
    }

    private static func isRefusal(_ code: ResultCode, _ systemCode: Int32) -> Bool {
        switch code {
        // The index of the write-ahead log: made anew at each start, so nothing in it can be lost.
        case .SQLITE_IOERR_SHMSIZE, .SQLITE_IOERR_SHMOPEN, .SQLITE_IOERR_SHMMAP: true
        case .SQLITE_IOERR_WRITE, .SQLITE_IOERR_TRUNCATE: [ENOSPC, EDQUOT, EROFS, EACCES, EPERM].contains(systemCode)
        default: false
        }
    }
}

extension DatabaseError {
    /// The same fault without values: `message` is SQLite's own, which quotes no bound value.
    var failure: DatabaseFailure {
        let words = "\(resultCode): \(message ?? "")"
        switch resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .locked(message ?? "busy")
        default:
            return DiskFault(extendedResultCode, systemCode: 0) == .refusal ? .unwritable(words) : .statement(words)
        }
    }
}

/// The write-ahead log is moved into the database when it has grown long.
enum WriteAheadLog {
    /// Pages of 4 KiB: some 16 MB.
    static let longPageCount: Int32 = 4_000

    /// Instead of `PRAGMA wal_autocheckpoint`, which does not tell when its sync fails.
    ///
    /// The commit stands then, but is reported as failed: the next one could not be believed.
    static func moveWhenLong(_ database: Database) {
        sqlite3_wal_hook(
            database.sqliteConnection,
            { _, connection, name, pageCount in
                guard pageCount >= WriteAheadLog.longPageCount else { return SQLITE_OK }
                let code = sqlite3_wal_checkpoint_v2(connection, name, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
                let fault = DiskFault(ResultCode(rawValue: code), systemCode: sqlite3_system_errno(connection))
                // A full disk takes the pages later; until then the write-ahead log grows.
                return fault == .breakdown ? code : SQLITE_OK
            },
            nil
        )
    }
}

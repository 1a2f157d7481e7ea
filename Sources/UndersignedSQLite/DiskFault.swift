import Foundation
import CSQLite

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
    init?(_ code: Int32, systemCode: Int32) {
        switch code & 0xFF {
        case SQLITE_FULL, SQLITE_READONLY, SQLITE_CANTOPEN: self = .refusal
        case SQLITE_IOERR where Self.isRefusal(code, systemCode): self = .refusal
        case SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB: self = .breakdown
        default: return nil
        }
    }

    // Extended codes, which SQLite's header makes in a way that Swift does not see.
    private static let write = SQLITE_IOERR | 3 << 8
    private static let truncate = SQLITE_IOERR | 6 << 8
    /// The index of the write-ahead log can't be opened, grown or mapped.
    private static let indexFaults = [18, 19, 21].map { SQLITE_IOERR | $0 << 8 }

    /// What a sync that failed is called.
    static let failedSync = SQLITE_IOERR | 4 << 8

    private static func isRefusal(_ code: Int32, _ systemCode: Int32) -> Bool {
        // The index is made anew at each start, so nothing in it can be lost.
        if indexFaults.contains(code) { return true }
        return [write, truncate].contains(code) && [ENOSPC, EDQUOT, EROFS, EACCES, EPERM].contains(systemCode)
    }
}

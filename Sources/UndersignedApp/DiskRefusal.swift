import UndersignedDatabase

/// An error that means that the database's server is away, or is none to keep signatures on at the moment.
///
/// Who asked can ask again: another server may take its place.
package struct DatabaseAbsence: Hashable, Sendable {
    /// Nil for any other error.
    package init?(_ error: any Error) {
        switch error {
        case DatabaseFailure.unavailable, DatabaseFailure.unfit: return
        default: return nil
        }
    }
}

/// An error that means that the disk takes nothing now.
///
/// Who asked can ask again, and is answered `503` with the form kept.
package enum DiskRefusal: Hashable, Sendable {
    /// Full, read-only, or without permission: the next try may succeed.
    case passing
    /// A disk that failed: only a new start helps. What was in hand then may or may not be stored.
    case lasting

    /// Nil for any other error.
    package init?(_ error: any Error) {
        switch error {
        case DatabaseFailure.unwritable, is DurableFile.Failure, is FolderLock.Failure: self = .passing
        case DatabaseFailure.unknownOutcome, DatabaseFailure.stopped: self = .lasting
        default: return nil
        }
    }
}

import TransparencyLog
import UndersignedCore
import UndersignedStore

/// What a target answered, in the log of a petition that addresses it, open or closed.
extension PetitionBatch {
    /// Rows, documents and entries are one commit.
    ///
    /// What is there already is passed over, so that it can be done again.
    ///
    /// `.appended(0)` also where the petition has not begun, or where another row took a number meanwhile: the caller
    /// reads which.
    mutating func respond(_ rows: [StandingRow]) throws -> LogOutcome {
        // The first entry after entry 0 brings the opening with it: an answer may not open a petition.
        guard writer.head.size > 1 || (petition.opensAt ?? now) <= now else { return .appended(0) }
        for row in rows {
            guard try transaction.keepStanding(row) else { return .appended(0) }
        }
        var count = 0
        for row in rows {
            // A document is stored in the transaction that appends its entry, and in no other.
            guard let document = row.document, let hash = row.hash,
                try transaction.document(hash: hash, of: id) == nil
            else { continue }
            _ = try announce(Announcement(document, entry: LogEntry.response))
            count += 1
        }
        return .appended(count)
    }
}

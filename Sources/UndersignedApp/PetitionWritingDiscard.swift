package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

extension PetitionWriting {
    /// Puts a draft away: it is in no list any more but the one of such drafts, and waits for no review.
    ///
    /// A text that is saved then stays away with it: who writes may not know. Giving it to review brings it back as well.
    ///
    /// - Throws: `Review.Refusal.notADraft`, also for one that is public already, or a fault of the database.
    package func discard(_ petition: Petition, by accountID: Int64) async throws {
        let now = site.ambient.now()
        try await change(petition, .draftDiscarded, accountID) { transaction, current in
            // People know of one whose day of opening is set.
            guard current.isPrivate else { throw Review.Refusal.notADraft }
            try transaction.setReview(nil, of: current.id)
            try transaction.discard(current.id, by: accountID, at: now)
        }
    }

    /// Brings a draft back that was put away.
    ///
    /// - Throws: `Review.Refusal.notADraft`, or a fault of the database.
    package func bringBack(_ petition: Petition, by accountID: Int64) async throws {
        try await change(petition, .draftBroughtBack, accountID) { transaction, current in
            try transaction.bringBack(current.id)
        }
    }
}

/// Where a draft stands on its way to being opened: written by one person, looked at by another one.
package struct Review: Hashable, Sendable {
    /// Why somebody can't do something with a draft.
    package enum Refusal: Error, Hashable, Sendable {
        /// It was opened: its text is fixed.
        case notADraft
        /// Nobody has given it to review.
        case notOffered
        /// Who had a part in the text does not open it, where somebody else could.
        case needsSecond
        /// A translation is of another text than the one that binds.
        case staleTranslation
    }

    /// Who gave it to review.
    package var offeredBy: Int64
    package var offeredAt: Moment

    package init(offeredBy: Int64, offeredAt: Moment) {
        self.offeredBy = offeredBy
        self.offeredAt = offeredAt
    }

    /// Whether a person may open what was offered.
    ///
    /// Where everybody who may write had a part in it, each of two looks at what the other one did: one gives it to
    /// review, and the other one opens it.
    ///
    /// - Parameters:
    ///   - accountID: Who wants to.
    ///   - authors: Who had a part in the text; empty for the command line.
    ///   - writers: Everybody who may write in the campaign.
    /// - Throws: `needsSecond` where another one of them could look first.
    package func accept(by accountID: Int64, authors: Set<Int64>, writers: Set<Int64>) throws(Refusal) {
        guard isAccepted(by: accountID, authors: authors, writers: writers) else { throw .needsSecond }
    }

    /// The same as an answer.
    package func isAccepted(by accountID: Int64, authors: Set<Int64>, writers: Set<Int64>) -> Bool {
        guard authors.contains(accountID), writers.contains(where: { $0 != accountID }) else { return true }
        return writers.isSubset(of: authors) && offeredBy != accountID
    }
}

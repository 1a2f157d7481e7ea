/// Where a draft stands on its way to being opened: written by one person, looked at by another one.
package struct Review: Hashable, Sendable {
    /// Why somebody can't do something with a draft.
    package enum Refusal: Error, Hashable, Sendable {
        /// It was opened: its text is fixed.
        case notADraft
        /// Nobody has given it to review.
        case notOffered
        /// Who wrote the text does not open it, where somebody else could.
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
    /// - Parameters:
    ///   - accountID: Who wants to.
    ///   - author: Who saved the text last; nil for the command line.
    ///   - writers: Everybody who may write in the campaign.
    /// - Throws: `needsSecond` where another one of them could look first.
    package static func accept(by accountID: Int64, author: Int64?, writers: Set<Int64>) throws(Refusal) {
        guard accountID == author, writers.contains(where: { $0 != accountID }) else { return }
        throw .needsSecond
    }
}

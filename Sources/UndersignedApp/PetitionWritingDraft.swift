package import UndersignedCore
import UndersignedDatabase
package import UndersignedStore

extension PetitionWriting {
    /// A draft with all that an organiser wants to know of it.
    package struct Draft: Sendable {
        package var petition: Petition
        package let review: Review?
        /// Newest first: each with who saved it; nil for the command line.
        package let texts: [(number: Int, sheet: PetitionSheet, person: String?, savedAt: Moment)]
        /// Whether somebody else may write in the campaign too.
        package let hasOthers: Bool
        /// Whether the one who looks may open it, once it is given to review.
        package let mayOpen: Bool
        /// Who lets it open by itself, where somebody does.
        package let schedule: OpeningSchedule?
        /// The text that was given to review before; nil for none.
        package let formerOffer: PetitionSheet?
        /// Whether somebody put it away.
        package let isDiscarded: Bool

        package init(
            petition: Petition,
            review: Review?,
            texts: [(number: Int, sheet: PetitionSheet, person: String?, savedAt: Moment)],
            hasOthers: Bool,
            mayOpen: Bool = true,
            schedule: OpeningSchedule? = nil,
            formerOffer: PetitionSheet? = nil,
            isDiscarded: Bool = false
        ) {
            self.petition = petition
            self.review = review
            self.texts = texts
            self.hasOthers = hasOthers
            self.mayOpen = mayOpen
            self.schedule = schedule
            self.formerOffer = formerOffer
            self.isDiscarded = isDiscarded
        }
    }

    private static let textLimit = 50

    /// A petition of a campaign; nil for any other.
    package func draft(_ slug: Slug, in campaignID: Int64, for accountID: Int64) async throws -> Draft? {
        try await site.database.read { transaction in
            guard let petition = try transaction.petition(slug), petition.campaignID == campaignID else { return nil }
            let people = try transaction.accounts()
            let names = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0.name) })
            let review = try transaction.review(of: petition.id)
            let writers = Self.writers(people, campaignID)
            return Draft(
                petition: petition,
                review: review,
                texts: Self.texts(try transaction.draftTexts(of: petition.id, limit: Self.textLimit), names),
                hasOthers: writers.contains { $0 != accountID },
                mayOpen: try review.map { review in
                    let authors = try transaction.authors(of: petition)
                    return review.isAccepted(by: accountID, authors: authors, writers: writers)
                } ?? true,
                schedule: try transaction.schedule(of: petition.id),
                formerOffer: try transaction.formerOffer(of: petition.id, isOffered: review != nil),
                isDiscarded: try transaction.isDiscarded(petition.id)
            )
        }
    }

    /// A text that changed with its campaign is kept once for each who had a part in it, and listed once.
    private static func texts(
        _ kept: [DraftText],
        _ names: [Int64: String]
    ) -> [(number: Int, sheet: PetitionSheet, person: String?, savedAt: Moment)] {
        kept.reduce(into: []) { texts, text in
            let person = text.accountID.flatMap { names[$0] }
            if let last = texts.last, last.savedAt == text.savedAt, last.sheet == text.sheet {
                let people = [person, last.person].compactMap(\.self)
                texts[texts.count - 1].person = people.isEmpty ? nil : people.joined(separator: ", ")
            } else {
                texts.append((text.number, text.sheet, person, text.savedAt))
            }
        }
    }
}

package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Organisers write a petition, look at each other's, and open it; each step can be taken back until then.
package struct PetitionWriting: Sendable {
    /// What became of a text.
    package enum Outcome: Sendable {
        case saved(Slug)
        case problems(WritingProblems)
        /// Somebody else saved it since the form was made: that text stands, this one is kept beside it.
        case clash(current: PetitionSheet)
    }

    /// A draft with all that an organiser wants to know of it.
    package struct Draft: Sendable {
        package let petition: Petition
        package let review: Review?
        /// Newest first: each with who saved it; nil for the command line.
        package let texts: [(number: Int, sheet: PetitionSheet, person: String?, savedAt: Moment)]
        /// Whether somebody else may write in the campaign too.
        package let hasOthers: Bool

        package init(
            petition: Petition,
            review: Review?,
            texts: [(number: Int, sheet: PetitionSheet, person: String?, savedAt: Moment)],
            hasOthers: Bool
        ) {
            self.petition = petition
            self.review = review
            self.texts = texts
            self.hasOthers = hasOthers
        }
    }

    private static let textLimit = 50

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// The mark of a draft's text, as `CampaignWriting.mark`.
    package static func mark(of sheet: PetitionSheet) -> String { FormFingerprint.text(sheet) }

    /// A petition of a campaign; nil for any other.
    package func draft(_ slug: Slug, in campaignID: Int64, for accountID: Int64) async throws -> Draft? {
        try await site.database.read { transaction in
            guard let petition = try transaction.petition(slug), petition.campaignID == campaignID else { return nil }
            let people = try transaction.accounts()
            let names = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0.name) })
            return Draft(
                petition: petition,
                review: try transaction.review(of: petition.id),
                texts: try transaction.draftTexts(of: petition.id, limit: Self.textLimit).map { text in
                    (text.number, text.sheet, text.accountID.flatMap { names[$0] }, text.savedAt)
                },
                hasOthers: Self.writers(people, campaignID).contains { $0 != accountID }
            )
        }
    }

    /// Saves a text.
    ///
    /// - Parameters:
    ///   - form: As typed.
    ///   - campaign: Where the petition belongs.
    ///   - old: The draft that it changes; nil for a new one.
    ///   - mark: What the form was made of; empty for a new one.
    ///   - accountID: Who writes.
    /// - Returns: What became of it.
    /// - Throws: `Review.Refusal.notADraft`, or a fault of the database.
    package func save(
        _ form: PetitionForm,
        in campaign: (id: Int64, campaign: Campaign),
        replacing old: Petition?,
        mark: String,
        by accountID: Int64
    ) async throws -> Outcome {
        let now = site.ambient.now()
        return try await site.database.write { transaction in
            let current = try old.flatMap { try transaction.lockedPetition(id: $0.id) }
            let sheet: PetitionSheet
            do throws(WritingProblems) {
                sheet = try form.sheet(in: campaign.campaign, replacing: current?.sheet)
            } catch {
                return .problems(error)
            }
            guard let current else {
                guard let id = try transaction.insertDraft(sheet, campaignID: campaign.id) else {
                    return .problems(WritingProblems([WritingProblem("slug", .taken)]))
                }
                try transaction.keepDraftText(sheet, of: id, by: accountID, at: now)
                try transaction.addToTrail(Self.event(.petitionSaved, sheet.slug, campaign.id, accountID, now))
                return .saved(sheet.slug)
            }
            let isSeen = Self.mark(of: current.sheet) == mark
            guard try transaction.replaceDraft(current.id, with: isSeen ? sheet : current.sheet) else {
                throw Review.Refusal.notADraft
            }
            try transaction.keepDraftText(sheet, of: current.id, by: accountID, at: now)
            guard isSeen else { return .clash(current: current.sheet) }
            // What was looked at is not what stands here now.
            try transaction.setReview(nil, of: current.id)
            try transaction.addToTrail(Self.event(.petitionSaved, sheet.slug, campaign.id, accountID, now))
            return .saved(sheet.slug)
        }
    }

    /// Gives a draft to review.
    ///
    /// - Parameters:
    ///   - petition: The draft.
    ///   - mark: Of the text that the person saw.
    ///   - accountID: Who gives it.
    /// - Throws: `Review.Refusal`, or a fault of the database.
    package func offer(_ petition: Petition, mark: String, by accountID: Int64) async throws {
        let now = site.ambient.now()
        try await change(petition, .petitionOffered, accountID) { transaction, current in
            guard Self.mark(of: current.sheet) == mark else { throw Review.Refusal.notOffered }
            try transaction.setReview(Review(offeredBy: accountID, offeredAt: now), of: petition.id)
        }
    }

    /// Gives a draft back to whoever writes it.
    package func giveBack(_ petition: Petition, by accountID: Int64) async throws {
        try await change(petition, .petitionReturned, accountID) { transaction, _ in
            try transaction.setReview(nil, of: petition.id)
        }
    }

    /// Opens what was looked at.
    ///
    /// - Parameters:
    ///   - petition: The draft.
    ///   - mark: Of the text that the person saw.
    ///   - closesAt: When signing ends by itself; nil for never.
    ///   - accountID: Who opens it.
    /// - Throws: `Review.Refusal`, `Opening.Refusal`, or a fault.
    package func open(_ petition: Petition, mark: String, closesAt: Moment?, by accountID: Int64) async throws {
        let event = Self.event(
            .petitionOpened,
            petition.slug,
            petition.campaignID,
            accountID,
            site.ambient.now()
        )
        // Asked before, so that what is refused makes no keys, and again with the opening.
        try await site.database.read { try Self.check(petition, mark, by: accountID, in: $0) }
        _ = try await Opening(site: site).open(petition.slug, closesAt: closesAt) { transaction, current in
            try Self.check(current, mark, by: accountID, in: transaction)
            try transaction.setReview(nil, of: current.id)
            try transaction.forgetDraftTexts(of: current.id)
            try transaction.addToTrail(event)
        }
    }

    /// What somebody else has looked at is what opens: the text, those addressed and the partners as the campaign has them.
    private static func check(
        _ petition: Petition,
        _ mark: String,
        by accountID: Int64,
        in transaction: any Transaction
    ) throws {
        guard try transaction.review(of: petition.id) != nil, Self.mark(of: petition.sheet) == mark,
            let campaignID = petition.campaignID, let campaign = try transaction.campaign(id: campaignID),
            petition.sheet.refreshed(from: campaign) == petition.sheet
        else { throw Review.Refusal.notOffered }
        let writers = Self.writers(try transaction.accounts(), campaignID)
        try Review.accept(by: accountID, author: transaction.author(of: petition), writers: writers)
    }

    /// Closes an open petition.
    ///
    /// - Returns: False when it is not open.
    /// - Throws: `Sequencer.Overloaded`, or a fault.
    package func close(_ petition: Petition, by accountID: Int64) async throws -> Bool {
        guard try await site.sequencer.submit(.close(petitionID: petition.id)) == .appended(1) else { return false }
        let event = Self.event(
            .petitionClosed,
            petition.slug,
            petition.campaignID,
            accountID,
            site.ambient.now()
        )
        try await site.database.write { try $0.addToTrail(event) }
        return true
    }

    private func change(
        _ petition: Petition,
        _ act: TrailEvent.Act,
        _ accountID: Int64,
        _ block: @escaping @Sendable (any Transaction, Petition) throws -> Void
    ) async throws {
        let event = Self.event(act, petition.slug, petition.campaignID, accountID, site.ambient.now())
        try await site.database.write { transaction in
            guard let current = try transaction.lockedPetition(id: petition.id), current.state == .draft else {
                throw Review.Refusal.notADraft
            }
            try block(transaction, current)
            try transaction.addToTrail(event)
        }
    }

    private static func writers(_ people: [Account], _ campaignID: Int64?) -> Set<Int64> {
        Set(people.filter { $0.state == .active && $0.may(.write, in: campaignID) }.map(\.id))
    }

    private static func event(
        _ act: TrailEvent.Act,
        _ slug: Slug,
        _ campaignID: Int64?,
        _ accountID: Int64,
        _ now: Moment
    ) -> TrailEvent {
        TrailEvent(doneAt: now, accountID: accountID, act: act, campaignID: campaignID, object: slug.text)
    }
}

package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

extension PetitionWriting {
    /// Opens what was looked at, or lets it open by itself on a day to come.
    ///
    /// - Parameters:
    ///   - petition: The draft.
    ///   - mark: Of the text that the person saw.
    ///   - dates: When signing begins and ends.
    ///   - accountID: Who opens it.
    /// - Throws: `Review.Refusal`, `Opening.Refusal`, or a fault.
    package func open(_ petition: Petition, mark: String, dates: OpeningDates, by accountID: Int64) async throws {
        // Asked before, so that what is refused makes no keys, and again with the opening.
        try await site.database.read { try Self.check(petition, mark, by: accountID, in: $0) }
        guard dates.opensAt == nil else { return try await schedule(petition, mark, dates, by: accountID) }
        let event = Self.event(.petitionOpened, petition.slug, petition.campaignID, accountID, site.ambient.now())
        _ = try await Opening(site: site).open(petition.slug, closesAt: dates.closesAt) { transaction, current in
            try Self.check(current, mark, by: accountID, in: transaction)
            try transaction.setReview(nil, of: current.id)
            try transaction.forgetDraftTexts(of: current.id)
            try transaction.addToTrail(event)
        }
    }

    /// Keys are made by somebody's act and never while nobody looks; the log begins with its day, because a log that
    /// was begun can't be taken back.
    private func schedule(
        _ petition: Petition,
        _ mark: String,
        _ dates: OpeningDates,
        by accountID: Int64
    ) async throws {
        if let problem = petition.sheet.openingProblem { throw Opening.Refusal.members(problem) }
        let origin = site.address.origin(of: petition.slug)
        if let key = petition.sheet.custody, try site.keys.holds(key) { throw Opening.Refusal.keyOfServer }
        _ = try site.keys.make(
            for: petition.slug,
            origin: origin,
            sealedTo: petition.sheet.custody,
            issues: petition.sheet.isIssuedHere,
            ambient: site.ambient
        )
        let schedule = OpeningSchedule(mark: mark, accountID: accountID, setAt: site.ambient.now())
        let day = dates.opensAt.map { CalendarDate($0).minuteText } ?? ""
        try await change(petition, .petitionScheduled, accountID, detail: day) { transaction, current in
            try Self.check(current, mark, by: accountID, in: transaction)
            try transaction.setReview(nil, of: current.id)
            try transaction.schedule(schedule, dates, of: current.id)
        }
    }

    /// Takes the day back on which a draft would have opened by itself.
    ///
    /// - Throws: `Review.Refusal.notADraft` where it has opened, or a fault.
    package func unschedule(_ petition: Petition, by accountID: Int64) async throws {
        let event = Self.event(
            .petitionUnscheduled,
            petition.slug,
            petition.campaignID,
            accountID,
            site.ambient.now()
        )
        try await site.database.write { transaction in
            guard let current = try transaction.lockedPetition(id: petition.id), current.state == .draft else {
                throw Review.Refusal.notADraft
            }
            // Pressed twice, it is taken back once.
            guard try transaction.unschedule(current.id) else { return }
            try transaction.addToTrail(event)
        }
    }

    /// What somebody else has looked at is what opens: the text, its translations, those addressed and the partners as
    /// the campaign has them.
    private static func check(
        _ petition: Petition,
        _ mark: String,
        by accountID: Int64,
        in transaction: any Transaction
    ) throws {
        guard let review = try transaction.review(of: petition.id), Self.mark(of: petition.sheet) == mark,
            let campaignID = petition.campaignID, let campaign = try transaction.campaign(id: campaignID),
            petition.sheet.refreshed(from: campaign) == petition.sheet
        else { throw Review.Refusal.notOffered }
        guard petition.sheet.staleTranslations.isEmpty else { throw Review.Refusal.staleTranslation }
        let writers = Self.writers(try transaction.accounts(), campaignID)
        try review.accept(by: accountID, authors: transaction.authors(of: petition), writers: writers)
    }
}

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

    /// Why a petition can't be closed yet: once the log says `closed`, nothing is counted any more.
    package enum Waiting: Error, Hashable, Sendable {
        /// So many signatures wait for somebody to decide about them.
        case undecided(Int)
        /// So many wait for the daily publication.
        case unpublished(Int)
    }

    let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// The mark of a draft's text, as `CampaignWriting.mark`.
    package static func mark(of sheet: PetitionSheet) -> String { FormFingerprint.text(sheet) }

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
        if let problems = try keyProblems(of: form) { return .problems(problems) }
        return try await site.database.write { transaction in
            let current = try old.flatMap { try transaction.lockedPetition(id: $0.id) }
            let sheet: PetitionSheet
            do throws(WritingProblems) {
                sheet = try form.sheet(in: campaign.campaign, replacing: current?.sheet)
            } catch {
                return .problems(error)
            }
            if let problems = Self.issuerProblems(of: sheet) { return .problems(problems) }
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
            try transaction.keepText(sheet, of: current, stands: isSeen, by: accountID, at: now)
            guard isSeen else { return .clash(current: current.sheet) }
            // What was looked at is not what stands here now.
            try transaction.setReview(nil, of: current.id)
            try transaction.unschedule(current.id)
            try transaction.addToTrail(Self.event(.petitionSaved, sheet.slug, campaign.id, accountID, now))
            return .saved(sheet.slug)
        }
    }

    /// What is wrong with a new text, but for a name that is taken; nil for nothing.
    ///
    /// - Throws: A fault of the keys folder.
    package func problems(of form: PetitionForm, in campaign: Campaign) throws -> WritingProblems? {
        if let problems = try keyProblems(of: form) { return problems }
        do throws(WritingProblems) {
            return Self.issuerProblems(of: try form.sheet(in: campaign, replacing: nil))
        } catch {
            return error
        }
    }

    private func keyProblems(of form: PetitionForm) throws -> WritingProblems? {
        guard let key = form.custodyKey, try site.keys.holds(key) else { return nil }
        return WritingProblems([WritingProblem("custody", .keyOfServer)])
    }

    /// Another issuer's key that is none: the form itself knows only whether it is base64.
    private static func issuerProblems(of sheet: PetitionSheet) -> WritingProblems? {
        sheet.openingProblem.map { WritingProblems([WritingProblem($0.field, .members($0))]) }
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
            guard current.sheet.staleTranslations.isEmpty else { throw Review.Refusal.staleTranslation }
            try transaction.bringBack(current.id)
            try transaction.noteOffer(of: current.sheet, petitionID: current.id)
            try transaction.setReview(Review(offeredBy: accountID, offeredAt: now), of: petition.id)
        }
    }

    /// Gives a draft back to whoever writes it.
    package func giveBack(_ petition: Petition, by accountID: Int64) async throws {
        try await change(petition, .petitionReturned, accountID) { transaction, _ in
            try transaction.setReview(nil, of: petition.id)
        }
    }

    /// Closes an open petition.
    ///
    /// - Returns: False when it is not open.
    /// - Throws: `Waiting`, `Sequencer.Overloaded`, or a fault.
    package func close(_ petition: Petition, by accountID: Int64) async throws -> Bool {
        let outcome = try await site.sequencer.submit(.close(petitionID: petition.id))
        switch outcome {
        case .refused(.undecided(let count)): throw Waiting.undecided(count)
        case .refused(.unpublished(let count)): throw Waiting.unpublished(count)
        case .appended(1): break
        default: return false
        }
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

    func change(
        _ petition: Petition,
        _ act: TrailEvent.Act,
        _ accountID: Int64,
        detail: String = "",
        _ block: @escaping @Sendable (any Transaction, Petition) throws -> Void
    ) async throws {
        let (campaignID, now) = (petition.campaignID, site.ambient.now())
        let event = Self.event(act, petition.slug, campaignID, accountID, now, detail: detail)
        try await site.database.write { transaction in
            guard let current = try transaction.lockedPetition(id: petition.id), current.state == .draft else {
                throw Review.Refusal.notADraft
            }
            try block(transaction, current)
            try transaction.addToTrail(event)
        }
    }

    static func writers(_ people: [Account], _ campaignID: Int64?) -> Set<Int64> {
        Set(people.filter { $0.state == .active && $0.may(.write, in: campaignID) }.map(\.id))
    }

    static func event(
        _ act: TrailEvent.Act,
        _ slug: Slug,
        _ campaignID: Int64?,
        _ accountID: Int64,
        _ now: Moment,
        detail: String = ""
    ) -> TrailEvent {
        TrailEvent(
            doneAt: now,
            accountID: accountID,
            act: act,
            campaignID: campaignID,
            object: slug.text,
            detail: detail
        )
    }
}

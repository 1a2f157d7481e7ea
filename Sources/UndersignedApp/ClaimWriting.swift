package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Organisers write claims, publish them, correct them and take them back.
package struct ClaimWriting: Sendable {
    /// What became of a text.
    package enum Outcome: Sendable {
        case saved(number: Int)
        case problems(WritingProblems)
        /// Somebody else saved it since the form was made: nothing was stored, the page has both.
        case clash(current: Claim)
        case refused(Claim.Refusal)
    }

    /// A claim with all that an organiser wants to know of it.
    package struct File: Sendable {
        package let claim: Claim
        /// Those that were public, the newest first.
        package let versions: [ClaimVersion]
        /// The copies that are kept of its sources, by their SHA-256.
        package let copies: [[UInt8]: KeptCopy.Kind]
        /// The published record that it rests on, where that is its only source and states another amount than the claim.
        package let contradicting: ClaimGround?

        package init(
            claim: Claim,
            versions: [ClaimVersion],
            copies: [[UInt8]: KeptCopy.Kind],
            contradicting: ClaimGround? = nil
        ) {
            (self.claim, self.versions, self.copies) = (claim, versions, copies)
            self.contradicting = contradicting
        }
    }

    static let versionLimit = 100
    static let listLimit = 1_000

    let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// The mark of what a claim says: a form carries it, so that nobody overwrites what he or she has not seen.
    package static func mark(of claim: Claim) -> String {
        let form = ClaimForm(claim.version.text)
        return FormFingerprint.text(
            [
                "\(claim.version.number)", form.sentence, form.amount, form.currency, form.kind, form.asOf,
                form.records, form.documents,
            ] + form.targets.sorted() + form.demands.sorted() + form.petitions.sorted()
        )
    }

    /// A campaign's claims, drafts too, by number.
    package func shelf(in campaignID: Int64) async throws -> [Claim] {
        try await site.database.read { try $0.claims(in: campaignID, limit: Self.listLimit) }
    }

    /// What a claim of a campaign may be about, besides its targets and demands.
    package func petitions(in campaignID: Int64) async throws -> [Petition] {
        try await site.database.read { transaction in
            let discarded = try transaction.discardedDrafts(ofCampaign: campaignID)
            return try transaction.petitions(ofCampaign: campaignID).filter { !discarded.contains($0.id) }
        }
    }

    /// One of them; nil where there is none of that number.
    package func file(_ number: Int, in campaignID: Int64) async throws -> File? {
        try await site.database.read { transaction in
            guard let claim = try transaction.claim(number, in: campaignID) else { return nil }
            return File(
                claim: claim,
                versions: try transaction.claimVersions(of: number, in: campaignID, limit: Self.versionLimit)
                    .filter { $0.shownAt != nil },
                copies: try transaction.copies(of: number, in: campaignID),
                contradicting: try ClaimGrounds(transaction: transaction, site: site.address.base)
                    .contradicting(claim.version.text)
            )
        }
    }

    /// Saves a text: of a new claim, of a draft, or as a correction of what is public.
    ///
    /// - Parameters:
    ///   - form: As typed.
    ///   - campaignID: Where.
    ///   - number: The claim that it changes; nil for a new one.
    ///   - mark: What the form was made of; empty for a new one.
    ///   - accountID: Who writes.
    /// - Returns: What became of it.
    /// - Throws: A fault of the database.
    package func save(
        _ form: ClaimForm,
        in campaignID: Int64,
        replacing number: Int?,
        mark: String,
        by accountID: Int64
    ) async throws -> Outcome {
        let writer = Writer(campaignID: campaignID, accountID: accountID, now: site.ambient.now())
        return try await site.database.write { transaction in
            try transaction.lockClaims(in: campaignID)
            let current = try number.flatMap { try transaction.claim($0, in: campaignID) }
            if current?.state == .withdrawn { return .refused(.withdrawn) }
            let ground = try ground(campaignID, transaction, writer.now)
            let isCorrection = current?.publishedAt != nil
            let same = try? form.checked(ground, isCorrection: false)  // what is wrong is said below
            // The same again is no correction.
            if let current, isCorrection, same?.text == current.version.text { return .saved(number: current.number) }
            var (text, note): (ClaimText, String?)
            do throws(WritingProblems) {
                (text, note) = try form.checked(ground, isCorrection: isCorrection)
            } catch {
                return .problems(error)
            }
            if let current, Self.mark(of: current) != mark { return .clash(current: current) }
            let grounds = ClaimGrounds(transaction: transaction, site: site.address.base)
            text.records = try text.records.map(grounds.resolved)
            guard !text.repeatsSource else {
                return .problems(WritingProblems([WritingProblem("records", .claim(.sameRecord))]))
            }
            if isCorrection, let missing = try grounds.unpublished(text) {
                return .refused(.unpublishedRecord(missing.text))
            }
            return .saved(number: try Self.keep(text, note, current, writer, transaction))
        }
    }

    /// Makes a draft public.
    ///
    /// - Parameters:
    ///   - number: The draft.
    ///   - campaignID: Where.
    ///   - mark: Of the version that the person saw.
    ///   - accountID: Who publishes; nil for a command.
    /// - Throws: `Claim.Refusal`, or a fault of the database.
    package func publish(_ number: Int, in campaignID: Int64, mark: String, by accountID: Int64) async throws {
        let writer = Writer(campaignID: campaignID, accountID: accountID, now: site.ambient.now())
        try await site.database.write { transaction in
            try transaction.lockClaims(in: campaignID)
            guard let claim = try transaction.claim(number, in: campaignID), Self.mark(of: claim) == mark else {
                throw Claim.Refusal.changed
            }
            try Self.publish(claim, writer, ClaimGrounds(transaction: transaction, site: site.address.base))
        }
    }

    /// Says that a public claim does not stand any more; it stays to be read, with the reason.
    ///
    /// - Parameters:
    ///   - number: The claim.
    ///   - campaignID: Where.
    ///   - reason: As typed.
    ///   - accountID: Who does.
    /// - Throws: `Claim.Refusal`, `WritingProblems`, or a fault of the database.
    package func withdraw(_ number: Int, in campaignID: Int64, reason: String, by accountID: Int64) async throws {
        let reason = try ClaimForm.reason(reason)
        let writer = Writer(campaignID: campaignID, accountID: accountID, now: site.ambient.now())
        try await site.database.write { transaction in
            try transaction.lockClaims(in: campaignID)
            guard let claim = try transaction.claim(number, in: campaignID), claim.publishedAt != nil else {
                throw Claim.Refusal.draft
            }
            guard claim.withdrawal == nil else { throw Claim.Refusal.withdrawn }
            try transaction.withdrawClaim(number, reason: reason, in: campaignID, at: writer.now)
            try transaction.addToTrail(writer.event(.claimWithdrawn, number, transaction))
        }
    }
}

extension ClaimWriting {
    private func ground(
        _ campaignID: Int64,
        _ transaction: any Transaction,
        _ now: Moment
    ) throws -> ClaimForm.Ground {
        guard let campaign = try transaction.campaign(id: campaignID) else {
            throw DatabaseFailure.unexpectedShape("a claim without its campaign")
        }
        let petitions = try transaction.petitions(ofCampaign: campaignID).map(\.slug)
        let today = CalendarDate(now).dayText
        return ClaimForm.Ground(campaign: campaign, petitions: petitions, site: site.address.base, today: today)
    }
}

package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// An organiser writes a campaign down.
package struct CampaignWriting: Sendable {
    /// What became of it.
    package enum Outcome: Sendable {
        case saved(Slug)
        case problems(WritingProblems)
        /// Somebody else saved it since the form was made: nothing was stored, both are kept.
        case clash(current: Campaign)
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// The mark of a campaign's content: a form carries it, so that nobody overwrites what he or she has not seen.
    package static func mark(of campaign: Campaign) -> String { FormFingerprint.text(CampaignForm(campaign)) }

    /// Saves a campaign.
    ///
    /// - Parameters:
    ///   - form: As typed.
    ///   - old: The campaign that it changes; nil for a new one.
    ///   - mark: What the form was made of; empty for a new one.
    ///   - accountID: Who writes.
    /// - Returns: What became of it.
    /// - Throws: A fault of the database.
    package func save(
        _ form: CampaignForm,
        replacing old: Slug?,
        mark: String,
        by accountID: Int64
    ) async throws -> Outcome {
        let now = site.ambient.now()
        return try await site.database.write { transaction in
            let current = try old.flatMap { try transaction.campaign($0)?.campaign }
            let campaign: Campaign
            do throws(WritingProblems) {
                campaign = try form.campaign(replacing: current)
            } catch {
                return .problems(error)
            }
            if let current, Self.mark(of: current) != mark { return .clash(current: current) }
            if old == nil, try transaction.campaign(campaign.slug) != nil {
                return .problems(WritingProblems([WritingProblem("slug", .taken)]))
            }
            let id = try transaction.saveCampaign(campaign)
            try transaction.addToTrail(
                TrailEvent(
                    doneAt: now,
                    accountID: accountID,
                    act: .campaignSaved,
                    campaignID: id,
                    object: campaign.slug.text
                )
            )
            return .saved(campaign.slug)
        }
    }
}

/// A short mark of what a form showed.
enum FormFingerprint {
    static func text(_ form: CampaignForm) -> String {
        text([
            form.title, form.summary, form.description, form.language, form.sponsor, form.sponsorAddress, form.partners,
            form.targets, form.demands, form.sources,
        ])
    }

    static func text(_ form: PetitionForm) -> String {
        text(
            [
                form.title, form.letter, form.from, form.language, form.signatories, form.organisations,
                form.publication, form.commentPurpose, form.placePurpose, form.milestones, form.deletionMonths,
            ] + form.to
        )
    }

    private static func text(_ parts: [String]) -> String {
        var fields = FieldList()
        for part in parts { fields.append(part) }
        return Base64URL.encode(Array(fields.bytes.sha256.prefix(12)))
    }
}

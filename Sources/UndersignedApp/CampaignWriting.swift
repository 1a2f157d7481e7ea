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
            if let current, let old, let id = try transaction.campaign(old)?.id {
                let problems = try Self.broken(by: campaign, current, id, in: transaction)
                guard problems.isEmpty else { return .problems(WritingProblems(problems)) }
            }
            let id = try transaction.saveCampaign(campaign)
            try Self.refreshDrafts(of: id, campaign, by: accountID, at: now, in: transaction)
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

extension CampaignWriting {
    /// Names that stand in an open petition stay: they say who is responsible, who was asked, and whose box was ticked.
    private static func broken(
        by new: Campaign,
        _ old: Campaign,
        _ campaignID: Int64,
        in transaction: any Transaction
    ) throws -> [WritingProblem] {
        let opened = try transaction.petitions(ofCampaign: campaignID).filter { $0.log != nil }
        guard !opened.isEmpty else { return [] }
        let isSponsor = new.sponsor.name == old.sponsor.name
        let keepsTargets = old.targets.allSatisfy { target in
            new.targets.contains { $0.id == target.id && $0.name == target.name }
        }
        let keepsPartners = old.partners.allSatisfy { partner in
            new.partners.allSatisfy { $0.id != partner.id || $0.name == partner.name }
        }
        // Its box is offered there, its page and its program get what people agreed to: nobody else takes its name.
        let keepsBoxes = opened.flatMap(\.sheet.partners).allSatisfy { partner in
            new.members.contains { $0.id == partner.id && $0.name == partner.name }
        }
        return [
            isSponsor ? nil : WritingProblem("sponsor", .fixed),
            keepsTargets ? nil : WritingProblem("targets", .fixed),
            keepsPartners && keepsBoxes ? nil : WritingProblem("partners", .fixed),
        ].compactMap(\.self)
    }

    /// Drafts address people and offer partners as the campaign has them; a text that changed like this is looked at anew.
    private static func refreshDrafts(
        of campaignID: Int64,
        _ campaign: Campaign,
        by accountID: Int64,
        at now: Moment,
        in transaction: any Transaction
    ) throws {
        for petition in try transaction.petitions(ofCampaign: campaignID) where petition.state == .draft {
            guard try petition.isPrivate || transaction.schedule(of: petition.id) != nil else { continue }
            let sheet = petition.sheet.refreshed(from: campaign)
            guard sheet != petition.sheet else { continue }
            // It would say something else on its day than what somebody looked at.
            try transaction.unschedule(petition.id)
            // The letter is still that of who wrote it; whom it addresses is now that of who edited the campaign.
            guard let sheet, try transaction.replaceDraft(petition.id, with: sheet) else { continue }
            try transaction.keepText(sheet, of: petition, stands: true, by: accountID, at: now)
            try transaction.setReview(nil, of: petition.id)
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

    /// Of all that a petition's page shows and how it treats names: those addressed and the partners by their names and
    /// wordings, and every translation, too.
    static func text(_ sheet: PetitionSheet) -> String {
        let form = PetitionForm(sheet)
        let addressed = sheet.to.flatMap { [$0.id.text, $0.name, $0.role ?? "", $0.organisation ?? ""] }
        let partners = sheet.partners.flatMap { [$0.id.text, $0.name, $0.optIn ?? "", $0.key?.text ?? ""] }
        let translations = (sheet.translations ?? [:]).sorted { $0.key < $1.key }
        return text(
            [
                form.title, form.letter, form.from, form.language, form.signatories, form.organisations,
                form.publication, form.custody, form.commentPurpose, form.placePurpose, form.countryPurpose,
                form.milestones, form.deletionMonths, form.display.way, form.display.words, form.display.comments,
            ] + (sheet.discretion == nil ? [] : discretion(form.discretion))
                + (sheet.members == nil ? [] : form.members.parts) + addressed + partners
                + translations.flatMap { parts(of: $0.value, in: $0.key) }
        )
    }

    private static func discretion(_ form: DiscretionForm) -> [String] {
        [form.sensitive, form.names, form.workDomains, form.exit]
    }

    static func parts(of translation: PetitionSheet.Translation, in language: String) -> [String] {
        [language, translation.title, translation.letter, translation.from, translation.basis ?? ""]
            + (translation.to ?? [])
    }

    static func text(_ parts: [String]) -> String {
        var fields = FieldList()
        for part in parts { fields.append(part) }
        return Base64URL.encode(Array(fields.bytes.sha256.prefix(12)))
    }
}

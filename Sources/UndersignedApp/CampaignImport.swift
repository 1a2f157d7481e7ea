package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Brings a campaign and its petitions in, as an organiser wrote them down.
package struct CampaignImport: Sendable {
    /// A petition with what is to become of it.
    package struct Item: Codable, Sendable {
        package var sheet: PetitionSheet
        package var mustOpen: Bool
        package var opensAt: Moment?
        package var closesAt: Moment?

        package init(sheet: PetitionSheet, mustOpen: Bool, opensAt: Moment?, closesAt: Moment?) {
            self.sheet = sheet
            self.mustOpen = mustOpen
            self.opensAt = opensAt
            self.closesAt = closesAt
        }
    }

    /// What was done with a petition.
    package enum Step: Hashable, Sendable {
        case drafted, opened
        /// It left the draft state before: its text is fixed, nothing was changed.
        case kept
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Saves the campaign, drafts its petitions, opens those that are to be open, and begins its targets' histories.
    ///
    /// Safe to repeat.
    ///
    /// - Parameters:
    ///   - campaign: The hub.
    ///   - items: Its petitions.
    /// - Returns: What was done with each petition, in order.
    /// - Throws: `Opening.Refusal`, `Standings.Refusal`, or a fault of the database.
    package func run(_ campaign: Campaign, _ items: [Item]) async throws -> [(slug: Slug, step: Step)] {
        let drafted = try await site.database.write { transaction in
            let campaignID = try transaction.saveCampaign(campaign)
            return try items.map { try transaction.saveDraft($0.sheet, campaignID: campaignID) != nil }
        }
        var steps: [(Slug, Step)] = []
        for (item, isDraft) in zip(items, drafted) {
            guard isDraft, item.mustOpen else {
                steps.append((item.sheet.slug, isDraft ? .drafted : .kept))
                continue
            }
            _ = try await Opening(site: site).open(item.sheet.slug, opensAt: item.opensAt, closesAt: item.closesAt)
            steps.append((item.sheet.slug, .opened))
        }
        try await Standings(site: site).begin(campaign.slug)
        return steps
    }
}

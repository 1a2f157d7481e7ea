package import UndersignedCore

/// The front page: campaigns with their petitions.
package struct HomePage: Page {
    /// One campaign on the front page.
    package struct Campaign: Sendable {
        package var slug: String
        package var title: String
        package var summary: String
        package var language: LanguageTag
        package var petitions: [PetitionItem]

        package init(slug: Slug, title: String, summary: String, language: LanguageTag, petitions: [PetitionItem]) {
            self.slug = slug.text
            self.title = title
            self.summary = summary
            self.language = language
            self.petitions = petitions
        }
    }

    package var siteName: String
    package var campaigns: [Campaign]
    /// Petitions that belong to no campaign.
    package var petitions: [PetitionItem]

    /// Whether public contract records can be read.
    package var hasEvidence = false

    /// What somebody looks for, and what was found; nil for the whole page.
    package var search: (query: String, found: [PetitionItem])?

    package init(siteName: String, campaigns: [Campaign], petitions: [PetitionItem] = []) {
        self.siteName = siteName
        self.campaigns = campaigns
        self.petitions = petitions
    }

    package var template: String { "home" }
    package var isIndexed: Bool { search == nil }

    package func title(in words: Words) -> String { words.text("home.title") }

    package func summary(in words: Words) -> String? { words.text("home.lead") }

    package func view(in words: Words) -> any Sendable {
        View(
            campaigns: campaigns.map { CampaignView($0, words) },
            petitions: petitions.map { PetitionItemView($0, words) },
            hasEvidence: hasEvidence,
            query: search?.query ?? "",
            results: search.map { ResultsView($0.found, words) },
            empty: campaigns.isEmpty && petitions.isEmpty && search == nil
                ? words.text("home.empty", ["site": siteName]) : nil
        )
    }

    private struct View: Sendable {
        let campaigns: [CampaignView]
        let petitions: [PetitionItemView]
        let hasEvidence: Bool
        let query: String
        let results: ResultsView?
        let empty: String?
    }

    private struct ResultsView: Sendable {
        let said: String
        let results: [PetitionItemView]

        init(_ found: [PetitionItem], _ words: Words) {
            said = found.isEmpty ? words.text("home.search.none") : words.plural("home.search.found", found.count)
            results = found.map { PetitionItemView($0, words) }
        }
    }

    private struct CampaignView: Sendable {
        let campaignAddress: String
        let campaignTitle: String
        let campaignSummary: String
        let campaignLang: String
        let campaignDir: String
        let items: [PetitionItemView]

        init(_ campaign: Campaign, _ words: Words) {
            campaignAddress = "/campaigns/\(campaign.slug)"
            campaignTitle = campaign.title
            campaignSummary = campaign.summary
            campaignLang = campaign.language.text
            campaignDir = campaign.language.direction
            items = campaign.petitions.map { PetitionItemView($0, words) }
        }
    }
}

package import UndersignedApp
package import UndersignedCore

/// The petitions of a campaign side by side, and their sum: signatures, never people (DESIGN 11.18).
package struct AdminCampaignFiguresPage: Page {
    package var bar: AdminBar
    package var campaign: Campaign
    package var rows: [CampaignFigures.Row]

    package init(bar: AdminBar, campaign: Campaign, rows: [CampaignFigures.Row]) {
        self.bar = bar
        self.campaign = campaign
        self.rows = rows
    }

    package var template: String { "admin-campaign-figures" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String {
        words.text("admin.figures.of", ["petition": campaign.title])
    }

    package func view(in words: Words) -> any Sendable {
        View(
            bar: bar,
            campaignTitle: campaign.title,
            tally: words.plural("admin.figures.count", rows.reduce(0) { $0 + $1.count }),
            isEmpty: rows.isEmpty,
            rows: rows.map { RowView($0, campaign.slug, words) }
        )
    }

    private struct View: Sendable {
        let bar: AdminBar
        let campaignTitle: String
        let tally: String
        let isEmpty: Bool
        let rows: [RowView]
    }

    private struct RowView: Sendable {
        let figuresAddress: String
        let petitionTitle: String
        let petitionLang: String
        let petitionDir: String
        let numbers: [String]

        init(_ row: CampaignFigures.Row, _ campaign: Slug, _ words: Words) {
            let language = LanguageTag(row.petition.sheet.language) ?? words.language
            figuresAddress = "/admin/campaigns/\(campaign)/petitions/\(row.petition.slug)/figures"
            petitionTitle = row.petition.sheet.title
            (petitionLang, petitionDir) = (language.text, language.direction)
            numbers = [row.count, row.today, row.week, row.pending].map(words.number)
        }
    }
}

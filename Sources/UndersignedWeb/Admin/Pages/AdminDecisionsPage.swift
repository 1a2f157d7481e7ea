package import UndersignedApp
package import UndersignedCore

/// What was decided about a petition's names and comments and stands, newest first; each can be taken back.
package struct AdminDecisionsPage: Page {
    package var bar: AdminBar
    package var campaign: Campaign
    package var petition: Petition
    package var items: [Moderation.Item]
    package var hasMore: Bool

    package init(
        bar: AdminBar,
        campaign: Campaign,
        petition: Petition,
        items: [Moderation.Item],
        hasMore: Bool = false
    ) {
        self.bar = bar
        self.campaign = campaign
        self.petition = petition
        self.items = items
        self.hasMore = hasMore
    }

    package var template: String { "admin-decisions" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String {
        words.text("admin.decisions.title", ["petition": petition.sheet.title])
    }

    package func view(in words: Words) -> any Sendable {
        let base = "/admin/campaigns/\(campaign.slug)/petitions/\(petition.slug)/moderation"
        return View(
            bar: bar,
            formToken: bar.token,
            heading: title(in: words),
            queueAddress: base,
            action: "\(base)/reversal",
            isEmpty: items.isEmpty,
            cases: items.map { DisplayCaseView($0, words) },
            next: hasMore ? items.last.map { "\(base)/decisions?after=\($0.held.placeAmongDecided.text)" } : nil
        )
    }

    private struct View: Sendable {
        let bar: AdminBar
        let formToken: String
        let heading: String
        let queueAddress: String
        let action: String
        let isEmpty: Bool
        let cases: [DisplayCaseView]
        let next: String?
    }
}

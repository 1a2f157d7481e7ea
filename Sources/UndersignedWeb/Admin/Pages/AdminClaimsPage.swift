package import UndersignedCore

/// The claims of a campaign as organisers see them: drafts too.
package struct AdminClaimsPage: Page {
    package var bar: AdminBar
    package var campaign: Campaign
    package var claims: [Claim]

    package init(bar: AdminBar, campaign: Campaign, claims: [Claim]) {
        (self.bar, self.campaign, self.claims) = (bar, campaign, claims)
    }

    package var template: String { "admin-claims" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String { words.text("claims.title") }

    package func view(in words: Words) -> any Sendable {
        let base = "/admin/campaigns/\(campaign.slug)"
        return View(
            bar: bar,
            campaignAddress: base,
            campaignTitle: campaign.title,
            newAddress: "\(base)/claims/new",
            items: claims.map { claim in
                Item(
                    itemAddress: "\(base)/claims/\(claim.number)",
                    itemTitle: claim.version.text.sentence,
                    state: words.text("admin.claim.state.\(claim.state.rawValue)"),
                    lang: campaign.language
                )
            }
        )
    }

    private struct View: Sendable {
        let bar: AdminBar
        let campaignAddress: String
        let campaignTitle: String
        let newAddress: String
        let items: [Item]
    }

    private struct Item: Sendable {
        let itemAddress: String
        let itemTitle: String
        let state: String
        let lang: String
    }
}

import UndersignedApp
package import UndersignedCore

/// All claims of a campaign that were published.
package struct ClaimsPage: Page {
    package static let perPage = 25

    package var campaign: Campaign
    package var claims: [Claim]
    /// The number of the last one of the page before; 0 for the first page.
    package var last: Int
    /// The same for the page behind; nil for the last page.
    package var next: Int?

    package init(campaign: Campaign, claims: [Claim], last: Int, next: Int?) {
        (self.campaign, self.claims, self.last, self.next) = (campaign, claims, last, next)
    }

    package var template: String { "claims" }
    package var isIndexed: Bool { last == 0 }

    package func title(in words: Words) -> String {
        words.text("claims.of", ["campaign": campaign.title])
    }

    package func view(in words: Words) -> any Sendable {
        let language = LanguageTag(campaign.language) ?? .english
        let own = ClaimAddress.list(of: campaign.slug)
        return View(
            hubAddress: "/campaigns/\(campaign.slug)",
            hubTitle: campaign.title,
            lang: language.text,
            dir: language.direction,
            isEmpty: claims.isEmpty,
            claimItems: claims.map { ClaimItemView($0, of: campaign.slug, language, words) },
            first: last > 0 ? own : nil,
            after: next.map { "\(own)?after=\($0)" },
            json: own + ".json" + (last > 0 ? "?after=\(last)" : "")
        )
    }

    private struct View: Sendable {
        let hubAddress: String
        let hubTitle: String
        let lang: String
        let dir: String
        let isEmpty: Bool
        let claimItems: [ClaimItemView]
        let first: String?
        let after: String?
        let json: String
    }
}

package import UndersignedApp
package import UndersignedCore

/// One who was asked: what each campaign asked it, and every answer on record.
///
/// More than one where campaigns use an id for different targets; each has its own figures.
package struct TargetPage: Page {
    package var targets: [AskedTarget]
    package var now: Moment
    /// Those that stand about the target, by campaign.
    package var claims: [Slug: [Claim]] = [:]

    package init(targets: [AskedTarget], now: Moment) {
        self.targets = targets
        self.now = now
    }

    package var template: String { "target" }
    package var isIndexed: Bool { true }

    package func title(in words: Words) -> String {
        guard let target = targets.first?.target else { return words.text("asked.title") }
        return [target.name, target.post].compactMap { $0 }.joined(separator: ", ")
    }

    package func view(in words: Words) -> any Sendable {
        View(
            first: targets.first.map { NameView(name: $0.target.name, post: $0.target.post) },
            hasOthers: targets.count > 1,
            targets: targets.map { asked in
                TargetView(
                    figures: AskedTargetView(asked, words),
                    campaigns: asked.items.map { CampaignView($0, claims[$0.campaign] ?? [], now: now, words) }
                )
            }
        )
    }

    private struct View: Sendable {
        let first: NameView?
        let hasOthers: Bool
        let targets: [TargetView]
    }

    private struct NameView: Sendable {
        let name: String
        let post: String?
    }

    private struct TargetView: Sendable {
        let figures: AskedTargetView
        let campaigns: [CampaignView]
    }

    private struct CampaignView: Sendable {
        let campaignTitle: String
        let campaignAddress: String
        let campaignLang: String
        let campaignDir: String
        /// How the campaign names the target.
        let name: String
        /// Newest first.
        let rows: [StandingView]
        let claims: ClaimsView?

        init(_ item: StandingReading.Item, _ claims: [Claim], now: Moment, _ words: Words) {
            let language = LanguageTag(item.language) ?? .english
            campaignTitle = item.campaignTitle
            campaignAddress = "/campaigns/\(item.campaign)"
            campaignLang = language.text
            campaignDir = language.direction
            name = item.record.target.name
            self.claims = ClaimsView(claims, of: item.campaign, language, hasMore: false, words)
            let address = campaignAddress
            rows = item.record.rows.indices.reversed().map {
                StandingView($0, of: item.record, sourcesOn: address, now: now, words)
            }
        }
    }
}

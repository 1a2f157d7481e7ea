package import UndersignedCore

/// The hub of a campaign.
package struct CampaignPage: Page {
    package var title: String
    package var summary: String
    package var language: LanguageTag
    package var description: Markdown?
    package var started: Moment?
    package var sponsor: Partner?
    package var partners: [Partner]
    /// One a target, in the campaign's order.
    package var targets: [TargetRecord]
    package var demands: [String]
    package var petitions: [PetitionItem]
    /// The sum over the petitions; labelled signatures, never people.
    package var sum: CountItem
    package var sources: [Source]
    /// The newest updates of its petitions.
    package var updates: [UpdateItem] = []
    /// The hub's own name, for its feed and its pictures; nil shows neither.
    package var slug: Slug?
    /// By organisation.
    package var logos: [Slug: Logo.Mark] = [:]
    /// Whether public contract records can be read.
    package var hasEvidence = false

    /// Some of its claims that stand.
    package var claims: [Claim] = []
    /// Whether there are others, also ones that were withdrawn.
    package var hasMoreClaims = false

    package init(
        title: String,
        summary: String,
        language: LanguageTag,
        description: Markdown?,
        started: Moment?,
        sponsor: Partner?,
        partners: [Partner],
        targets: [TargetRecord],
        demands: [String],
        petitions: [PetitionItem],
        sum: CountItem,
        sources: [Source]
    ) {
        self.title = title
        self.summary = summary
        self.language = language
        self.description = description
        self.started = started
        self.sponsor = sponsor
        self.partners = partners
        self.targets = targets
        self.demands = demands
        self.petitions = petitions
        self.sum = sum
        self.sources = sources
    }

    package var template: String { "campaign" }
    package var isIndexed: Bool { true }
    /// Named once there is something in it.
    package var feed: String? { updates.isEmpty ? nil : slug.map { "/campaigns/\($0)/updates.atom" } }

    package func title(in words: Words) -> String { title }

    package func summary(in words: Words) -> String? { summary }

    package func view(in words: Words) -> any Sendable {
        View(
            campaignTitle: title,
            campaignSummary: summary,
            campaignLang: language.text,
            campaignDir: language.direction,
            news: NewsView(updates, page: nil, feed: feed, namesPetition: petitions.count > 1, words),
            descriptionHTML: description?.html,
            started: started.map { words.text("campaign.started", ["day": words.day($0)]) },
            partners: PartnersView(sponsor: sponsor, partners: partners, logos: pictures, words),
            hasRecords: !targets.isEmpty,
            records: targets.map { TargetRecordView($0, now: sum.asOf, words) },
            hasDemands: !demands.isEmpty,
            demands: demands.enumerated().map { DemandView(demandNumber: $0 + 1, demand: $1) },
            claims: ClaimsView(claims, of: slug, language, hasMore: hasMoreClaims, words),
            hasPetitions: !petitions.isEmpty,
            items: petitions.map { PetitionItemView($0, words) },
            count: petitions.isEmpty ? nil : CountView(sum, words),
            over: petitions.count > 1 ? words.plural("campaign.over", petitions.count) : nil,
            hasSources: !sources.isEmpty,
            sources: SourceView.list(sources, words),
            hasEvidence: hasEvidence
        )
    }

    private struct DemandView: Sendable {
        let demandNumber: Int
        let demand: String
    }

    private var pictures: [Slug: LogoView] {
        slug.map { slug in logos.mapValues { LogoView($0, of: slug) } } ?? [:]
    }

    private struct View: Sendable {
        let campaignTitle: String
        let campaignSummary: String
        let campaignLang: String
        let campaignDir: String
        let news: NewsView?
        let descriptionHTML: String?
        let started: String?
        let partners: PartnersView?
        let hasRecords: Bool
        let records: [TargetRecordView]
        let hasDemands: Bool
        let demands: [DemandView]
        let claims: ClaimsView?
        let hasPetitions: Bool
        let items: [PetitionItemView]
        let count: CountView?
        let over: String?
        let hasSources: Bool
        let sources: [SourceView]
        let hasEvidence: Bool
    }
}

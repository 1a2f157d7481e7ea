import UndersignedCore

/// The petition page as the template reads it.
struct PetitionPageView: Sendable {
    let petition: PetitionView
    let hub: HubView?
    let letter: LetterView
    /// False for a draft, also one that opens by itself: there is nothing to count or to check yet.
    let hasLog: Bool
    let count: CountView
    let onPaper: String?
    let dailyNote: String?
    let form: SignFormView?
    let members: MembersView?
    /// Nil where no contact data is held.
    let custody: CustodyView?
    let notice: String?
    let noticeMore: String?
    let hasTargets: Bool
    let targets: [TargetView]
    let milestones: MilestonesView?
    let news: NewsView?
    let claims: ClaimsView?
    let series: SeriesView?
    let partners: PartnersView?
    let invited: InvitedView?
    let hasSources: Bool
    let sources: [SourceView]
    let names: NamesLink?
    let share: ShareView?

    struct HubView: Sendable {
        let hubTitle: String
        let hubAddress: String
    }

    struct NamesLink: Sendable {
        let namesAddress: String
        let namesLabel: String

        init(_ page: PetitionPage, _ words: Words) {
            namesAddress = "/petitions/\(page.petition.slug)/names"
            namesLabel = words.text(page.signatories == .members ? "names.members" : "petition.names")
        }
    }

    struct InvitedView: Sendable {
        let heading: String
        let organisations: [String]
    }

    init(_ page: PetitionPage, _ words: Words) {
        petition = PetitionView(page.petition)
        hub = page.hub.map { HubView(hubTitle: $0.title, hubAddress: "/campaigns/\($0.slug)") }
        letter = LetterView(page.letter, slug: page.petition.slug, words)
        if case .draft = page.standing { hasLog = false } else { hasLog = page.hasLog }
        let isForMembers = page.signatories == .members
        count = CountView(page.count, label: isForMembers ? "count.label.members" : "count.label", words)
        onPaper = page.paper > 0 ? words.plural("petition.paper", page.paper) : nil
        dailyNote = page.isDaily ? words.text("count.daily") : nil
        if case .open(let form) = page.standing {
            self.form = SignFormView(form, page: page, words)
        } else {
            form = nil
        }
        members = page.members.map { MembersView($0, words) }
        custody = isForMembers ? nil : CustodyView(page.custody, words)
        (notice, noticeMore) = Self.notice(page, words)
        hasTargets = !page.targets.isEmpty
        targets = page.targets.map { TargetView($0, words) }
        milestones = MilestonesView(page.milestones, page.crossings, count: page.count.count, words)
        let updates = "/petitions/\(page.petition.slug)/updates"
        news = NewsView(page.updates, page: updates, feed: page.petition.feed, words)
        claims = ClaimsView(about: page, words)
        series = page.series.flatMap { item in
            SeriesView(item, goals: page.milestones.map(\.count), slug: page.petition.slug, words)
        }
        partners = PartnersView(sponsor: page.sponsor, partners: page.partners, words)
        invited =
            page.invited.isEmpty
            ? nil
            : InvitedView(
                heading: words.plural("invited.count", page.invited.count),
                organisations: page.invited
            )
        hasSources = !page.sources.isEmpty
        sources = SourceView.list(page.sources, words)
        names = page.showsNames ? NamesLink(page, words) : nil
        let mayShare = !page.petition.isSensitive
        share = mayShare ? ShareView(title: page.petition.title, address: page.address, words) : nil
    }

    private static func notice(_ page: PetitionPage, _ words: Words) -> (String?, String?) {
        switch page.standing {
        case .open: (nil, nil)
        case .openToMembers: (words.text("members.title"), nil)
        case .draft: (words.text("petition.draft"), words.text("petition.draft.more"))
        case .opens(let moment): (words.text("petition.opens", ["time": words.minute(moment)]), nil)
        case .closed(let moment):
            (words.text("petition.closed", ["day": words.day(moment)]), words.text("petition.closed.more"))
        }
    }
}

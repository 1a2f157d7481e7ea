package import UndersignedApp
package import UndersignedCore

/// A petition: the letter, the count, and the form or what stands in its place.
package struct PetitionPage: Page {
    /// The campaign a petition belongs to.
    package struct Hub: Sendable {
        package var slug: String
        package var title: String

        package init(slug: Slug, title: String) {
            self.slug = slug.text
            self.title = title
        }
    }

    /// What stands beside the letter.
    package enum Standing: Sendable {
        case draft
        case opens(Moment)
        case open(SignForm)
        /// Members sign it with tokens, on pages of their own.
        case openToMembers
        case closed(Moment)
    }

    package var petition: PetitionReference
    package var hub: Hub?
    package var letter: Letter
    package var standing: Standing
    package var signatories: PetitionSheet.Signatories
    package var count: CountItem
    /// How many of those counted are on sheets of paper.
    package var paper = 0
    /// Whether there is a log: there is none of a draft, also of one that opens by itself.
    package var hasLog = true
    package var targets: [Target]
    package var milestones: [PetitionSheet.Milestone]
    package var sponsor: Partner?
    package var partners: [Partner]
    /// The names of the organisations that are invited to sign; empty unless organisations sign.
    package var invited: [String]
    package var sources: [Source]
    /// Published once a day rather than at once.
    package var isDaily: Bool
    package var showsNames: Bool
    /// The page's whole address, for sharing.
    package var address: String
    /// The count over time; nil where the page has another task.
    package var series: SeriesItem?
    /// When milestones were reached or fell out of reach, oldest first.
    package var crossings: [PetitionSeries.Crossing]
    /// Who can open contact data.
    package var custody = CustodyNotice.server
    /// The newest updates.
    package var updates: [UpdateItem] = []
    /// Those of its campaign that stand about it, and the language in which they are written.
    package var claims: (list: [Claim], language: LanguageTag)?
    /// Of a letter that members sign.
    package var members: MembersPanel?

    package init(
        petition: PetitionReference,
        hub: Hub?,
        letter: Letter,
        standing: Standing,
        signatories: PetitionSheet.Signatories,
        count: CountItem,
        targets: [Target],
        milestones: [PetitionSheet.Milestone],
        sponsor: Partner?,
        partners: [Partner],
        invited: [String] = [],
        sources: [Source],
        isDaily: Bool,
        showsNames: Bool,
        address: String,
        series: SeriesItem? = nil,
        crossings: [PetitionSeries.Crossing] = []
    ) {
        self.petition = petition
        self.hub = hub
        self.letter = letter
        self.standing = standing
        self.signatories = signatories
        self.count = count
        self.targets = targets
        self.milestones = milestones
        self.sponsor = sponsor
        self.partners = partners
        self.invited = invited
        self.sources = sources
        self.isDaily = isDaily
        self.showsNames = showsNames
        self.address = address
        self.series = series
        self.crossings = crossings
    }

    package var template: String { "petition" }

    /// A draft, and a page that shows what somebody typed, are not for search engines.
    package var isIndexed: Bool {
        switch standing {
        case .draft: false
        case .open(let form): form.problems.isEmpty
        case .opens, .openToMembers, .closed: true
        }
    }

    /// Drafts have no news yet.
    package var feed: String? {
        if case .draft = standing { return nil }
        return petition.feed
    }

    package func title(in words: Words) -> String {
        let title = words.text("petition.page-title", ["title": petition.title])
        switch standing {
        case .draft, .opens, .closed: return petition.title
        case .openToMembers: return title
        case .open(let form):
            return form.problems.isEmpty ? title : words.text("form.error-title", ["title": title])
        }
    }

    package func summary(in words: Words) -> String? {
        words.text("petition.summary", ["to": words.catalogue.addressees(letter.to)])
    }

    package func view(in words: Words) -> any Sendable {
        PetitionPageView(self, words)
    }
}

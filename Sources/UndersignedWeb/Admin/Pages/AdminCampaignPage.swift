package import UndersignedCore

/// The form of a campaign, and the way to its petitions.
package struct AdminCampaignPage: Page {
    package var bar: AdminBar
    /// Nil for a new campaign.
    package var slug: Slug?
    package var form: CampaignForm
    /// What the form was made of; empty for a new campaign.
    package var mark: String
    package var petitions: [Petition]
    /// Who is addressed, by the names that the campaign's addresses have.
    package var targets: [Target]
    /// Sponsor and partners: each has a page.
    package var partners: [Partner]
    /// Those of the petitions that somebody put away.
    package var discarded: Set<Int64>
    package var problems: [WritingProblem]
    /// What somebody else saved meanwhile.
    package var clash: CampaignForm?
    package var isSaved: Bool

    package init(
        bar: AdminBar,
        slug: Slug?,
        form: CampaignForm,
        mark: String,
        petitions: [Petition] = [],
        targets: [Target] = [],
        partners: [Partner] = [],
        discarded: Set<Int64> = [],
        problems: [WritingProblem] = [],
        clash: CampaignForm? = nil,
        isSaved: Bool = false
    ) {
        self.bar = bar
        self.slug = slug
        self.form = form
        self.mark = mark
        self.petitions = petitions
        self.targets = targets
        self.partners = partners
        self.discarded = discarded
        self.problems = problems
        self.clash = clash
        self.isSaved = isSaved
    }

    package var template: String { "admin-campaign" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String {
        slug == nil || form.title.isEmpty ? words.text("admin.campaign.new") : form.title
    }

    package func view(in words: Words) -> any Sendable {
        View(
            bar: bar,
            heading: title(in: words),
            action: slug.map { "/admin/campaigns/\($0)" } ?? "/admin/campaigns",
            publicAddress: slug.map { "/campaigns/\($0)" },
            token: bar.token,
            mark: mark,
            isSaved: isSaved,
            isWrong: !problems.isEmpty,
            clash: clash.map { ClashView(rows: Self.rows($0, words)) },
            inputs: inputs(words).map(InputFieldView.init),
            petitions: slug == nil ? nil : items(isDiscarded: false, words),
            hasDiscarded: slug != nil && !discarded.isEmpty,
            discarded: items(isDiscarded: true, words),
            targets: slug.map { slug in
                targets.map { target in
                    TargetLink(targetAddress: "/admin/campaigns/\(slug)/targets/\(target.id)", targetName: target.name)
                }
            },
            partners: slug.map { slug in partners.map { PartnerLink($0, of: slug) } },
            newPetition: slug.map { "/admin/campaigns/\($0)/petitions/new" }
        )
    }

    private func items(isDiscarded: Bool, _ words: Words) -> [AdminPetitionItem] {
        petitions.filter { discarded.contains($0.id) == isDiscarded }
            .map { AdminPetitionItem($0, campaign: slug, words) }
    }

    private func inputs(_ words: Words) -> [InputField] {
        let wrong = ProblemWords(problems, words)
        var fields = Self.fields(form, words)
        // An address does not change once people know it.
        if slug != nil { fields.removeAll { $0.inputName == "slug" } }
        return fields.map { $0.wrong(wrong[$0.inputName]) }
    }

    static func fields(_ form: CampaignForm, _ words: Words) -> [InputField] {
        func field(_ name: String, _ value: String, kind: InputField.Kind = .text) -> InputField {
            InputField(name, words.text("admin.campaign.\(name)"), value, kind: kind)
        }
        func hinted(_ field: InputField) -> InputField {
            field.hinted(words.text("admin.campaign.\(field.inputName).hint"))
        }
        return [
            field("title", form.title),
            hinted(field("slug", form.slug).plain()),
            hinted(field("summary", form.summary)),
            hinted(field("description", form.description).lines(6)),
            hinted(field("language", form.language).plain()),
            field("sponsor", form.sponsor),
            field("sponsor-address", form.sponsorAddress, kind: .url),
            hinted(field("targets", form.targets).lines(4)),
            hinted(field("demands", form.demands).lines(3)),
            hinted(field("partners", form.partners).lines(4)),
            hinted(field("sources", form.sources).lines(4)),
        ]
    }

    private static func rows(_ form: CampaignForm, _ words: Words) -> [ClashRow] {
        fields(form, words).filter { $0.inputName != "slug" }.map(ClashRow.init)
    }

    private struct View: Sendable {
        let bar: AdminBar
        let heading: String
        let action: String
        let publicAddress: String?
        let token: String
        let mark: String
        let isSaved: Bool
        let isWrong: Bool
        let clash: ClashView?
        let inputs: [InputFieldView]
        let petitions: [AdminPetitionItem]?
        let hasDiscarded: Bool
        let discarded: [AdminPetitionItem]
        let targets: [TargetLink]?
        let partners: [PartnerLink]?
        let newPetition: String?
    }

    private struct TargetLink: Sendable {
        let targetAddress: String
        let targetName: String
    }
}

/// A text that somebody else saved: shown beside one's own.
struct ClashView: Sendable {
    let rows: [ClashRow]
}

struct ClashRow: Sendable {
    let label: String
    let text: String
}

extension ClashRow {
    /// What a field holds, as people read it.
    init(_ field: InputField) {
        let chosen = field.choices?.first(where: \.isChosen)?.choiceLabel
        self.init(label: field.inputLabel, text: chosen ?? field.inputValue)
    }
}

/// A petition in a list of organisers.
struct AdminPetitionItem: Sendable {
    let petitionAddress: String
    let petitionTitle: String
    let petitionLang: String
    let petitionDir: String
    var state: String
    /// Where moderators look at names and comments; nil where this person may not, or there are none yet.
    var moderation: ModerationItem?

    /// How much waits there.
    struct ModerationItem: Sendable {
        let moderationAddress: String
        let waiting: String
    }

    /// - Parameters:
    ///   - petition: The petition.
    ///   - campaign: Where it is written; nil leads to its public page.
    ///   - words: Of the page.
    init(_ petition: Petition, campaign: Slug?, _ words: Words) {
        let language = LanguageTag(petition.sheet.language) ?? words.language
        petitionAddress =
            campaign.map { "/admin/campaigns/\($0)/petitions/\(petition.slug)" } ?? "/petitions/\(petition.slug)"
        petitionTitle = petition.sheet.title
        (petitionLang, petitionDir) = (language.text, language.direction)
        state = words.state(of: petition)
    }
}

package import UndersignedApp
package import UndersignedCore

/// What a rule would take out, before anything is: how many, when they came, and what the public will read.
package struct AdminRemovalPage: Page {
    /// Why nothing was done.
    package enum Refusal: Hashable, Sendable, CaseIterable {
        case emptyRule, badName, noReason, badReason, nothingFound, needsName, clockInDoubt, badRule, gone, ownProposal
        case proposerGone, foundMore, sealed
    }

    package var bar: AdminBar
    package var campaign: Campaign
    package var petition: Petition
    package var rule: CorrectionRule
    /// Nil where the rule can't be searched for.
    package var preview: Corrections.Preview?
    package var name: String
    package var reason: String
    /// Whether somebody else may write here: a large removal then waits for him or her.
    package var hasOthers: Bool
    package var refusal: Refusal?

    package init(
        bar: AdminBar,
        campaign: Campaign,
        petition: Petition,
        rule: CorrectionRule,
        preview: Corrections.Preview?,
        name: String = "",
        reason: String = "",
        hasOthers: Bool,
        refusal: Refusal? = nil
    ) {
        self.bar = bar
        self.campaign = campaign
        self.petition = petition
        self.rule = rule
        self.preview = preview
        self.name = name
        self.reason = reason
        self.hasOthers = hasOthers
        self.refusal = refusal
    }

    package var template: String { "admin-removal" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String { words.text("admin.removal") }

    package func view(in words: Words) -> any Sendable {
        View(
            bar: bar,
            figuresAddress: "/admin/campaigns/\(campaign.slug)/petitions/\(petition.slug)/figures",
            petition: PetitionView(PetitionReference(petition)),
            token: bar.token,
            refusal: refusal.map { words.text("error.removal.\($0)") },
            found: preview.flatMap { $0.found > 0 ? Found($0, self, words) : nil },
            isNothing: preview.map { $0.found == 0 } ?? false,
            unreadable: preview.flatMap { preview in
                preview.unreadable > 0 ? words.plural("admin.removal.unreadable", preview.unreadable) : nil
            }
        )
    }

    /// A rule travels from page to page as a form's hidden fields.
    private var hidden: [Hidden] {
        [
            Hidden(hiddenName: "look-domain", hiddenValue: rule.domain?.text ?? ""),
            Hidden(hiddenName: "source", hiddenValue: rule.source ?? ""),
            Hidden(hiddenName: "from", hiddenValue: rule.from.map { CalendarDate($0).hourText } ?? ""),
            Hidden(hiddenName: "until", hiddenValue: rule.until.map { CalendarDate($0).hourText } ?? ""),
        ]
    }

    private struct View: Sendable {
        let bar: AdminBar
        let figuresAddress: String
        let petition: PetitionView
        let token: String
        let refusal: String?
        let found: Found?
        let isNothing: Bool
        let unreadable: String?
    }

    private struct Hidden: Sendable {
        let hiddenName: String
        let hiddenValue: String
    }

    private struct Hour: Sendable {
        let hourName: String
        let hourCount: String
    }

    private struct Found: Sendable {
        let foundWords: String
        let ruleWords: String
        let after: String
        let slices: String?
        let approval: String?
        let hidden: [Hidden]
        let hours: [Hour]
        let inputs: [InputFieldView]

        init(_ preview: Corrections.Preview, _ page: AdminRemovalPage, _ words: Words) {
            let isLarge = preview.isLarge
            foundWords = words.plural("admin.removal.found", preview.found, ["total": words.number(preview.total)])
            ruleWords = RuleWords.text(page.rule, words)
            after = words.text("admin.removal.after", ["count": words.number(max(0, preview.total - preview.found))])
            let taken = preview.slices.found
            slices = taken > 0 ? words.plural("admin.removal.slices", taken) : nil
            approval = isLarge ? words.text("admin.removal.\(page.hasOthers ? "second" : "alone")") : nil
            hidden = page.hidden
            let isDaily = page.petition.sheet.publication == .daily
            hours = preview.hours.reversed().prefix(Self.hourLimit).map { hour in
                Hour(
                    hourName: isDaily ? words.day(hour.hour) : words.minute(hour.hour),
                    hourCount: words.number(hour.count)
                )
            }
            var fields = [
                InputField("name", words.text("admin.removal.name"), page.name).plain()
                    .hinted(words.text("admin.removal.name.hint")),
                InputField("reason", words.text("admin.removal.reason"), page.reason).lines(3)
                    .hinted(words.text("admin.removal.reason.hint")),
            ]
            if isLarge, !page.hasOthers {
                fields.append(
                    InputField("typed", words.text("admin.removal.typed")).plain()
                        .hinted(words.text("admin.removal.typed.hint", ["name": page.petition.slug.text]))
                )
            }
            inputs = fields.map(InputFieldView.init)
        }

        /// The newest hours are shown.
        private static let hourLimit = 72
    }
}

package import UndersignedApp
package import UndersignedCore

/// What of a petition's names and comments waits for somebody to look at it, and what can be decided.
package struct AdminModerationPage: Page {
    package var bar: AdminBar
    package var campaign: Campaign
    package var petition: Petition
    package var queue: Moderation.Queue
    /// About so many it was not decided just now, because they were gone or somebody else was faster.
    package var skipped: Int
    package var refusal: DisplayVerdict.Refusal?
    /// What was ticked in a form that was refused.
    package var ticked: Set<PublicNameHandle>
    package var rules: DisplayForm
    /// The mark of the rules that the form is filled with.
    package var seen: String
    /// What somebody else has set meanwhile.
    package var clash: DisplayForm?
    package var problems: [WritingProblem]

    package init(
        bar: AdminBar,
        campaign: Campaign,
        petition: Petition,
        queue: Moderation.Queue,
        skipped: Int = 0,
        refusal: DisplayVerdict.Refusal? = nil,
        ticked: Set<PublicNameHandle> = [],
        rules: DisplayForm? = nil,
        clash: DisplayForm? = nil,
        problems: [WritingProblem] = []
    ) {
        self.bar = bar
        self.campaign = campaign
        self.petition = petition
        self.queue = queue
        self.skipped = skipped
        self.refusal = refusal
        self.ticked = ticked
        self.rules = rules ?? DisplayForm(petition.sheet.display)
        self.clash = clash
        seen = Moderation.mark(of: petition.sheet.display)
        self.problems = problems
    }

    package var template: String { "admin-moderation" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String {
        words.text("admin.moderation.title", ["petition": petition.sheet.title])
    }

    package func view(in words: Words) -> any Sendable {
        let base = "/admin/campaigns/\(campaign.slug)/petitions/\(petition.slug)/moderation"
        let isMore = queue.waiting > Moderation.countLimit
        return View(
            bar: bar,
            heading: title(in: words),
            namesAddress: "/petitions/\(petition.slug)/names",
            decidedAddress: "\(base)/decisions",
            waiting: isMore
                ? words.plural("admin.moderation.more", Moderation.countLimit)
                : words.plural("admin.moderation.waiting", queue.waiting),
            skipped: skipped > 0 ? words.plural("admin.moderation.skipped", skipped) : nil,
            refusal: refusal.map { words.text("error.moderation.\($0.rawValue)") },
            last: queue.last.map { last in
                LastView(
                    action: "\(base)/reversal",
                    formToken: bar.token,
                    batch: last.batch.number,
                    what: words.plural(
                        "admin.moderation.last",
                        last.count,
                        ["what": DecisionWords.text(last.batch.verdict, words)]
                    )
                )
            },
            form: queue.items.isEmpty ? nil : form(base, words),
            script: ModerationModule.path,
            rules: petition.state == .draft ? nil : rules(base, words)
        )
    }

    private func rules(_ base: String, _ words: Words) -> RulesView {
        RulesView(
            action: "\(base)/rules",
            formToken: bar.token,
            seen: seen,
            clash: clash.map { ClashView(rows: AdminDisplayFields.fields($0, nil, words).map(ClashRow.init)) },
            // Comments that were not to be shown when they were given never are.
            inputs: AdminDisplayFields.fields(rules, ProblemWords(problems, words), words)
                .filter { $0.inputName != "comments" || petition.sheet.showsComments }
                .map(InputFieldView.init)
        )
    }

    private func form(_ base: String, _ words: Words) -> FormView {
        let reasons = DisplayReason.allCases.map { ($0.rawValue, words.text("report.reason.\($0.rawValue)")) }
        return FormView(
            action: base,
            formToken: bar.token,
            cases: queue.items.map { item in
                TickedCase(held: DisplayCaseView(item, words), isTicked: ticked.contains(item.held.place))
            },
            reasonInput: InputFieldView(
                InputField("reason", words.text("admin.moderation.reason"))
                    .choosing([("", words.text("admin.moderation.reason.none"))] + reasons)
            ),
            next: queue.next.map { "\(base)?after=\($0.text)" }
        )
    }

    private struct View: Sendable {
        let bar: AdminBar
        let heading: String
        let namesAddress: String
        let decidedAddress: String
        let waiting: String
        let skipped: String?
        let refusal: String?
        let last: LastView?
        let form: FormView?
        let script: String
        let rules: RulesView?
    }

    private struct LastView: Sendable {
        let action: String
        let formToken: String
        let batch: Int64
        let what: String
    }

    private struct FormView: Sendable {
        let action: String
        let formToken: String
        let cases: [TickedCase]
        let reasonInput: InputFieldView
        let next: String?
    }

    private struct TickedCase: Sendable {
        let held: DisplayCaseView
        let isTicked: Bool
    }

    private struct RulesView: Sendable {
        let action: String
        let formToken: String
        let seen: String
        let clash: ClashView?
        let inputs: [InputFieldView]
    }
}

/// The fields of a petition's rules of what is shown.
enum AdminDisplayFields {
    static func fields(_ form: DisplayForm, _ wrong: ProblemWords?, _ words: Words) -> [InputField] {
        let ways = PetitionSheet.Display.Way.allCases.map(\.rawValue)
        return [
            InputField("display", words.text("admin.petition.display"), form.way)
                .choosing(ways.map { ($0, words.text("admin.petition.display.\($0)")) })
                .hinted(words.text("admin.petition.display.hint")).wrong(wrong?["display"]),
            InputField("comments", words.text("admin.petition.comments"), form.comments)
                .choosing(DisplayForm.commentChoices.map { ($0, words.text("admin.petition.comments.\($0)")) })
                .hinted(words.text("admin.petition.comments.hint")).wrong(wrong?["comments"]),
            InputField("words", words.text("admin.petition.words"), form.words).lines(3)
                .hinted(words.text("admin.petition.words.hint")).wrong(wrong?["words"]),
        ]
    }
}

package import UndersignedApp
package import UndersignedCore

/// The form of a petition before it opens, its review, and what can be done with it afterwards.
package struct AdminPetitionPage: Page {
    /// Why something was not done.
    package enum Refusal: String, Hashable, Sendable, CaseIterable {
        case needsSecond = "needs-second"
        case notOffered = "not-offered"
        case notADraft = "not-a-draft"
        case closing
    }

    package var bar: AdminBar
    package var campaign: Campaign
    /// Nil for a new petition.
    package var draft: PetitionWriting.Draft?
    package var form: PetitionForm
    package var mark: String
    package var problems: [WritingProblem]
    package var clash: PetitionForm?
    package var refusal: Refusal?
    package var isSaved: Bool

    package init(
        bar: AdminBar,
        campaign: Campaign,
        draft: PetitionWriting.Draft?,
        form: PetitionForm,
        mark: String,
        problems: [WritingProblem] = [],
        clash: PetitionForm? = nil,
        refusal: Refusal? = nil,
        isSaved: Bool = false
    ) {
        self.bar = bar
        self.campaign = campaign
        self.draft = draft
        self.form = form
        self.mark = mark
        self.problems = problems
        self.clash = clash
        self.refusal = refusal
        self.isSaved = isSaved
    }

    package var template: String { "admin-petition" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String {
        draft == nil || form.title.isEmpty ? words.text("admin.petition.new") : form.title
    }

    package func view(in words: Words) -> any Sendable {
        let base = "/admin/campaigns/\(campaign.slug)/petitions"
        let state = draft?.petition.state ?? .draft
        return View(
            bar: bar,
            heading: title(in: words),
            campaignAddress: "/admin/campaigns/\(campaign.slug)",
            campaignTitle: campaign.title,
            state: draft.map { words.text("admin.state.\($0.petition.state.rawValue)") },
            publicAddress: state == .draft ? nil : draft.map { "/petitions/\($0.petition.slug)" },
            figuresAddress: state == .draft ? nil : draft.map { "\(base)/\($0.petition.slug)/figures" },
            action: draft.map { "\(base)/\($0.petition.slug)" } ?? base,
            token: bar.token,
            mark: mark,
            isSaved: isSaved,
            isWrong: !problems.isEmpty,
            refusal: refusal.map { words.text("error.petition.\($0.rawValue)") },
            clash: clash.map { ClashView(rows: AdminPetitionFields.rows($0, campaign, words)) },
            writing: state == .draft
                ? WritingView(
                    inputs: inputs(words).map(InputFieldView.init),
                    legend: words.text("admin.petition.to"),
                    targetError: ProblemWords(problems, words)["to"],
                    targets: campaign.targets.map { target in
                        TargetChoice(
                            choiceID: "to-\(target.id)",
                            choiceValue: target.id.text,
                            choiceLabel: target.name,
                            isChosen: form.to.contains(target.id.text)
                        )
                    },
                    previewHTML: form.letter.isEmpty ? nil : Markdown(form.letter).html
                ) : nil,
            // Only the text that stands is given to review or opened.
            review: state == .draft && clash == nil && problems.isEmpty
                ? draft.map { ReviewView($0, bar, words) } : nil,
            canClose: state == .open,
            handOver: state == .draft ? nil : draft.map { "\(base)/\($0.petition.slug)/deliveries" }
        )
    }

    private func inputs(_ words: Words) -> [InputField] {
        let wrong = ProblemWords(problems, words)
        return AdminPetitionFields.fields(form, words).filter { draft == nil || $0.inputName != "slug" }
            .map { $0.wrong(wrong[$0.inputName]) }
    }

    private struct View: Sendable {
        let bar: AdminBar
        let heading: String
        let campaignAddress: String
        let campaignTitle: String
        let state: String?
        let publicAddress: String?
        let figuresAddress: String?
        let action: String
        let token: String
        let mark: String
        let isSaved: Bool
        let isWrong: Bool
        let refusal: String?
        let clash: ClashView?
        let writing: WritingView?
        let review: ReviewView?
        let canClose: Bool
        let handOver: String?
    }

    private struct WritingView: Sendable {
        let inputs: [InputFieldView]
        let legend: String
        let targetError: String?
        let targets: [TargetChoice]
        let previewHTML: String?
    }

    private struct TargetChoice: Sendable {
        let choiceID: String
        let choiceValue: String
        let choiceLabel: String
        let isChosen: Bool
    }
}

/// Where a draft stands on its way to being opened.
struct ReviewView: Sendable {
    let isOffered: Bool
    /// Who opens it alone is told so.
    let note: String
    let closesInput: InputFieldView
    let texts: [TextView]

    /// A text that somebody saved.
    struct TextView: Sendable {
        let about: String
        let text: String
    }

    init(_ draft: PetitionWriting.Draft, _ bar: AdminBar, _ words: Words) {
        isOffered = draft.review != nil
        note = words.text(draft.hasOthers ? "admin.review.second" : "admin.review.alone")
        closesInput = InputFieldView(
            InputField("closes", words.text("admin.petition.closes"), kind: .date)
                .hinted(words.text("admin.petition.closes.hint"))
        )
        texts = draft.texts.map { text in
            TextView(
                about: words.text(
                    "admin.petition.text",
                    ["time": words.minute(text.savedAt), "person": text.person ?? words.text("admin.trail.command")]
                ),
                text: "\(text.sheet.title)\n\n\(text.sheet.letter)"
            )
        }
    }
}

package import UndersignedApp
package import UndersignedCore

/// The form of a petition before it opens, its review, and what can be done with it afterwards.
package struct AdminPetitionPage: Page {
    /// Why something was not done.
    package enum Refusal: String, Hashable, Sendable, CaseIterable {
        case needsSecond = "needs-second"
        case notOffered = "not-offered"
        case notADraft = "not-a-draft"
        case staleTranslation = "stale-translation"
        case opening
        case closing
        case keyOfServer = "key-of-server"
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
    /// Why it was not closed.
    package var waiting: PetitionWriting.Waiting?
    /// Why a letter for members did not open.
    package var memberProblem: MemberRules.Problem?
    package var isSaved: Bool
    /// Shown to be looked at: what stands in the form is stored nowhere.
    package var isTrial = false
    /// The days of opening and closing as typed.
    package var days = (opens: "", closes: "")
    /// Public petitions like this one; nil where nobody looked for them.
    package var alike: [PetitionItem]?
    /// They are shown before a new one is stored: sent again, it is.
    package var hasSeenAlike = false

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
        let petition = draft?.petition
        let state = petition?.state ?? .draft
        // Only the text that stands is given to review or opened.
        let stands = state == .draft && clash == nil && problems.isEmpty && !isTrial
        let action = petition.map { "\(base)/\($0.slug)" } ?? base
        return View(
            bar: bar,
            heading: title(in: words),
            campaignAddress: "/admin/campaigns/\(campaign.slug)",
            campaignTitle: campaign.title,
            state: petition.map { words.state(of: $0) },
            publicAddress: petition.flatMap { $0.isPrivate ? nil : "/petitions/\($0.slug)" },
            sealed: state == .draft ? nil : petition.flatMap { SealedRecordsView($0, at: action) },
            figuresAddress: state == .draft ? nil : draft.map { "\(base)/\($0.petition.slug)/figures" },
            action: action,
            token: bar.token,
            mark: mark,
            isSaved: isSaved,
            isWrong: !problems.isEmpty,
            isTrial: isTrial,
            refusal: refusal.map { words.text("error.petition.\($0.rawValue)") }
                ?? memberProblem.map { words.text("error.petition.members", ["what": words.members($0)]) },
            waiting: waiting.map { Self.sentence($0, words) },
            clash: clash.map { ClashView(rows: AdminPetitionFields.rows($0, campaign, words)) },
            alike: alike.map { AlikeView($0, words) },
            hasSeenAlike: hasSeenAlike,
            writing: state == .draft ? writing(words) : nil,
            discard: stands ? draft.flatMap(DiscardView.init) : nil,
            review: stands && draft?.isDiscarded == false ? draft.flatMap { ReviewView($0, days, words) } : nil,
            schedule: stands ? draft.flatMap { ScheduleView($0, words) } : nil,
            translations: stands ? draft.map { TranslationsView($0, at: action, words) } : nil,
            texts: stands ? draft.map { TextsView($0, words) } : nil,
            canClose: state == .open,
            isDaily: petition?.sheet.publication == .daily,
            handOver: state == .draft ? nil : draft.map { "\(base)/\($0.petition.slug)/deliveries" }
        )
    }

    private static func sentence(_ waiting: PetitionWriting.Waiting, _ words: Words) -> String {
        switch waiting {
        case .undecided(let count): words.plural("error.petition.undecided", count)
        case .unpublished(let count): words.plural("error.petition.unpublished", count)
        }
    }

    private func writing(_ words: Words) -> WritingView {
        let wrong = ProblemWords(problems, words)
        let fields = AdminPetitionFields.fields(form, words).filter { draft == nil || $0.inputName != "slug" }
            .map { $0.wrong(wrong[$0.inputName]) }
        let place = fields.firstIndex { $0.inputName == "letter" } ?? fields.endIndex
        let below = AdminPetitionFields.grouped(fields[place...].dropFirst(), words)
        return WritingView(
            before: fields[..<place].map(InputFieldView.init),
            letter: fields[place...].prefix(1).map(InputFieldView.init),
            after: below.plain.map(InputFieldView.init),
            groups: below.groups,
            legend: words.text("admin.petition.to"),
            targetError: wrong["to"],
            targets: campaign.targets.map { target in
                TargetChoice(
                    choiceID: "to-\(target.id)",
                    choiceValue: target.id.text,
                    choiceLabel: target.name,
                    isChosen: form.to.contains(target.id.text)
                )
            },
            preview: PreviewView(form.letter, language: form.language, campaign: campaign.slug),
            looksForAlike: draft == nil
        )
    }

    private struct View: Sendable {
        let bar: AdminBar
        let heading: String
        let campaignAddress: String
        let campaignTitle: String
        let state: String?
        let publicAddress: String?
        let sealed: SealedRecordsView?
        let figuresAddress: String?
        let action: String
        let token: String
        let mark: String
        let isSaved: Bool
        let isWrong: Bool
        let isTrial: Bool
        let refusal: String?
        let waiting: String?
        let clash: ClashView?
        let alike: AlikeView?
        let hasSeenAlike: Bool
        let writing: WritingView?
        let discard: DiscardView?
        let review: ReviewView?
        let schedule: ScheduleView?
        let translations: TranslationsView?
        let texts: TextsView?
        let canClose: Bool
        let isDaily: Bool
        let handOver: String?
    }

    private struct WritingView: Sendable {
        let before: [InputFieldView]
        let letter: [InputFieldView]
        let after: [InputFieldView]
        let groups: [AdminPetitionFields.GroupView]
        let legend: String
        let targetError: String?
        let targets: [TargetChoice]
        let preview: PreviewView
        let looksForAlike: Bool
    }

    private struct TargetChoice: Sendable {
        let choiceID: String
        let choiceValue: String
        let choiceLabel: String
        let isChosen: Bool
    }
}

/// A sealed petition's records, for its organiser to fetch.
struct SealedRecordsView: Sendable {
    let sealedAction: String
    let sealedWords: String

    /// Nil where the server holds the key.
    init?(_ petition: Petition, at address: String) {
        guard let key = petition.sheet.custody else { return nil }
        (sealedAction, sealedWords) = ("\(address)/records", key.fingerprint)
    }
}

/// Petitions that are like the one that is being written.
struct AlikeView: Sendable {
    let found: [PetitionItemView]
    let isNothing: Bool

    init(_ items: [PetitionItem], _ words: Words) {
        found = items.map { PetitionItemView($0, words) }
        isNothing = items.isEmpty
    }
}

import UndersignedApp
package import UndersignedCore

/// Somebody who is addressed: where he or she stands, and the form of a new answer.
package struct AdminTargetPage: Page {
    package var bar: AdminBar
    package var campaign: Campaign
    package var target: Target
    /// Of the record that the form was made of.
    package var mark: String
    package var draft: StandingDraft
    /// The hash of the private answer that the form was made of, in hexadecimal; nil for none.
    package var answer: String?
    package var problems: [StandingDraft.Problem]
    /// Something stood in the way that is not in the form.
    package var isUnrecorded: Bool
    package var isSaved: Bool

    package init(
        bar: AdminBar,
        campaign: Campaign,
        target: Target,
        mark: String,
        draft: StandingDraft,
        answer: String? = nil,
        problems: [StandingDraft.Problem] = [],
        isUnrecorded: Bool = false,
        isSaved: Bool = false
    ) {
        self.bar = bar
        self.campaign = campaign
        self.target = target
        self.mark = mark
        self.draft = draft
        self.answer = answer
        self.problems = problems
        self.isUnrecorded = isUnrecorded
        self.isSaved = isSaved
    }

    package var template: String { "admin-target" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String { words.text("admin.target.title", ["target": target.name]) }

    package func view(in words: Words) -> any Sendable {
        let answers = AnswerProblems(problems, words)
        return View(
            bar: bar,
            heading: title(in: words),
            campaignAddress: "/admin/campaigns/\(campaign.slug)",
            campaignTitle: campaign.title,
            state: words.text("target.state.\(target.standing.rawValue)"),
            publicAddress: "/campaigns/\(campaign.slug)",
            action: "/admin/campaigns/\(campaign.slug)/targets/\(target.id)",
            token: bar.token,
            mark: mark,
            answer: answer,
            isSaved: isSaved,
            isWrong: !problems.isEmpty,
            problem: answers[.whole] ?? (isUnrecorded ? words.text("error.answer.later") : nil),
            inputs: inputs(words, answers).map(InputFieldView.init)
        )
    }

    private func inputs(_ words: Words, _ problems: AnswerProblems) -> [InputField] {
        let places: [String: AnswerProblems.Place] = [
            "state": .state, "date": .date, "text": .text, "source": .source, "correction": .correction,
        ]
        return Self.fields(draft, words).map { field in field.wrong(places[field.inputName].flatMap { problems[$0] }) }
    }

    static func fields(_ draft: StandingDraft, _ words: Words) -> [InputField] {
        let states = Target.Standing.allCases.map { ($0.rawValue, words.text("target.state.\($0.rawValue)")) }
        return [
            InputField("state", words.text("admin.target.state"), draft.state.rawValue).choosing(states),
            InputField("date", words.text("admin.target.date"), draft.date, kind: .date)
                .hinted(words.text("admin.target.date.hint")),
            InputField("text", words.text("admin.target.text"), draft.text).lines(6)
                .hinted(words.text("admin.target.text.hint")),
            InputField("source", words.text("admin.target.source"), draft.source.map(String.init) ?? "", kind: .number)
                .hinted(words.text("admin.target.source.hint")),
            InputField("correction", words.text("admin.target.correction"), draft.correction)
                .hinted(words.text("admin.target.correction.hint")),
        ]
    }

    private struct View: Sendable {
        let bar: AdminBar
        let heading: String
        let campaignAddress: String
        let campaignTitle: String
        let state: String
        let publicAddress: String
        let action: String
        let token: String
        let mark: String
        let answer: String?
        let isSaved: Bool
        let isWrong: Bool
        let problem: String?
        let inputs: [InputFieldView]
    }
}

/// What is wrong with an answer, in words, by the field it is said at.
private struct AnswerProblems {
    enum Place {
        case whole, state, date, text, source, correction
    }

    private let messages: [Place: String]

    init(_ problems: [StandingDraft.Problem], _ words: Words) {
        let placed = problems.map { Self.message($0, words) }
        messages = Dictionary(placed.map { ($0.place, $0.words) }) { "\($0) · \($1)" }
    }

    subscript(place: Place) -> String? { messages[place] }

    private static func message(_ problem: StandingDraft.Problem, _ words: Words) -> (place: Place, words: String) {
        switch problem {
        case .notAsked: (.whole, words.text("error.answer.not-asked"))
        case .unchanged: (.whole, words.text("error.answer.unchanged"))
        case .answerUnwanted: (.state, words.text("error.answer.unwanted"))
        case .noAnswerAgain: (.correction, words.text("error.answer.again"))
        case .dateForm: (.date, words.text("error.writing.date"))
        case .dateAhead: (.date, words.text("error.answer.ahead"))
        case .dateBeforeAsked(let day): (.date, words.text("error.answer.before", ["day": words.day(day)]))
        case .textMissing: (.text, words.text("error.writing.empty"))
        case .text(.tooLong(let limit)): (.text, words.plural("error.writing.long", limit))
        case .text: (.text, words.text("error.writing.characters"))
        case .source: (.source, words.text("error.answer.source"))
        case .correction(.tooLong(let limit)): (.correction, words.plural("error.writing.long", limit))
        case .correction: (.correction, words.text("error.writing.characters"))
        }
    }
}

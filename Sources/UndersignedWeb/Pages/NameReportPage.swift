package import UndersignedCore

/// Where a reader says what is wrong with a name or a comment.
package struct NameReportPage: Page {
    /// What the page says.
    package enum State: Sendable {
        /// The form, for this name.
        case open(PublicName)
        /// It was handed over.
        case sent
        /// No name is shown there any more.
        case gone
    }

    package var petition: PetitionReference
    package var place: PublicNameHandle
    package var state: State
    /// For the form.
    package var token: String
    /// As typed.
    package var reason: String
    package var text: String
    package var problem: NameReport.Problem?
    /// The form's token is not ours, or no longer.
    package var isStale: Bool

    package init(
        petition: PetitionReference,
        place: PublicNameHandle,
        state: State,
        token: String = "",
        reason: String = "",
        text: String = "",
        problem: NameReport.Problem? = nil,
        isStale: Bool = false
    ) {
        self.petition = petition
        self.place = place
        self.state = state
        self.token = token
        self.reason = reason
        self.text = text
        self.problem = problem
        self.isStale = isStale
    }

    package var template: String { "name-report" }

    package func title(in words: Words) -> String {
        switch state {
        case .open: words.text("report.title")
        case .sent: words.text("report.sent.title")
        case .gone: words.text("report.gone.title")
        }
    }

    package func view(in words: Words) -> any Sendable {
        let names = "/petitions/\(petition.slug)/names"
        var form: FormView?
        var said: String?
        switch state {
        case .open(let name):
            form = FormView(
                action: "\(names)/\(place.text)/reports",
                token: token,
                name: name.name,
                comment: name.comment,
                reasonError: problem == .reason ? words.text("error.report.reason") : nil,
                reasons: DisplayReason.allCases.map { reason in
                    ReasonView(
                        choiceID: "reason-\(reason.rawValue)",
                        choiceValue: reason.rawValue,
                        choiceLabel: words.text("report.reason.\(reason.rawValue)"),
                        isChosen: reason.rawValue == self.reason
                    )
                },
                text: text,
                textError: textError(words) ?? (isStale ? words.text("error.report.again") : nil)
            )
        case .sent: said = words.text("report.sent.what")
        case .gone: said = words.text("report.gone.what")
        }
        return View(
            petition: PetitionView(petition),
            heading: title(in: words),
            form: form,
            said: said,
            namesAddress: names
        )
    }

    private func textError(_ words: Words) -> String? {
        guard case .words(let problem) = problem else { return nil }
        guard case .tooLong(let limit) = problem else { return words.text("error.report.characters") }
        return words.plural("error.report.long", limit)
    }

    private struct View: Sendable {
        let petition: PetitionView
        let heading: String
        let form: FormView?
        let said: String?
        let namesAddress: String
    }

    private struct FormView: Sendable {
        let action: String
        let token: String
        let name: String
        let comment: String?
        let reasonError: String?
        let reasons: [ReasonView]
        let text: String
        let textError: String?
    }

    private struct ReasonView: Sendable {
        let choiceID: String
        let choiceValue: String
        let choiceLabel: String
        let isChosen: Bool
    }
}

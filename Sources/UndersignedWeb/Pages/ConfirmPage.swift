/// "Check your answers", opened from the mail: it counts nothing until the button is pressed (S-27).
package struct ConfirmPage: Page {
    package var petition: PetitionReference
    package var token: String
    package var answers: SignatureAnswers
    /// The text version shown; sent back so that a changed text is noticed.
    package var textVersion: Int
    /// The text changed since the person asked to sign.
    package var isTextChanged: Bool
    /// What changed, where it is known which version the person was shown.
    package var change: TextChange?
    /// Who can open contact data.
    package var custody: CustodyNotice

    package init(
        petition: PetitionReference,
        token: String,
        answers: SignatureAnswers,
        textVersion: Int,
        isTextChanged: Bool = false,
        change: TextChange? = nil,
        custody: CustodyNotice = .server
    ) {
        self.petition = petition
        self.token = token
        self.answers = answers
        self.textVersion = textVersion
        self.isTextChanged = isTextChanged
        self.change = change
        self.custody = custody
    }

    package var template: String { "confirm" }

    package func title(in words: Words) -> String {
        words.text(isTextChanged ? "changed.title" : "confirm.title")
    }

    package func view(in words: Words) -> any Sendable {
        View(
            petition: PetitionView(petition),
            token: token,
            answers: AnswersView(answers, words),
            custody: CustodyView(custody, words),
            heading: title(in: words),
            textVersion: textVersion,
            version: words.text("letter.version", ["number": words.number(textVersion)]),
            isTextChanged: isTextChanged,
            differenceAddress: change.map { TextChangeView($0, slug: petition.slug, words).changeAddress },
            button: words.text(answers.organisation == nil ? "form.button.person" : "form.button.organisation")
        )
    }

    private struct View: Sendable {
        let petition: PetitionView
        let token: String
        let answers: AnswersView
        let custody: CustodyView
        let heading: String
        let textVersion: Int
        let version: String
        let isTextChanged: Bool
        let differenceAddress: String?
        let button: String
    }
}

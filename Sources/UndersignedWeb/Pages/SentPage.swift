/// "Check your e-mail": shown after the form, the same for everybody who sent it (F-J).
package struct SentPage: Page {
    package var petition: PetitionReference
    /// The address as typed; nil when the page no longer knows it.
    package var address: String?
    /// The sealed value for the resend button; nil where there is nothing to send again.
    package var sealed: String?
    /// Days until what was typed is deleted if nobody confirms.
    package var pendingDays: Int
    /// A near miss of a big mail provider, offered and never applied: `gmail.com`.
    package var suggestedDomain: String?

    package init(
        petition: PetitionReference,
        address: String?,
        sealed: String?,
        pendingDays: Int = 7,
        suggestedDomain: String? = nil
    ) {
        self.petition = petition
        self.address = address
        self.sealed = sealed
        self.pendingDays = pendingDays
        self.suggestedDomain = suggestedDomain
    }

    package var template: String { "sent" }

    package func title(in words: Words) -> String { words.text("sent.title") }

    package func view(in words: Words) -> any Sendable {
        View(
            petition: PetitionView(petition),
            address: address,
            sealed: sealed,
            suggestion: suggestedDomain.map { words.text("form.email.suggestion", ["domain": $0]) },
            deadline: words.plural("sent.deadline", pendingDays)
        )
    }

    private struct View: Sendable {
        let petition: PetitionView
        let address: String?
        let sealed: String?
        let suggestion: String?
        let deadline: String
    }
}

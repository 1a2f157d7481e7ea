/// What came of asking for the mail again.
package struct ResentPage: Page {
    /// Whether one more mail was queued.
    package enum Outcome: Sendable {
        case sent
        /// The limit of mails a day to one address is reached; nothing changed.
        case limited
        /// The mail server said that there is no such mailbox; no other mail was queued.
        case returned
        /// The page no longer knows the address.
        case unknown
    }

    package var petition: PetitionReference
    package var address: String?
    package var outcome: Outcome

    package init(petition: PetitionReference, address: String?, outcome: Outcome) {
        self.petition = petition
        self.address = address
        self.outcome = outcome
    }

    package var template: String { "resent" }

    package func title(in words: Words) -> String { words.text("resent.\(name).title") }

    package func view(in words: Words) -> any Sendable {
        View(
            petition: PetitionView(petition),
            heading: title(in: words),
            what: words.text("resent.\(name).what"),
            address: address
        )
    }

    private var name: String {
        switch outcome {
        case .sent: "sent"
        case .limited: "limited"
        case .returned: "returned"
        case .unknown: "unknown"
        }
    }

    private struct View: Sendable {
        let petition: PetitionView
        let heading: String
        let what: String
        let address: String?
    }
}

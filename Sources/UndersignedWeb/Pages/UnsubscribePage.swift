/// The page of the address in an update's mail: a button that stops the mails, or that they are stopped.
package struct UnsubscribePage: Page {
    package var petition: PetitionReference
    package var token: String
    package var isDone: Bool

    package init(petition: PetitionReference, token: String, isDone: Bool) {
        self.petition = petition
        self.token = token
        self.isDone = isDone
    }

    package var template: String { "unsubscribe" }

    package func title(in words: Words) -> String {
        words.text(isDone ? "unsubscribe.done" : "unsubscribe.title")
    }

    package func view(in words: Words) -> any Sendable {
        View(petition: PetitionView(petition), heading: title(in: words), token: isDone ? nil : token)
    }

    private struct View: Sendable {
        let petition: PetitionView
        let heading: String
        /// Nil where nothing is left to do.
        let token: String?
    }
}

/// A link that names nothing here: mistyped, or so old that nothing of it is left.
package struct UnknownLinkPage: Page {
    /// The petition of the link, where it lost entries; else nobody learns which one it was.
    package var petition: PetitionReference?
    /// The way out that the link's petition chose, which names nothing.
    package var exit: String?

    package init(of petition: PetitionReference? = nil, exit: String? = nil) {
        self.petition = petition
        self.exit = exit
    }

    package var template: String { "unknown-link" }

    package func title(in words: Words) -> String { words.text("unknown.title") }

    package func view(in words: Words) -> any Sendable { View(petition: petition.map(PetitionView.init)) }

    private struct View: Sendable {
        let petition: PetitionView?
    }
}

/// The page of a management link: it withdraws, and opens no box.
package struct ManagePage: Page {
    /// Why the link can do no more.
    package enum Reason: Sendable {
        /// The address had signed before and asked again.
        case signedAlready
        /// What was held has been deleted on time.
        case deleted
    }

    package var petition: PetitionReference
    package var token: String
    package var reason: Reason
    /// False once the petition's dedupe key is destroyed or the petition delivered.
    package var canWithdraw: Bool
    /// The text changed since the person signed; nil where it did not.
    package var change: TextChange?

    package init(
        petition: PetitionReference,
        token: String,
        reason: Reason = .signedAlready,
        canWithdraw: Bool,
        change: TextChange? = nil
    ) {
        self.petition = petition
        self.token = token
        self.reason = reason
        self.canWithdraw = canWithdraw
        self.change = change
    }

    package var template: String { "manage" }

    package func title(in words: Words) -> String { words.text("manage.title") }

    package func view(in words: Words) -> any Sendable {
        View(
            petition: PetitionView(petition),
            token: canWithdraw ? token : nil,
            what: words.text(reason == .deleted ? "manage.deleted" : "manage.what"),
            change: change.map { TextChangeView($0, slug: petition.slug, words) }
        )
    }

    private struct View: Sendable {
        let petition: PetitionView
        let token: String?
        let what: String
        let change: TextChangeView?
    }
}

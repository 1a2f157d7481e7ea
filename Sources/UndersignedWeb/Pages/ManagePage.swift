package import UndersignedApp
package import UndersignedCore

/// The page of a management link: it withdraws, and opens no box.
package struct ManagePage: Page {
    /// Why the link can do no more.
    package enum Reason: Sendable {
        /// The address had signed before and asked again.
        case signedAlready
        /// What was held has been deleted on time.
        case deleted
        /// Likewise, but for the address that something ticked needs.
        case keptForConsents
    }

    package var petition: PetitionReference
    package var token: String
    package var reason: Reason
    /// False once the petition's dedupe key is destroyed.
    package var canWithdraw: Bool
    /// It was handed over, so the count stays.
    package var isDelivered: Bool
    /// The text changed since the person signed; nil where it did not.
    package var change: TextChange?
    /// What the public sees of the signatory; nil for nothing.
    package var display: OwnDisplay.State?
    /// Nil where nobody could write updates.
    package var updates: UpdateChoice?
    /// The partners that may write, each with a way to say no again.
    package var consents: [Partner] = []

    package init(
        petition: PetitionReference,
        token: String,
        reason: Reason = .signedAlready,
        canWithdraw: Bool,
        isDelivered: Bool = false,
        change: TextChange? = nil,
        display: OwnDisplay.State? = nil,
        updates: UpdateChoice? = nil
    ) {
        self.petition = petition
        self.token = token
        self.reason = reason
        self.canWithdraw = canWithdraw
        self.isDelivered = isDelivered
        self.change = change
        self.display = display
        self.updates = updates
    }

    package var template: String { "manage" }

    package func title(in words: Words) -> String { words.text("manage.title") }

    package func view(in words: Words) -> any Sendable {
        View(
            petition: PetitionView(petition),
            token: canWithdraw ? token : nil,
            isDelivered: isDelivered,
            what: words.text(what),
            change: change.map { TextChangeView($0, slug: petition.slug, words) },
            display: display.map { OwnDisplayView($0, token: token, words) },
            updates: updates.map { UpdateChoiceView($0, token: token, words) },
            hasConsents: !consents.isEmpty,
            consents: consents.map(PartnerConsentView.init)
        )
    }

    private var what: String {
        switch reason {
        case .signedAlready: "manage.what"
        case .deleted: "manage.deleted"
        case .keptForConsents: "manage.kept-for-consents"
        }
    }

    private struct View: Sendable {
        let petition: PetitionView
        let token: String?
        let isDelivered: Bool
        let what: String
        let change: TextChangeView?
        let display: OwnDisplayView?
        let updates: UpdateChoiceView?
        let hasConsents: Bool
        let consents: [PartnerConsentView]
    }
}

package import UndersignedCore

/// A link that has nothing left to do, and the page that says what happened.
package struct OutcomePage: Page {
    /// What happened.
    package enum Outcome: Sendable {
        case held(token: String, days: Int)
        case withdrawn(mayAgain: Bool, isDelivered: Bool)
        /// Not confirmed in time; what was typed is deleted.
        case expired(days: Int, isOpen: Bool)
        /// The petition closed before the button was pressed.
        case closed(Moment)
        /// A newer mail was sent, and only its link works.
        case replaced
        /// Taken out of the count by the organiser, with the public reason.
        case removed(RemovalReason)
    }

    package var petition: PetitionReference
    package var outcome: Outcome
    package var contact: String?

    package init(petition: PetitionReference, outcome: Outcome, contact: String? = nil) {
        self.petition = petition
        self.outcome = outcome
        self.contact = contact
    }

    package var template: String { "outcome" }

    package func title(in words: Words) -> String { words.text("outcome.\(name).title") }

    package func view(in words: Words) -> any Sendable {
        let sentences = sentences(in: words)
        return View(
            petition: PetitionView(petition),
            heading: title(in: words),
            sentences: sentences,
            again: mayAgain,
            withdrawal: heldToken.map(Withdrawal.init),
            contact: contact
        )
    }

    private var name: String {
        switch outcome {
        case .held: "held"
        case .withdrawn: "withdrawn"
        case .expired: "expired"
        case .closed: "closed"
        case .replaced: "replaced"
        case .removed: "removed"
        }
    }

    private var mayAgain: Bool {
        switch outcome {
        case .withdrawn(let mayAgain, _): mayAgain
        case .expired(_, let isOpen): isOpen
        case .held, .closed, .replaced, .removed: false
        }
    }

    private var heldToken: String? {
        guard case .held(let token, _) = outcome else { return nil }
        return token
    }

    private func sentences(in words: Words) -> [String] {
        switch outcome {
        case .held(_, let days):
            [words.text("outcome.held.what"), words.text("outcome.held.why"), words.plural("outcome.held.when", days)]
        case .withdrawn(_, let isDelivered):
            [words.text(isDelivered ? "outcome.withdrawn.delivered" : "outcome.withdrawn.what")]
                + [words.text("outcome.withdrawn.deleted")]
        case .expired(let days, _): [words.plural("outcome.expired.what", days)]
        case .closed(let moment): [words.text("outcome.closed.what", ["day": words.day(moment)])]
        case .replaced: [words.text("outcome.replaced.what")]
        case .removed(let reason): [words.text("outcome.removed.\(Self.word(for: reason))")]
        }
    }

    private static func word(for reason: RemovalReason) -> String {
        switch reason {
        case .withdrawn: "withdrawn"
        case .bounced: "bounced"
        case .duplicate: "duplicate"
        case .invalid: "invalid"
        case .order: "order"
        }
    }

    private struct View: Sendable {
        let petition: PetitionView
        let heading: String
        let sentences: [String]
        let again: Bool
        let withdrawal: Withdrawal?
        let contact: String?
    }

    private struct Withdrawal: Sendable {
        let token: String
    }
}

package import UndersignedApp
package import UndersignedCore

/// A link that has nothing left to do, and the page that says what happened.
package struct OutcomePage: Page {
    /// What happened.
    package enum Outcome: Sendable {
        case held(token: String, days: Int)
        /// The petition closed before anybody decided about it.
        case undecided(token: String)
        /// The petition closed before so many waited as are published together.
        case unpublished(token: String, least: Int)
        case withdrawn(Links.Withdrawal, mayAgain: Bool)
        /// Not confirmed in time; what was typed is deleted.
        case expired(days: Int, isOpen: Bool)
        /// The petition closed before the button was pressed.
        case closed(Moment)
        /// A newer mail was sent, and only its link works.
        case replaced
        case removed(Removal)
        /// Somebody else had typed the address; with the link, to say that it was oneself after all.
        case disowned(token: String, isEverywhere: Bool)
    }

    /// Taken out by somebody else than the signatory, with the public reason.
    package struct Removal: Hashable, Sendable {
        package var reason: RemovalReason
        /// Whether it ever was in the count; else there was nothing to take out of the log.
        package var wasCounted: Bool
        package var isOpen: Bool
        /// Whom to write to; nil where the petition belongs to no campaign.
        package var organiser: String?

        package init(reason: RemovalReason, wasCounted: Bool, isOpen: Bool, organiser: String?) {
            self.reason = reason
            self.wasCounted = wasCounted
            self.isOpen = isOpen
            self.organiser = organiser
        }
    }

    package var petition: PetitionReference
    package var outcome: Outcome
    package var contact: String?
    /// What is to be shown of a signature that is held; nil for nothing.
    package var display: OwnDisplay.State?
    /// Nil where nobody could write updates, or the link stands for no signature.
    package var updates: UpdateChoice?
    /// Of a letter that members sign: nothing of theirs is held but what they chose to show, and a token counts once.
    package var isMember = false

    package init(
        petition: PetitionReference,
        outcome: Outcome,
        contact: String? = nil,
        display: OwnDisplay.State? = nil,
        updates: UpdateChoice? = nil
    ) {
        self.petition = petition
        self.outcome = outcome
        self.contact = contact
        self.display = display
        self.updates = updates
    }

    package var template: String { "outcome" }

    package func title(in words: Words) -> String { words.text("outcome.\(name).title") }

    package func view(in words: Words) -> any Sendable {
        let sentences = sentences(in: words)
        return View(
            petition: PetitionView(petition),
            heading: title(in: words),
            sentences: sentences,
            again: mayAgain && !isMember,
            isMember: isMember,
            withdrawal: heldToken.map { Withdrawal(token: $0) },
            reclaim: disownedToken,
            contact: contact,
            display: heldToken.flatMap { token in
                display.map { OwnDisplayView($0, token: token, isMember: isMember, words) }
            },
            updates: heldToken.flatMap { token in updates.map { UpdateChoiceView($0, token: token, words) } }
        )
    }

    private var name: String {
        switch outcome {
        case .held: "held"
        case .undecided: "undecided"
        case .unpublished: "unpublished"
        case .withdrawn: "withdrawn"
        case .expired: "expired"
        case .closed: "closed"
        case .replaced: "replaced"
        case .removed(let removal): removal.wasCounted ? "removed" : "uncounted"
        case .disowned: "disowned"
        }
    }

    private var mayAgain: Bool {
        switch outcome {
        case .withdrawn(_, let mayAgain): mayAgain
        case .expired(_, let isOpen): isOpen
        case .removed(let removal): removal.isOpen && !removal.reason.keepsTag
        case .held, .undecided, .unpublished, .closed, .replaced, .disowned: false
        }
    }

    private var disownedToken: String? {
        guard case .disowned(let token, _) = outcome else { return nil }
        return token
    }

    private var heldToken: String? {
        switch outcome {
        case .held(let token, _), .undecided(let token), .unpublished(let token, _): token
        case .withdrawn, .expired, .closed, .replaced, .removed, .disowned: nil
        }
    }

    private func sentences(in words: Words) -> [String] {
        switch outcome {
        case .held(_, let days):
            [words.text("outcome.held.what"), words.text("outcome.held.why"), words.plural("outcome.held.when", days)]
        case .undecided:
            [
                words.text("outcome.held.why"), words.text("outcome.undecided.what"),
                words.text("outcome.undecided.kept"),
            ]
        case .unpublished(_, let least):
            [
                words.text("outcome.unpublished.what", ["least": words.number(least)]),
                words.text(isMember ? "member-link.unpublished" : "outcome.undecided.kept"),
            ]
        case .withdrawn(let withdrawal, _):

            [
                words.text(Self.named(withdrawal)),
                words.text(isMember ? "member-link.gone" : "outcome.withdrawn.deleted"),
            ]
        case .expired(let days, _): [words.plural("outcome.expired.what", days)]
        case .closed(let moment): [words.text("outcome.closed.what", ["day": words.day(moment)])]
        case .replaced: [words.text("outcome.replaced.what")]
        case .removed(let removal): sentences(removal, in: words)
        case .disowned(_, let isEverywhere):
            [
                words.text("outcome.disowned.what"),
                words.text(isEverywhere ? "outcome.disowned.everywhere" : "outcome.disowned.mail"),
            ]
        }
    }

    /// What happened, why, what is left of it, and what the person can do.
    private func sentences(_ removal: Removal, in words: Words) -> [String] {
        let (name, rule) = Self.named(removal.reason)
        let what = words.text(removal.wasCounted ? "outcome.removed.what" : "outcome.uncounted.what")
        let why = words.text("outcome.removed.\(name)", rule.map { ["rule": $0] } ?? [:])
        let left = removal.reason.keepsTag ? "outcome.removed.kept" : "outcome.removed.deleted"
        let kept = words.text(isMember ? "member-link.gone" : left)
        let organiser = removal.organiser
        let objection = organiser.map { words.text("outcome.removed.write", ["organiser": $0]) }
        let next = [
            .bounced: "outcome.removed.another-address", .withdrawn: "outcome.removed.anew",
        ][removal.reason].flatMap { removal.isOpen && !isMember ? words.text($0) : nil }
        return [what, why, kept, next ?? objection ?? words.text("outcome.removed.write-anyone")]
    }

    private static func named(_ withdrawal: Links.Withdrawal) -> String {
        switch withdrawal {
        case .uncounted: "outcome.withdrawn.uncounted"
        case .takenOut: "outcome.withdrawn.what"
        case .delivered: "outcome.withdrawn.delivered"
        }
    }

    private static func named(_ reason: RemovalReason) -> (name: String, rule: String?) {
        switch reason {
        case .withdrawn: ("withdrawn", nil)
        case .bounced: ("bounced", nil)
        case .duplicate: ("duplicate", nil)
        case .invalid(let rule): ("invalid", rule)
        case .order: ("order", nil)
        }
    }

    private struct View: Sendable {
        let petition: PetitionView
        let heading: String
        let sentences: [String]
        let again: Bool
        let isMember: Bool
        let withdrawal: Withdrawal?
        /// The link of somebody who had asked after all.
        let reclaim: String?
        let contact: String?
        let display: OwnDisplayView?
        let updates: UpdateChoiceView?
    }

    private struct Withdrawal: Sendable {
        let token: String
        /// What is held is in no log, and was not handed over.
        let isDelivered = false
        /// One that can be withdrawn here was never published.
        let isUncounted = true
    }
}

/// Where a signature stands.
///
/// The states and edges are those of S-13.
package enum SignatureState: String, Hashable, Sendable, CaseIterable {
    /// Confirmed and not taken back or out, in the log already or not yet.
    package static let standing: Set<SignatureState> = [.counted, .recorded, .held]

    /// Asked for; the mailed link has not been used.
    case pending
    /// Confirmed, waiting for an organiser's decision.
    case held
    /// Confirmed, waiting for the next daily publication.
    case recorded
    /// In the log.
    case counted
    /// Taken back by the signatory.
    case withdrawn
    /// Taken out with a public reason.
    case removed
    /// The link was not used in time.
    case expired
    /// Whoever reads the mailbox said that somebody else had asked.
    case disowned

    /// What can happen to a signature.
    package enum Event: String, Hashable, Sendable, CaseIterable {
        case confirm, hold, release, record, publish, withdraw, remove, expire, askAgain, disown, reclaim
    }

    /// The next state, or nil where the event can't happen.
    package func after(_ event: Event) -> SignatureState? {
        switch (self, event) {
        case (.pending, .confirm), (.held, .release), (.recorded, .publish): .counted
        case (.pending, .hold): .held
        case (.pending, .record): .recorded
        case (.counted, .withdraw), (.held, .withdraw), (.recorded, .withdraw): .withdrawn
        case (.counted, .remove), (.held, .remove), (.recorded, .remove), (.pending, .remove): .removed
        case (.pending, .expire), (.disowned, .reclaim): .expired
        case (.pending, .disown): .disowned
        case (.pending, .askAgain), (.expired, .askAgain): .pending
        default: nil
        }
    }
}

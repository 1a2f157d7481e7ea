/// What a repeated ask for one address leads to (DESIGN 11.1, 11.2, F-I, F-J).
package enum Asking {
    /// At most so many mails to one address for one petition in 24 hours, resends included.
    package static let mailLimit = 3

    /// How long a link may wait to be confirmed.
    package static let pendingSpan = Moment.Span.days(7)

    /// What to do; the page that the person sees is the same for all.
    package enum Decision: Hashable, Sendable {
        /// Replace box and token, queue a confirmation mail.
        case mailConfirmation
        /// Give the row a fresh management link and mail it.
        case mailManagementLink
        /// A retry of the same request, or a limit forbids the mail.
        case nothing
    }

    /// Decides about an address that already has a row.
    ///
    /// - Parameters:
    ///   - state: Where the earlier signature stands.
    ///   - isSameRequest: Whether the idempotency keys are equal.
    ///   - mailed: When mails were queued before.
    ///   - now: The moment of asking.
    /// - Returns: What the ask leads to.
    package static func decide(state: SignatureState, isSameRequest: Bool, mailed: [Moment], now: Moment) -> Decision {
        guard recent(mailed, now).count < mailLimit else { return .nothing }
        return switch state {
        // Its answer was lost on the way: row and mail are there.
        case .pending where isSameRequest: .nothing
        case .pending, .expired: .mailConfirmation
        case .counted, .recorded, .held: .mailManagementLink
        // The tag of a removed signature stays until the key's destruction; there is nothing left to manage.
        case .removed, .withdrawn: .nothing
        // The mailbox's owner wants no mail about it (F-C, F-I).
        case .disowned: .nothing
        }
    }

    /// The mails of the last 24 hours.
    package static func recent(_ mailed: [Moment], _ now: Moment) -> [Moment] {
        mailed.filter { now - $0 < .hours(24) }
    }
}

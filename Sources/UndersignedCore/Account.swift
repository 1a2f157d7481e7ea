/// Somebody who runs campaigns here.
package struct Account: Hashable, Sendable {
    /// Whether somebody can sign in as it.
    package enum State: String, Hashable, Sendable {
        /// Has a one-time address and has not set anything up.
        case invited
        case active
        /// May not sign in.
        case disabled
    }

    package var id: Int64
    /// Canonical: what `EmailAddress.canonical` says.
    package var address: String
    package var name: String
    package var state: State
    package var memberships: [Membership]

    package init(id: Int64, address: String, name: String, state: State, memberships: [Membership]) {
        self.id = id
        self.address = address
        self.name = name
        self.state = state
        self.memberships = memberships
    }

    package func may(_ permission: Permission, in campaign: Int64?) -> Bool {
        memberships.allow(permission, in: campaign)
    }
}

/// A stretch of work of a person who signed in.
package struct Session: Hashable, Sendable {
    /// Without a request for so long it ends (S-38).
    package static let idleSpan = Moment.Span.minutes(30)
    /// It ends after so long in any case.
    package static let wholeSpan = Moment.Span.hours(12)
    /// Its row stays for so long, so that what somebody sends too late is not taken for a stranger's.
    package static let rememberedSpan = Moment.Span.hours(24)
    /// Passphrase and code were given at most so long ago, where something weighty is done.
    package static let proofSpan = Moment.Span.minutes(5)

    package var accountID: Int64
    package var beganAt: Moment
    package var seenAt: Moment
    /// When passphrase and code were given last.
    package var provenAt: Moment

    package init(accountID: Int64, beganAt: Moment, seenAt: Moment, provenAt: Moment) {
        self.accountID = accountID
        self.beganAt = beganAt
        self.seenAt = seenAt
        self.provenAt = provenAt
    }

    package func isLive(at now: Moment) -> Bool {
        now - seenAt < Self.idleSpan && now - beganAt < Self.wholeSpan
    }

    package func isProven(at now: Moment) -> Bool { now - provenAt < Self.proofSpan }
}

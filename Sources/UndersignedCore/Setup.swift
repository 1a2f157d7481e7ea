/// A one-time address of an account.
package struct Setup: Hashable, Sendable {
    /// What may be set up.
    package enum Purpose: String, Hashable, Sendable, Codable, CaseIterable {
        /// Passphrase and codes: a new account.
        case all
        case passphrase
        case codes
    }

    package var accountID: Int64
    package var purpose: Purpose
    package var endsAt: Moment

    package init(accountID: Int64, purpose: Purpose, endsAt: Moment) {
        self.accountID = accountID
        self.purpose = purpose
        self.endsAt = endsAt
    }
}

package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// A partner's people invite colleagues: to the same organisation, and to nothing else.
extension Accounts {
    /// Gives somebody the role of an organisation's people.
    ///
    /// Whoever asks can't tell whether there was an account: the address that is shown for one that was there opens nothing.
    ///
    /// - Parameters:
    ///   - address: The colleague's mail address.
    ///   - name: May be empty.
    ///   - partner: The organisation.
    ///   - campaignID: Its campaign.
    ///   - actor: Who invites.
    /// - Returns: A one-time address.
    /// - Throws: `Refusal`, or a fault of the database.
    package func inviteColleague(
        address: String,
        name: String,
        of partner: Slug,
        in campaignID: Int64,
        by actor: Int64
    ) async throws -> String {
        let membership = Membership(campaignID: campaignID, role: .partner, partner: partner)
        do {
            return try await invite(address: address, name: name, membership: membership, by: actor)
        } catch Refusal.exists {
            guard let known = try await account(address) else { throw Refusal.unknown }
            try await give(membership, to: known.id, by: actor)
            return setupAddress(newSecret().text)
        }
    }

    /// Who belongs to an organisation, by address.
    package func people(of partner: Slug, in campaignID: Int64) async throws -> [Account] {
        try await all().filter { $0.isOf(partner, in: campaignID) }
    }
}

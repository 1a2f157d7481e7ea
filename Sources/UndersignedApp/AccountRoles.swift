package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What an account may do where.
extension Accounts {
    /// Gives a role.
    ///
    /// - Throws: `Refusal`, or a fault of the database.
    package func give(_ membership: Membership, to accountID: Int64, by actor: Int64?) async throws {
        try await change(accountID, .roleGiven, membership, by: actor) { transaction, _ in
            try Self.check(membership, in: transaction)
            try transaction.addMembership(membership, to: accountID)
        }
    }

    /// Takes a role away.
    ///
    /// - Throws: `Refusal`, or a fault of the database.
    package func take(_ membership: Membership, from accountID: Int64, by actor: Int64?) async throws {
        let now = site.ambient.now()
        try await change(accountID, .roleTaken, membership, by: actor) { transaction, account in
            let isOwners = membership.role == .owner && membership.campaignID == nil
            if isOwners, try Self.isLastOwner(account, in: transaction) { throw Refusal.lastOwner }
            try transaction.removeMembership(membership, from: accountID)
            // Else a link that was agreed to, and not used up, would give it back.
            if let campaignID = membership.campaignID {
                let given = try transaction.invitations(in: campaignID, at: now)
                    .filter { $0.membership == membership && $0.address == account.address }
                for invitation in given { try transaction.deleteInvitation(invitation) }
            }
        }
    }

    /// A partner's role is that of one organisation of one campaign, and no other role has one (S-39).
    static func check(_ membership: Membership, in transaction: any Transaction) throws {
        guard membership.role == .partner else {
            if membership.partner != nil { throw Refusal.partnerMissing }
            return
        }
        guard let id = membership.campaignID, let partner = membership.partner,
            let campaign = try transaction.campaign(id: id),
            ([campaign.sponsor] + campaign.partners).contains(where: { $0.id == partner })
        else { throw Refusal.partnerMissing }
    }
}

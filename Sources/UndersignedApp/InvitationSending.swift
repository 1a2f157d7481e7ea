package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Why an invitation does not leave.
package enum InvitationRefusal: String, Error, Hashable, Sendable, CaseIterable {
    /// One to the address is under way, or was taken back within a day.
    case invited
    /// The address has the role already.
    case member
    /// As many as may be are under way.
    case tooMany = "invitations"
    /// The campaign has no petition, not even a draft, that a mail could go with.
    case noPetition = "no-petition"
}

/// Those who run a campaign ask others by mail to join: a partner's people to their own organisation alone.
///
/// Whoever invites learns nothing about the address: only what the mail's reader does changes anything.
extension Accounts {
    /// Sends somebody an invitation.
    ///
    /// - Parameters:
    ///   - address: The person's mail address.
    ///   - name: May be empty.
    ///   - membership: The role, in a campaign.
    ///   - actor: Who invites.
    /// - Throws: `Refusal`, `InvitationRefusal`, or a fault of the database.
    package func sendInvitation(
        to address: String,
        name: String,
        _ membership: Membership,
        by actor: Int64
    ) async throws {
        guard let address = Self.canonical(address) else { throw Refusal.badAddress }
        guard name.count <= 200 else { throw Refusal.longName }
        guard let campaignID = membership.campaignID else { throw Refusal.partnerMissing }
        let bytes = site.ambient.randomBytes(32)
        let now = site.ambient.now()
        let invitation = Invitation(
            campaignID: campaignID,
            role: membership.role,
            partner: membership.partner,
            address: address,
            name: name,
            accountID: actor,
            sentAt: now,
            endsAt: now + Invitation.span
        )
        try await site.database.write { transaction in
            // Two that invite the same person at once send one mail.
            try transaction.lockAccounts()
            try transaction.deleteEndedInvitations(at: now)
            try Self.deleteDead(in: campaignID, transaction, now)
            try Self.check(invitation, in: transaction)
            guard let petition = try transaction.petitions(ofCampaign: campaignID).last else {
                throw InvitationRefusal.noPetition
            }
            try transaction.insertInvitation(invitation, hash: bytes.sha256)
            let link = "\(self.site.address.base)/admin/invitations/\(Base64URL.encode(bytes))"
            let receiver = (address: address, name: name)
            try self.site.tell(receiver, .invitation, of: petition, link, in: transaction, now: now)
            try transaction.addToTrail(TrailEvent(.accountInvited, to: membership, by: actor, at: now))
        }
    }

    private static func check(_ invitation: Invitation, in transaction: any Transaction) throws {
        let membership = invitation.membership
        try check(membership, in: transaction)
        let others = try transaction.invitations(in: invitation.campaignID, at: invitation.sentAt)
            .filter { $0.membership == membership }
        guard !others.contains(where: { $0.address == invitation.address }) else { throw InvitationRefusal.invited }
        guard others.count < Invitation.limit else { throw InvitationRefusal.tooMany }
        // Shown on the same page, so it tells nothing new.
        if let known = try transaction.account(address: invitation.address), known.memberships.contains(membership) {
            throw InvitationRefusal.member
        }
    }

    /// Deletes those whose sender may not invite any more: they open nothing, and stand in nobody's way.
    private static func deleteDead(in campaignID: Int64, _ transaction: any Transaction, _ now: Moment) throws {
        let accounts = try transaction.accounts(ofInvitationsIn: campaignID)
        for invitation in try transaction.invitations(in: campaignID, at: now) where !isAlive(invitation, accounts) {
            try transaction.deleteInvitation(invitation)
        }
    }

    private static func isAlive(_ invitation: Invitation, _ accounts: [Account]) -> Bool {
        accounts.first { $0.id == invitation.accountID }?.standsBehind(invitation) == true
    }

    /// Takes an invitation back; its link opens nothing any more.
    ///
    /// - Throws: `Refusal.unknown` where none is open, or a fault of the database.
    package func withdrawInvitation(to typed: String, _ membership: Membership, by actor: Int64) async throws {
        let address = Self.canonical(typed)
        let now = site.ambient.now()
        try await site.database.write { transaction in
            let open = try membership.campaignID.map { try transaction.invitations(in: $0, at: now) }?
                .first { $0.membership == membership && $0.address == address }
            guard let open, try transaction.withdrawInvitation(open, at: now) else { throw Refusal.unknown }
            try transaction.addToTrail(TrailEvent(.invitationWithdrawn, to: membership, by: actor, at: now))
        }
    }

    /// A campaign's invitations that nobody has answered, by address.
    package func invitations(in campaignID: Int64) async throws -> [Invitation] {
        let now = site.ambient.now()
        return try await site.database.read { transaction in
            let accounts = try transaction.accounts(ofInvitationsIn: campaignID)
            return try transaction.invitations(in: campaignID, at: now).filter { invitation in
                guard !invitation.isWithdrawn, Self.isAlive(invitation, accounts) else { return false }
                let known = accounts.first { $0.address == invitation.address }
                return known?.memberships.contains(invitation.membership) != true
            }
        }
    }

    /// Who belongs to an organisation, by address.
    package func people(of partner: Slug, in campaignID: Int64) async throws -> [Account] {
        try await all().filter { $0.isOf(partner, in: campaignID) }
    }

    /// Who has a role in a campaign, or in all, by address.
    package func people(in campaignID: Int64) async throws -> [Account] {
        try await all().filter { $0.memberships.contains { $0.covers(campaignID) } }
    }
}

extension TrailEvent {
    /// What was done about an invitation, without the address: who does not agree leaves no trace there.
    init(_ act: Act, to membership: Membership, by accountID: Int64?, at now: Moment) {
        self.init(
            doneAt: now,
            accountID: accountID,
            act: act,
            campaignID: membership.campaignID,
            object: membership.partner?.text ?? membership.role.rawValue,
            detail: membership.words
        )
    }
}

package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Why an invitation does not leave.
package enum InvitationRefusal: String, Error, Hashable, Sendable, CaseIterable {
    /// One to the address is under way, or was taken back within a day.
    case invited
    /// The address is one of the organisation's people.
    case member
    /// As many as may be are under way.
    case tooMany = "invitations"
    /// The campaign has no petition, not even a draft, that a mail could go with.
    case noPetition = "no-petition"
}

/// A partner's people invite colleagues by mail: to the same organisation, and to nothing else.
///
/// Whoever invites learns nothing about the address: only what the mail's reader does changes anything.
extension Accounts {
    /// Sends somebody an invitation to an organisation's people.
    ///
    /// - Parameters:
    ///   - address: The colleague's mail address.
    ///   - name: May be empty.
    ///   - partner: The organisation.
    ///   - campaignID: Its campaign.
    ///   - actor: Who invites.
    /// - Throws: `Refusal`, `InvitationRefusal`, or a fault of the database.
    package func inviteColleague(
        address: String,
        name: String,
        of partner: Slug,
        in campaignID: Int64,
        by actor: Int64
    ) async throws {
        guard let address = Self.canonical(address) else { throw Refusal.badAddress }
        guard name.count <= 200 else { throw Refusal.longName }
        let bytes = site.ambient.randomBytes(32)
        let now = site.ambient.now()
        let invitation = Invitation(
            campaignID: campaignID,
            partner: partner,
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
            try Self.check(invitation, in: transaction)
            guard let petition = try transaction.petitions(ofCampaign: campaignID).last else {
                throw InvitationRefusal.noPetition
            }
            try transaction.insertInvitation(invitation, hash: bytes.sha256)
            let link = "\(self.site.address.base)/admin/invitations/\(Base64URL.encode(bytes))"
            let receiver = (address: address, name: name)
            try self.site.tell(receiver, .invitation, of: petition, link, in: transaction, now: now)
            // Without the address: who does not agree leaves no trace there.
            try transaction.addToTrail(TrailEvent(.accountInvited, of: partner, in: campaignID, by: actor, at: now))
        }
    }

    private static func check(_ invitation: Invitation, in transaction: any Transaction) throws {
        try check(invitation.membership, in: transaction)
        let (partner, campaignID) = (invitation.partner, invitation.campaignID)
        let others = try transaction.invitations(of: partner, in: campaignID, at: invitation.sentAt)
        guard !others.contains(where: { $0.address == invitation.address }) else { throw InvitationRefusal.invited }
        guard others.count < Invitation.limit else { throw InvitationRefusal.tooMany }
        // Shown on the same page, so it tells nothing new.
        if let known = try transaction.account(address: invitation.address), known.isOf(partner, in: campaignID) {
            throw InvitationRefusal.member
        }
    }

    /// Takes an invitation back; its link opens nothing any more.
    ///
    /// - Throws: `Refusal.unknown` where none is open, or a fault of the database.
    package func withdrawInvitation(
        to typed: String,
        of partner: Slug,
        in campaignID: Int64,
        by actor: Int64
    ) async throws {
        guard let address = Self.canonical(typed) else { throw Refusal.unknown }
        let now = site.ambient.now()
        try await site.database.write { transaction in
            guard try transaction.withdrawInvitation(to: address, of: partner, in: campaignID, at: now) else {
                throw Refusal.unknown
            }
            try transaction.addToTrail(TrailEvent(.invitationWithdrawn, of: partner, in: campaignID, by: actor, at: now))
        }
    }

    /// The invitations of an organisation that nobody has answered, by address.
    package func invitations(of partner: Slug, in campaignID: Int64) async throws -> [Invitation] {
        let now = site.ambient.now()
        return try await site.database.read { try $0.invitations(of: partner, in: campaignID, at: now) }
            .filter { !$0.isWithdrawn }
    }

    /// Who belongs to an organisation, by address.
    package func people(of partner: Slug, in campaignID: Int64) async throws -> [Account] {
        try await all().filter { $0.isOf(partner, in: campaignID) }
    }
}

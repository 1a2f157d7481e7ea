package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// An invitation whose link was opened.
package struct OpenInvitation: Sendable {
    /// What its reader has to do before agreeing.
    package enum Standing: Hashable, Sendable {
        /// There is no account, or one that never was set up: agreeing leads to the set-up.
        case newcomer
        /// Signed in as the one who is asked.
        case ready
        /// The address has an account, and nobody or somebody else is signed in.
        case signedOut
        /// The account was disabled.
        case disabled
    }

    package let invitation: Invitation
    package let standing: Standing
    package let campaign: Campaign
    /// Nil for a role that is no organisation's.
    package let organisation: Partner?
    /// Who invites.
    package let host: Account
    /// Whether the role was given, and the account is not set up yet: nothing is left to decline.
    package let isAgreed: Bool

    package init(
        invitation: Invitation,
        standing: Standing,
        campaign: Campaign,
        organisation: Partner?,
        host: Account,
        isAgreed: Bool = false
    ) {
        self.invitation = invitation
        self.standing = standing
        self.campaign = campaign
        self.organisation = organisation
        self.host = host
        self.isAgreed = isAgreed
    }
}

/// What came of an answer to an invitation.
package enum InvitationOutcome: Hashable, Sendable {
    /// The one-time address where the new account is set up.
    case setUp(String)
    case joined(campaign: Slug, partner: Slug?)
    case declined
    /// He or she can't agree as things stand: the page says why.
    case notReady
    /// The link is used, too old or none.
    case gone
}

extension Accounts {
    /// What an invitation is about.
    ///
    /// - Parameters:
    ///   - secret: The last part of the link.
    ///   - visitor: Who is signed in; nil for nobody.
    /// - Returns: Nil for a link that is used, too old, taken back or none, or whose sender may not invite any more.
    /// - Throws: A fault of the database.
    package func openInvitation(_ secret: String, _ visitor: SignedIn?) async throws -> OpenInvitation? {
        guard let hash = Self.hash(ofSecret: secret) else { return nil }
        let now = site.ambient.now()
        return try await site.database.read { try Self.open(hash, visitor?.account.id, $0, now) }
    }

    /// Agrees: gives the role, to the account that is there or to a new one; the link is used up once that is set up.
    ///
    /// - Throws: A fault of the database.
    package func acceptInvitation(_ secret: String, _ visitor: SignedIn?) async throws -> InvitationOutcome {
        guard let hash = Self.hash(ofSecret: secret) else { return .gone }
        let (newSecret, newHash) = newSecret()
        let now = site.ambient.now()
        return try await site.database.write { transaction in
            try transaction.lockAccounts()
            guard let open = try Self.open(hash, visitor?.account.id, transaction, now) else { return .gone }
            guard [.ready, .newcomer].contains(open.standing) else { return .notReady }
            let invitation = open.invitation
            // Makes none where one waits for its set-up.
            _ = try transaction.insertAccount(address: invitation.address, name: invitation.name, at: now)
            guard let id = try transaction.account(address: invitation.address)?.id else { return .gone }
            if !open.isAgreed {
                try transaction.addMembership(invitation.membership, to: id)
                try transaction.addToTrail(TrailEvent(.invitationAccepted, to: invitation.membership, by: id, at: now))
            }
            guard open.standing == .newcomer else {
                try transaction.deleteInvitation(invitation)
                return .joined(campaign: open.campaign.slug, partner: invitation.partner)
            }
            // The link leads to the set-up until that is done: a closed tab shuts nobody out.
            let setup = Setup(accountID: id, purpose: .all, endsAt: now + Self.setupSpan)
            try transaction.insertSetup(setup, hash: newHash)
            return .setUp(self.setupAddress(newSecret))
        }
    }

    /// Declines; the link is used up then.
    ///
    /// - Throws: A fault of the database.
    package func declineInvitation(_ secret: String) async throws -> InvitationOutcome {
        guard let hash = Self.hash(ofSecret: secret) else { return .gone }
        let now = site.ambient.now()
        return try await site.database.write { transaction in
            guard let open = try Self.open(hash, nil, transaction, now) else { return .gone }
            guard !open.isAgreed else { return .notReady }
            try transaction.deleteInvitation(open.invitation)
            let membership = open.invitation.membership
            try transaction.addToTrail(TrailEvent(.invitationDeclined, to: membership, by: nil, at: now))
            return .declined
        }
    }

    private static func open(
        _ hash: [UInt8],
        _ visitorID: Int64?,
        _ transaction: any Transaction,
        _ now: Moment
    ) throws -> OpenInvitation? {
        guard let invitation = try transaction.invitation(hash: hash), !invitation.isWithdrawn,
            invitation.endsAt > now, let campaign = try transaction.campaign(id: invitation.campaignID),
            let host = try transaction.account(id: invitation.accountID), host.standsBehind(invitation)
        else { return nil }
        let organisation = invitation.partner.flatMap(campaign.member)
        // It left the coalition meanwhile.
        guard invitation.partner == nil || organisation != nil else { return nil }
        let known = try transaction.account(address: invitation.address)
        // It was agreed to, and the account is set up.
        let isAgreed = known?.memberships.contains(invitation.membership) == true
        guard known?.state != .active || !isAgreed else { return nil }
        let standing: OpenInvitation.Standing =
            switch known?.state {
            case nil, .invited?: .newcomer
            case .disabled?: .disabled
            case .active?: known?.id == visitorID ? .ready : .signedOut
            }
        return OpenInvitation(
            invitation: invitation,
            standing: standing,
            campaign: campaign,
            organisation: organisation,
            host: host,
            isAgreed: isAgreed
        )
    }
}

extension Account {
    /// Whether the person may still ask for what he or she asked for.
    func standsBehind(_ invitation: Invitation) -> Bool {
        state == .active && mayInvite(to: invitation.membership)
    }

    /// Whether the person may ask others to take a role.
    private func mayInvite(to membership: Membership) -> Bool {
        if let partner = membership.partner, let campaignID = membership.campaignID {
            return speaks(for: partner, in: campaignID)
        }
        return may(.managePeople, in: membership.campaignID)
    }
}

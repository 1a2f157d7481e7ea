/// What a person may do who runs campaigns.
package enum Permission: String, Hashable, Sendable, CaseIterable {
    /// See the desk: campaigns and petitions, drafts too, and their figures.
    case see
    /// Write campaigns and petitions, open and close them.
    case write
    /// Decide on names and comments.
    case moderate
    /// Invite people, change what they may do, shut accounts.
    case managePeople
    /// Read who did what.
    case readTrail
    /// Fetch contact data that somebody gave.
    case readContacts
}

/// The part that a person has in a campaign, or on the whole site.
package enum Role: String, Hashable, Sendable, CaseIterable {
    case owner, organiser, moderator, partner, auditor

    /// What the role may do, in its campaign.
    package var permissions: Set<Permission> {
        switch self {
        case .owner: Set(Permission.allCases)
        case .organiser: [.see, .write, .moderate, .readContacts]
        case .moderator: [.see, .moderate]
        case .partner: [.see, .readContacts]
        // Reads everything but people's data.
        case .auditor: [.see, .readTrail]
        }
    }
}

/// A role somewhere.
package struct Membership: Hashable, Sendable {
    /// Nil for the whole site.
    package var campaignID: Int64?
    package var role: Role
    /// Whose, where the role is that of a partner.
    package var partner: Slug?

    package init(campaignID: Int64?, role: Role, partner: Slug? = nil) {
        self.campaignID = campaignID
        self.role = role
        self.partner = partner
    }

    /// Whether it is about a campaign.
    ///
    /// - Parameter campaign: Nil asks about the site as a whole.
    /// - Returns: True where the membership holds there.
    package func covers(_ campaign: Int64?) -> Bool { campaignID == nil || campaignID == campaign }
}

extension [Membership] {
    /// Whether any of them gives a permission.
    ///
    /// - Parameters:
    ///   - permission: What is to be done.
    ///   - campaign: Where; nil for the site as a whole.
    /// - Returns: True where one of the roles may.
    package func allow(_ permission: Permission, in campaign: Int64?) -> Bool {
        contains { $0.covers(campaign) && $0.role.permissions.contains(permission) }
    }
}

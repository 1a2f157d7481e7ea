extension Account {
    /// Whether somebody may see what belongs to one organisation of a campaign: its own people do, and whoever writes
    /// the campaign; a partner never sees another one's (S-39).
    package func sees(_ partner: Slug, in campaignID: Int64) -> Bool {
        memberships.contains { membership in
            membership.covers(campaignID) && membership.role.permissions.contains(.readContacts)
                && (membership.role != .partner || membership.partner == partner)
        }
    }

    /// Whether somebody acts for the organisation: its own people, and owners.
    package func speaks(for partner: Slug, in campaignID: Int64) -> Bool {
        isOf(partner, in: campaignID) || may(.managePeople, in: campaignID)
    }

    /// Whether somebody belongs to the organisation.
    package func isOf(_ partner: Slug, in campaignID: Int64) -> Bool {
        memberships.contains { $0.role == .partner && $0.partner == partner && $0.campaignID == campaignID }
    }
}

/// Somebody is asked by mail to take a role in a campaign; nothing changes for anybody before he or she agrees.
package struct Invitation: Hashable, Sendable {
    package var campaignID: Int64
    package var role: Role
    /// Whose, where the role is that of a partner.
    package var partner: Slug?
    /// The mail address in its canonical form.
    package var address: String
    /// As who invites typed it; may be empty.
    package var name: String
    /// Who invites.
    package var accountID: Int64
    package var sentAt: Moment
    package var endsAt: Moment
    /// Taken back: its link opens nothing, and the address gets no other before it ends.
    package var isWithdrawn: Bool

    /// How long an invitation is open.
    package static let span = Moment.Span.days(7)
    /// How long an address gets no other for the same role, once one was taken back.
    package static let pause = Moment.Span.days(1)
    /// So many for one role can be under way.
    package static let limit = 50

    package init(
        campaignID: Int64,
        role: Role,
        partner: Slug? = nil,
        address: String,
        name: String,
        accountID: Int64,
        sentAt: Moment,
        endsAt: Moment,
        isWithdrawn: Bool = false
    ) {
        self.campaignID = campaignID
        self.role = role
        self.partner = partner
        self.address = address
        self.name = name
        self.accountID = accountID
        self.sentAt = sentAt
        self.endsAt = endsAt
        self.isWithdrawn = isWithdrawn
    }

    package var membership: Membership { Membership(campaignID: campaignID, role: role, partner: partner) }
}

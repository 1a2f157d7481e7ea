package import UndersignedCore

/// A role in words, and in the fields of a form.
package struct AdminRole: Sendable {
    /// In forms, the whole site in the place of a campaign's name.
    static let everywhere = "*"

    package var membership: Membership
    /// Nil for the whole site.
    package var campaign: Campaign?

    package init(_ membership: Membership, campaign: Campaign?) {
        self.membership = membership
        self.campaign = campaign
    }

    func view(_ words: Words) -> AdminRoleView {
        let role = words.text("admin.role.\(membership.role.rawValue)")
        return AdminRoleView(
            roleWords: campaign.map { words.text("admin.role.in", ["role": role, "campaign": $0.title]) }
                ?? words.text("admin.role.everywhere", ["role": role]),
            role: membership.role.rawValue,
            campaignValue: campaign?.slug.text ?? Self.everywhere,
            partnerValue: membership.partner?.text ?? "",
            partnerName: membership.partner?.text
        )
    }
}

struct AdminRoleView: Sendable {
    let roleWords: String
    let role: String
    let campaignValue: String
    let partnerValue: String
    let partnerName: String?
}

package import UndersignedApp
package import UndersignedCore

/// Who may do what in one campaign, and who is asked to.
package struct AdminCampaignPeoplePage: Page {
    /// What was typed into the invitation.
    package struct Typed: Sendable {
        package var address = ""
        package var name = ""
        package var role = Role.organiser.rawValue
        package var partner = ""

        package init() {}

        init(_ fields: FieldBody) {
            (address, name, partner) = (fields["address"], fields["name"], fields["partner"])
            if !fields["role"].isEmpty { role = fields["role"] }
        }
    }

    package var bar: AdminBar
    package var campaign: Campaign
    package var campaignID: Int64
    package var people: [Account]
    package var invitations: [Invitation]
    package var typed: Typed
    /// The address that an invitation was sent to just now.
    package var invited: String?
    package var refusal: Accounts.Refusal?
    package var uninvited: InvitationRefusal?

    package init(
        bar: AdminBar,
        campaign: Campaign,
        campaignID: Int64,
        people: [Account],
        invitations: [Invitation],
        typed: Typed = Typed(),
        invited: String? = nil,
        refusal: Accounts.Refusal? = nil,
        uninvited: InvitationRefusal? = nil
    ) {
        self.bar = bar
        self.campaign = campaign
        self.campaignID = campaignID
        self.people = people
        self.invitations = invitations
        self.typed = typed
        self.invited = invited
        self.refusal = refusal
        self.uninvited = uninvited
    }

    package var template: String { "admin-campaign-people" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String { words.text("admin.campaign.people") }

    package func view(in words: Words) -> any Sendable {
        let path = "/admin/campaigns/\(campaign.slug)/people"
        return View(
            bar: bar,
            token: bar.token,
            path: path,
            campaignTitle: campaign.title,
            campaignAddress: "/campaigns/\(campaign.slug)",
            problem: refusal.map { AdminPeoplePage.words(for: $0, words) }
                ?? uninvited.map { words.text("error.people.\($0.rawValue)") },
            invited: invited,
            people: people.map { account in
                PersonView(
                    address: account.address,
                    personName: account.name,
                    state: account.state == .active
                        ? nil : words.text("admin.account-state.\(account.state.rawValue)"),
                    roles: account.memberships.filter { $0.covers(campaignID) }.map { membership in
                        RoleView(membership, name(of: membership, words), "\(path)/\(account.id)", account, bar.token)
                    }
                )
            },
            hasInvitations: !invitations.isEmpty,
            invitations: invitations.map { invitation in
                InvitationView(
                    path: path,
                    token: bar.token,
                    invitedAddress: invitation.address,
                    role: invitation.role.rawValue,
                    partner: invitation.partner?.text ?? "",
                    roleWords: name(of: invitation.membership, words),
                    until: words.text("admin.partner.invited.until", ["day": words.day(invitation.endsAt)])
                )
            },
            inputs: invitation(words).map(InputFieldView.init)
        )
    }

    private func name(of membership: Membership, _ words: Words) -> String {
        let role = words.text("admin.role.\(membership.role.rawValue)")
        guard membership.campaignID != nil else { return words.text("admin.role.everywhere", ["role": role]) }
        return membership.partner.flatMap(campaign.member)
            .map { "\(role) (\($0.name))" } ?? role
    }

    private func invitation(_ words: Words) -> [InputField] {
        // A new invitation is empty again.
        let typed = invited == nil ? typed : Typed()
        let roles = Role.allCases.map { ($0.rawValue, words.text("admin.role.\($0.rawValue)")) }
        let none = ("", words.text("admin.campaign.people.none"))
        return [
            InputField("address", words.text("admin.address"), typed.address, kind: .email),
            InputField("name", words.text("admin.name"), typed.name),
            InputField("role", words.text("admin.people.role"), typed.role).hinted(words.text("admin.people.role.hint"))
                .choosing(roles),
            InputField("partner", words.text("admin.people.partner"), typed.partner)
                .hinted(words.text("admin.campaign.people.partner.hint"))
                .choosing([none] + campaign.members.map { ($0.id.text, $0.name) }),
        ]
    }

    private struct View: Sendable {
        let bar: AdminBar
        let token: String
        let path: String
        let campaignTitle: String
        let campaignAddress: String
        let problem: String?
        let invited: String?
        let people: [PersonView]
        let hasInvitations: Bool
        let invitations: [InvitationView]
        let inputs: [InputFieldView]
    }

    private struct PersonView: Sendable {
        let address: String
        let personName: String
        /// Nil for an account that is in use.
        let state: String?
        let roles: [RoleView]
    }

    private struct RoleView: Sendable {
        let roleWords: String
        let action: String
        let role: String
        let partner: String
        let token: String
        let whose: String
        /// A role of the whole site is another page's.
        let canTake: Bool

        init(_ membership: Membership, _ words: String, _ action: String, _ account: Account, _ token: String) {
            (roleWords, self.action, self.token, whose) = (words, action, token, account.address)
            (role, partner) = (membership.role.rawValue, membership.partner?.text ?? "")
            canTake = membership.campaignID != nil
        }
    }

    private struct InvitationView: Sendable {
        let path: String
        let token: String
        let invitedAddress: String
        let role: String
        let partner: String
        let roleWords: String
        let until: String
    }
}

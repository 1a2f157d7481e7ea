package import UndersignedApp
package import UndersignedCore

/// What an organisation of a coalition needs: its links, its figures, its records, its people.
package struct AdminPartnerPage: Page {
    /// What was typed into the invitation.
    package struct Typed: Sendable {
        package var address: String
        package var name: String

        package init(address: String = "", name: String = "") {
            (self.address, self.name) = (address, name)
        }
    }

    package var bar: AdminBar
    package var campaign: Campaign
    package var partner: Partner
    package var site: SiteAddress
    package var figures: PartnerFigures
    package var token: PartnerToken?
    package var people: [Account]
    /// Those that nobody has answered.
    package var invitations: [Invitation]
    /// Whether who looks acts for the organisation.
    package var isTheirs: Bool
    /// Shown this once.
    package var freshToken: String?
    /// The address that an invitation was sent to just now.
    package var invited: String?
    package var refusal: Accounts.Refusal?
    /// Why the invitation did not leave.
    package var uninvited: InvitationRefusal?
    package var typed: Typed
    /// Nil for who can't change it.
    package var logo: LogoChoice?

    package init(
        bar: AdminBar,
        campaign: Campaign,
        partner: Partner,
        site: SiteAddress,
        figures: PartnerFigures,
        token: PartnerToken?,
        people: [Account],
        invitations: [Invitation] = [],
        isTheirs: Bool,
        freshToken: String? = nil,
        invited: String? = nil,
        refusal: Accounts.Refusal? = nil,
        uninvited: InvitationRefusal? = nil,
        typed: Typed = Typed(),
        logo: LogoChoice? = nil
    ) {
        self.bar = bar
        self.campaign = campaign
        self.partner = partner
        self.site = site
        self.figures = figures
        self.token = token
        self.people = people
        self.invitations = invitations
        self.isTheirs = isTheirs
        self.freshToken = freshToken
        self.invited = invited
        self.refusal = refusal
        self.uninvited = uninvited
        self.typed = typed
        self.logo = logo
    }

    package var template: String { "admin-partner" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String { partner.name }

    package func view(in words: Words) -> any Sendable {
        let path = "/admin/campaigns/\(campaign.slug)/partners/\(partner.id)"
        return View(
            bar: bar,
            token: bar.token,
            partnerName: partner.name,
            campaignTitle: campaign.title,
            campaignAddress: "/campaigns/\(campaign.slug)",
            problem: refusal.map { AdminPeoplePage.words(for: $0, words) }
                ?? uninvited.map { words.text("error.people.\($0.rawValue)") },
            invited: invited,
            freshToken: freshToken,
            fingerprint: partner.key?.fingerprint,
            hasNoKey: partner.key == nil,
            petitions: PartnerPetitionView.list(figures, partner, site, words),
            records: "\(path)/records",
            recordsFeed: "\(site.base)/partners/\(partner.id)/records",
            tokenState: tokenState(words),
            acts: isTheirs ? acts(path, words) : nil,
            logo: logo.map { LogoChoiceView($0, path: path, campaign: campaign.slug, words) },
            people: people.map { PersonView($0, of: partner.id) }
        )
    }

    private func tokenState(_ words: Words) -> String {
        guard let token else { return words.text("admin.partner.token.none") }
        let made = words.text("admin.partner.token.made", ["day": words.day(token.madeAt)])
        let used = token.usedOn.map { words.text("admin.partner.token.used", ["day": words.day($0)]) }
        return "\(made) \(used ?? words.text("admin.partner.token.unused"))"
    }

    private func acts(_ path: String, _ words: Words) -> Acts {
        // A new invitation is empty again.
        let typed = invited == nil ? typed : Typed()
        return Acts(
            path: path,
            token: bar.token,
            hasToken: token != nil,
            hasInvitations: !invitations.isEmpty,
            invitations: invitations.map { invitation in
                let until = words.text("admin.partner.invited.until", ["day": words.day(invitation.endsAt)])
                return InvitationView(path: path, token: bar.token, invitedAddress: invitation.address, until: until)
            },
            inputs: [
                InputFieldView(InputField("address", words.text("admin.address"), typed.address, kind: .email)),
                InputFieldView(InputField("name", words.text("admin.name"), typed.name)),
            ]
        )
    }

    private struct View: Sendable {
        let bar: AdminBar
        let token: String
        let partnerName: String
        let campaignTitle: String
        let campaignAddress: String
        let problem: String?
        let invited: String?
        let freshToken: String?
        let fingerprint: String?
        let hasNoKey: Bool
        let petitions: [PartnerPetitionView]
        let records: String
        let recordsFeed: String
        let tokenState: String
        let acts: Acts?
        let logo: LogoChoiceView?
        let people: [PersonView]
    }

    private struct Acts: Sendable {
        let path: String
        let token: String
        let hasToken: Bool
        let hasInvitations: Bool
        let invitations: [InvitationView]
        let inputs: [InputFieldView]
    }

    private struct InvitationView: Sendable {
        let path: String
        let token: String
        let invitedAddress: String
        let until: String
    }

    private struct PersonView: Sendable {
        /// Nil where the account is not this organisation's alone: who invites an address learns nothing of whose it is.
        let personName: String?
        let address: String

        init(_ account: Account, of partner: Slug) {
            let isTheirs = account.memberships.allSatisfy { $0.role == .partner && $0.partner == partner }
            personName = isTheirs ? account.name : nil
            address = account.address
        }
    }
}

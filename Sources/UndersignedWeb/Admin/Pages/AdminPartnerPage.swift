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
    /// Whether who looks acts for the organisation.
    package var isTheirs: Bool
    /// Shown this once.
    package var freshToken: String?
    package var oneTime: AdminPeoplePage.OneTimeAddress?
    package var refusal: Accounts.Refusal?
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
        isTheirs: Bool,
        freshToken: String? = nil,
        oneTime: AdminPeoplePage.OneTimeAddress? = nil,
        refusal: Accounts.Refusal? = nil,
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
        self.isTheirs = isTheirs
        self.freshToken = freshToken
        self.oneTime = oneTime
        self.refusal = refusal
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
            problem: refusal.map { AdminPeoplePage.words(for: $0, words) },
            oneTime: oneTime.map { AdminOneTimeView(oneTimePerson: $0.person, oneTimeAddress: $0.address) },
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
        let typed = oneTime == nil ? typed : Typed()
        return Acts(
            path: path,
            token: bar.token,
            hasToken: token != nil,
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
        let oneTime: AdminOneTimeView?
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
        let inputs: [InputFieldView]
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

/// An address to hand on, as the template reads it.
struct AdminOneTimeView: Sendable {
    let oneTimePerson: String
    let oneTimeAddress: String
}

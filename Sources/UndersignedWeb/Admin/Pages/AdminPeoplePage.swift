package import UndersignedApp
package import UndersignedCore

/// Who runs campaigns here, and who may do what.
package struct AdminPeoplePage: Page {
    /// Somebody with an account.
    package struct Person: Sendable {
        package var account: Account
        package var roles: [AdminRole]

        package init(_ account: Account, roles: [AdminRole]) {
            self.account = account
            self.roles = roles
        }
    }

    /// An address to hand on: shown once.
    package struct OneTimeAddress: Sendable {
        package var person: String
        package var address: String

        package init(person: String, address: String) {
            self.person = person
            self.address = address
        }
    }

    /// What was typed into the invitation.
    package struct Typed: Sendable {
        package var address = ""
        package var name = ""
        package var role = Role.organiser.rawValue
        package var campaign = AdminRole.everywhere
        package var partner = ""

        package init() {}

        /// The same role for another person.
        var forSomebodyElse: Typed {
            var typed = self
            (typed.address, typed.name) = ("", "")
            return typed
        }

        init(_ fields: FieldBody) {
            (address, name) = (fields["address"], fields["name"])
            partner = fields["partner"]
            if !fields["campaign"].isEmpty { campaign = fields["campaign"] }
            if !fields["role"].isEmpty { role = fields["role"] }
        }
    }

    package var bar: AdminBar
    package var people: [Person]
    package var campaigns: [Campaign]
    package var typed: Typed
    package var refusal: Accounts.Refusal?
    package var oneTime: OneTimeAddress?

    package init(
        bar: AdminBar,
        people: [Person],
        campaigns: [Campaign],
        typed: Typed = Typed(),
        refusal: Accounts.Refusal? = nil,
        oneTime: OneTimeAddress? = nil
    ) {
        self.bar = bar
        self.people = people
        self.campaigns = campaigns
        self.typed = typed
        self.refusal = refusal
        self.oneTime = oneTime
    }

    package var template: String { "admin-people" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String { words.text("admin.people") }

    package func view(in words: Words) -> any Sendable {
        View(
            bar: bar,
            problem: refusal.map { Self.words(for: $0, words) },
            oneTime: oneTime.map { OneTimeView(oneTimePerson: $0.person, oneTimeAddress: $0.address) },
            people: people.map { PersonView($0, token: bar.token, words) },
            token: bar.token,
            // A new invitation is empty again.
            inputs: Self.fields(oneTime == nil ? typed : typed.forSomebodyElse, campaigns, words)
                .map(InputFieldView.init)
        )
    }

    static func fields(_ typed: Typed, _ campaigns: [Campaign], _ words: Words) -> [InputField] {
        let roles = Role.allCases.map { ($0.rawValue, words.text("admin.role.\($0.rawValue)")) }
        let places =
            [(AdminRole.everywhere, words.text("admin.people.everywhere"))] + campaigns.map { ($0.slug.text, $0.title) }
        return [
            InputField("address", words.text("admin.address"), typed.address, kind: .email),
            InputField("name", words.text("admin.name"), typed.name),
            InputField("role", words.text("admin.people.role"), typed.role).hinted(words.text("admin.people.role.hint"))
                .choosing(roles),
            InputField("campaign", words.text("admin.people.campaign"), typed.campaign).choosing(places),
            InputField("partner", words.text("admin.people.partner"), typed.partner).plain()
                .hinted(words.text("admin.people.partner.hint")),
        ]
    }

    static func words(for refusal: Accounts.Refusal, _ words: Words) -> String {
        let name =
            switch refusal {
            case .unknown: "unknown"
            case .exists: "exists"
            case .badAddress: "address"
            case .longName: "long-name"
            case .lastOwner: "last-owner"
            case .partnerMissing: "partner"
            case .disabled: "disabled"
            }
        return words.text("error.people.\(name)")
    }

    private struct View: Sendable {
        let bar: AdminBar
        let problem: String?
        let oneTime: OneTimeView?
        let people: [PersonView]
        let token: String
        let inputs: [InputFieldView]
    }

    private struct OneTimeView: Sendable {
        let oneTimePerson: String
        let oneTimeAddress: String
    }

    private struct PersonView: Sendable {
        let path: String
        let personName: String
        let address: String
        let state: String
        let isDisabled: Bool
        let isActive: Bool
        let isInvited: Bool
        let roles: [AdminRoleView]
        let formToken: String

        init(_ person: Person, token: String, _ words: Words) {
            path = "/admin/people/\(person.account.id)"
            personName = person.account.name
            address = person.account.address
            state = words.text("admin.account-state.\(person.account.state.rawValue)")
            isDisabled = person.account.state == .disabled
            isActive = person.account.state == .active
            isInvited = person.account.state == .invited
            roles = person.roles.map { $0.view(words) }
            formToken = token
        }
    }
}

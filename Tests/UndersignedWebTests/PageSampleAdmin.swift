import UndersignedApp
import UndersignedCore
import UndersignedWeb

/// Pages of people who run campaigns.
extension PageSamples {
    var organisers: [Sample] { signingIn + accounts + trails + writing + handingOver + dashboards }

    var bar: AdminBar {
        AdminBar(person: word("Dana Quist"), token: "t", managesPeople: true, readsTrail: true, keepsEvidence: true)
    }

    private var account: Account {
        Account(id: 7, address: word("dana@example.org"), name: word("Dana Quist"), state: .active, memberships: [])
    }

    /// What was sent while nobody was signed in, or by somebody whose session had ended.
    private var continuing: [Sample] {
        let petition = "/admin/campaigns/libraries/petitions/save-the-library"
        let letter = word(String(repeating: "Keep it open. ", count: 30))
        let letters = ["", "/translations", "/updates"].map { "\(petition)\($0)" }
        let texts =
            [
                "/admin/campaigns/libraries", "/admin/campaigns/libraries/claims/1",
                "/admin/campaigns/libraries/targets/city-council",
            ] + letters
        let steps = ["/admin/people/2/roles", "/admin/people/2/state", petition + "/discard"]
        let kept =
            texts.map { path in
                KeptForm(
                    path: path,
                    ["title", "letter", "text", "body"].map { (name: $0, value: letter) } + [
                        (name: "to-mayor", value: "yes")
                    ],
                    by: .nobody
                )
            } + steps.map { KeptForm(path: $0, [(name: word("give"), value: word("yes"))], by: .account(7)) }
        return kept.enumerated().map { Sample("admin-continue-\($0)", ContinuePage(kept: $1, token: "t")) }
    }

    private func setUp(_ purpose: Setup.Purpose, _ problems: SetUpProblems = SetUpProblems()) -> SetUpPage {
        let code = purpose == .passphrase ? nil : OneTimeCode(secret: [UInt8](repeating: 7, count: 20))
        return SetUpPage(
            path: "/admin/set-up/x",
            siteName: "Undersigned",
            setup: OpenSetup(account: account, purpose: purpose, code: code, seed: "s"),
            problems: problems
        )
    }

    private func problem(_ change: (inout SetUpProblems) -> Void) -> SetUpProblems {
        var problems = SetUpProblems()
        change(&problems)
        return problems
    }

    private var signingIn: [Sample] {
        let codes = [RecoveryCode(bytes: [UInt8](repeating: 9, count: 16))]
        return [
            Sample("admin-sign-in", SignInPage()),
            Sample("admin-sign-in-refused", SignInPage(address: word("dana@example.org"), problem: .refused)),
            Sample("admin-sign-in-often", SignInPage(problem: .tooMany(minutes: 1), next: "/admin/people")),
            Sample("admin-sign-in-kept", SignInPage(kept: HiddenForm(path: "/admin/people", text: "x", seal: "y"))),
            Sample("admin-proof", SignInPage(proof: .init(bar: bar))),
            Sample("admin-set-up", setUp(.all)),
            Sample("admin-set-up-wrong", setUp(.all, problem { ($0.noName, $0.passphrase) = (true, .guessable) })),
            Sample("admin-set-up-short", setUp(.passphrase, problem { $0.passphrase = .tooShort(limit: 12) })),
            Sample("admin-set-up-long", setUp(.passphrase, problem { $0.passphrase = .tooLong(limit: 256) })),
            Sample(
                "admin-set-up-codes",
                setUp(.codes, problem { ($0.isWrongPassphrase, $0.isWrongCode) = (true, true) })
            ),
            Sample("admin-codes", RecoveryCodesPage(bar: nil, codes: codes)),
            Sample("admin-codes-renewed", RecoveryCodesPage(bar: bar, codes: codes)),
        ] + continuing
    }

    private var roles: [AdminRole] {
        Role.allCases.map { AdminRole(Membership(campaignID: nil, role: $0), campaign: nil) } + [
            AdminRole(
                Membership(campaignID: 3, role: .partner, partner: Slug("readers-union")),
                campaign: hub
            )
        ]
    }

    private var accounts: [Sample] {
        let refusals: [Accounts.Refusal] = [
            .unknown, .exists, .badAddress, .longName, .lastOwner, .partnerMissing, .disabled,
        ]
        let states: [Account.State] = [.active, .invited, .disabled]
        let people = states.map { state in
            var account = account
            account.state = state
            return AdminPeoplePage.Person(account, roles: roles)
        }
        let campaigns = [hub].compactMap(\.self)
        return [
            Sample(
                "admin-account",
                AdminAccountPage(bar: bar, address: word("dana@example.org"), roles: roles, codesLeft: 10)
            ),
            Sample(
                "admin-account-changed",
                AdminAccountPage(bar: bar, address: word("x"), roles: [], codesLeft: 1, isChanged: true)
            ),
            Sample(
                "admin-people",
                AdminPeoplePage(
                    bar: bar,
                    people: people,
                    campaigns: campaigns,
                    oneTime: .init(
                        person: word("eli@example.org"),
                        address: "https://petitions.example.org/admin/set-up/x"
                    )
                )
            ),
        ]
            + refusals.map { refusal in
                Sample(
                    "admin-people-\(refusal)",
                    AdminPeoplePage(bar: bar, people: [], campaigns: campaigns, refusal: refusal)
                )
            }
    }

    private var trails: [Sample] {
        let lines = TrailEvent.Act.allCases.enumerated().map { number, act in
            Trail.Line(
                number: Int64(number),
                event: TrailEvent(
                    doneAt: now,
                    accountID: act == .recordsFetched ? nil : 7,
                    act: act,
                    object: word("eli@example.org"),
                    detail: word("x")
                ),
                person: number == 0 || act == .recordsFetched ? nil : word("dana@example.org"),
                campaign: hub
            )
        }
        let states: [Petition.State] = [.draft, .open, .closed]
        let places = [hub].compactMap(\.self).map { hub in
            Desk.Place(
                id: 3,
                campaign: hub,
                permissions: [.see, .readTrail],
                petitions: states.compactMap(petition),
                partners: partners(1)
            )
        }
        let offered = [hub].compactMap(\.self).map { hub in
            var place = Desk.Place(
                id: 3,
                campaign: hub,
                permissions: [.see, .write],
                petitions: [petition(.draft)].compactMap(\.self)
            )
            place.offered = [1]
            return place
        }
        return [
            Sample("admin-desk", AdminDeskPage(bar: bar, places: places, startsCampaigns: true)),
            Sample(
                "admin-desk-exports",
                AdminDeskPage(
                    bar: bar,
                    places: [],
                    startsCampaigns: false,
                    exports: [petition(.open)].compactMap(\.self)
                )
            ),
            Sample("admin-desk-offered", AdminDeskPage(bar: bar, places: offered, startsCampaigns: true)),
            Sample("admin-desk-empty", AdminDeskPage(bar: bar, places: [], startsCampaigns: false)),
            Sample("admin-trail", AdminTrailPage(bar: bar, lines: lines, pageCount: lines.count)),
            Sample("admin-trail-campaign", AdminTrailPage(bar: bar, campaign: hub, lines: lines, pageCount: 1)),
            Sample("admin-trail-last", AdminTrailPage(bar: bar, lines: [], pageCount: 100)),
        ]
    }

    var hub: Campaign? {
        Slug("libraries").map { slug in
            Campaign(
                slug: slug,
                title: word("Libraries for everybody"),
                summary: "",
                description: nil,
                started: nil,
                language: language.text,
                sponsor: Partner(id: slug, name: "", url: nil, optIn: nil),
                partners: [],
                targets: [],
                demands: [],
                sources: []
            )
        }
    }

    func petition(_ state: Petition.State) -> Petition? {
        Slug("library").map { slug in
            let sheet = PetitionSheet(
                slug: slug,
                title: word("Keep the library open"),
                letter: "",
                to: [],
                from: "",
                language: language.text
            )
            return Petition(
                id: 1,
                campaignID: 3,
                state: state,
                sheet: sheet,
                opensAt: nil,
                closesAt: nil,
                textVersion: 1,
                log: nil
            )
        }
    }

    /// Texts of the pages above that are the same in every language.
    static let literals: Set<String> = [
        OneTimeCode(secret: [UInt8](repeating: 7, count: 20)).secretText,
        RecoveryCode(bytes: [UInt8](repeating: 9, count: 16)).text, "https://petitions.example.org/admin/set-up/x",
        "readers-union", "en", "letter.pdf", "names.txt", "packet.json",
        "https://petitions.example.org/deliveries/x",
        // What a kept form belongs to, by short names.
        "libraries", "save-the-library", "city-council", "mayor", "to-mayor", "yes",
        "title", "letter", "text", "body",
        // An issuer's key.
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        // Keys of the moderators' queue.
        "j", "k", "x", "a", "c", "h", "u",
    ]
}

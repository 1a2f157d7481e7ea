import UndersignedApp
import UndersignedCore
import UndersignedWeb

/// What partners of a coalition see, and what they show in pages of their own.
extension PageSamples {
    static let key = CustodyPublicKey("TTqbz0NN26wDco5UvtvQaPgbYE0tGR9h1AYSnH/UvWM=")

    var coalition: [Sample] { embeds + partnerPages + exports + invitations + peoplePages }

    private var exports: [Sample] {
        let standings: [(String, ExportNotice.Standing)] = [
            ("none", .none), ("waiting", .waiting(ready: now)), ("undecided", .undecided(owners: 2)),
            ("agreed", .agreed), ("refused", .refused(until: now)),
        ]
        return standings.map { name, standing in
            Sample("admin-export-\(name)", AdminExportPage(bar: bar, petition: petition, standing: standing))
        }
    }

    private var embeds: [Sample] {
        [true, false].map { isOpen in
            Sample(
                isOpen ? "embed" : "embed-closed",
                EmbedPage(
                    title: word("Keep the library open"),
                    language: language,
                    address: "https://petitions.example.org/petitions/library?p=partner-0",
                    count: isOpen ? CountItem(count: 12_345, asOf: now) : nil,
                    isOpen: isOpen
                )
            )
        }
    }

    private var partnerPages: [Sample] {
        let token = PartnerToken(campaignID: 3, partner: slug("partner-0"), madeAt: now, usedOn: nil)
        var used = token
        used.usedOn = now
        var fresh = partnerPage(token: token)
        fresh?.freshToken = Self.secret
        var invited = partnerPage(token: used)
        invited?.invited = word("eli@example.org")
        invited?.invitations = [invitation()]
        var refused = partnerPage(token: nil)
        refused?.refusal = .badAddress
        let pages: [(String, AdminPartnerPage?)] =
            [
                ("", partnerPage(token: nil, hasKey: false)), ("-token", fresh), ("-invited", invited),
                ("-refused", refused), ("-organiser", partnerPage(token: used, isTheirs: false)),
            ]
            + InvitationRefusal.allCases.map { refusal in
                var page = partnerPage(token: nil)
                page?.uninvited = refusal
                return ("-\(refusal)", page)
            }
            + logos.map { name, logo in
                var page = partnerPage(token: nil)
                page?.logo = logo
                return (name, page)
            }
        return pages.compactMap { name, page in page.map { Sample("admin-partner\(name)", $0) } }
    }

    private var logos: [(String, LogoChoice)] {
        let problems: [UploadedPicture.Problem] = [
            .missing, .notPNG, .damaged, .tooLong(limit: 262_144), .tooLarge(limit: 2_000),
        ]
        let mark = Logo.Mark(hash: Array(repeating: 7, count: 32), width: 252, height: 92)
        return [("-logo", LogoChoice(mark: mark))]
            + problems.enumerated().map { ("-logo-\($0)", LogoChoice(problem: $1)) }
    }

    private func partnerPage(token: PartnerToken?, hasKey: Bool = true, isTheirs: Bool = true) -> AdminPartnerPage? {
        guard let hub, var petition = petition(.open), let site = SiteAddress("https://petitions.example.org") else {
            return nil
        }
        var partner = partners(1)[0]
        partner.key = hasKey ? Self.key : nil
        petition.sheet.partners = [partner]
        let days = (hasKey ? [3, 40, 120] : [2, 7]).map {
            PartnerFigures.Day(day: now, signatures: $0, consents: $0 / 2)
        }
        return AdminPartnerPage(
            bar: bar,
            campaign: hub,
            partner: partner,
            site: site,
            figures: PartnerFigures(parts: [.init(petition: petition, days: days), .init(petition: petition, days: [])]
            ),
            token: token,
            people: [
                Account(id: 7, address: word("dana@example.org"), name: word("Dana"), state: .active, memberships: [])
            ],
            isTheirs: isTheirs
        )
    }

    private func invitation(_ role: Role = .partner) -> Invitation {
        Invitation(
            campaignID: 3,
            role: role,
            partner: role == .partner ? Slug("partner-0") : nil,
            address: word("eli@example.org"),
            name: word("Eli"),
            accountID: 7,
            sentAt: now,
            endsAt: now + Invitation.span
        )
    }

    private var peoplePages: [Sample] {
        guard let hub else { return [] }
        func page(_ change: (inout AdminCampaignPeoplePage) -> Void) -> AdminCampaignPeoplePage {
            var person = Account(
                id: 7,
                address: word("dana@example.org"),
                name: word("Dana"),
                state: .active,
                memberships: []
            )
            person.memberships = [
                Membership(campaignID: nil, role: .owner), Membership(campaignID: 3, role: .auditor),
                Membership(campaignID: 3, role: .partner, partner: hub.sponsor.id),
            ]
            let invitations = Role.allCases.map { invitation($0) }
            var page = AdminCampaignPeoplePage(
                bar: bar,
                campaign: hub,
                campaignID: 3,
                people: [person],
                invitations: invitations
            )
            change(&page)
            return page
        }
        return [
            Sample("admin-campaign-people", page { $0.invited = word("eli@example.org") }),
            Sample("admin-campaign-people-address", page { $0.refusal = .badAddress }),
            Sample("admin-campaign-people-invited", page { ($0.uninvited, $0.invitations) = (.invited, []) }),
        ]
    }

    private var invitations: [Sample] {
        guard let hub else { return [] }
        let path = "/admin/invitations/x"
        let host = Account(
            id: 7,
            address: word("dana@example.org"),
            name: word("Dana"),
            state: .active,
            memberships: []
        )
        func page(_ standing: OpenInvitation.Standing, _ role: Role) -> InvitationPage {
            let open = OpenInvitation(
                invitation: invitation(role),
                standing: standing,
                campaign: hub,
                organisation: role == .partner ? hub.sponsor : nil,
                host: host
            )
            let stranger = InvitationPage.Stranger(account: host, token: "t")
            return InvitationPage(path: path, .open(open), stranger: standing == .signedOut ? stranger : nil)
        }
        let standings: [OpenInvitation.Standing] = [.newcomer, .ready, .signedOut, .disabled]
        return standings.map { Sample("admin-invitation-\($0)", page($0, .partner)) }
            + Role.allCases.map { Sample("admin-invitation-as-\($0)", page(.newcomer, $0)) }
            + [
                Sample("admin-invitation-declined", InvitationPage(path: path, .declined)),
                Sample("admin-invitation-over", InvitationPage(path: path, .over)),
            ]
    }

    private static let secret = "uJ0cSg8xYV3kqz5d7m0Qy2rT4nB6fH8jL1pA3sD5wE0"

    /// Texts of the pages above that are the same in every language.
    static let partnerLiterals: Set<String> = [
        secret, key?.fingerprint ?? "", key?.text ?? "",
        "undersigned export --key organiser.key --in sealed.jsonl --out contacts.csv",
    ]
}

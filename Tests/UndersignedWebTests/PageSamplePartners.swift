import UndersignedApp
import UndersignedCore
import UndersignedWeb

/// What partners of a coalition see, and what they show in pages of their own.
extension PageSamples {
    static let key = CustodyPublicKey("TTqbz0NN26wDco5UvtvQaPgbYE0tGR9h1AYSnH/UvWM=")

    var coalition: [Sample] { embeds + partnerPages + exports + invitations }

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
        invited?.invitations = [invitation].compactMap(\.self)
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
        let days = [3, 40, 120].map { PartnerFigures.Day(day: now, signatures: $0, consents: $0 / 2) }
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

    private var invitation: Invitation? {
        Slug("partner-0").map { partner in
            Invitation(
                campaignID: 3,
                partner: partner,
                address: word("eli@example.org"),
                name: word("Eli"),
                accountID: 7,
                sentAt: now,
                endsAt: now + Invitation.span
            )
        }
    }

    private var invitations: [Sample] {
        let standings: [OpenInvitation.Standing] = [.newcomer, .ready, .signedOut, .disabled]
        guard let invitation, let hub else { return [] }
        let path = "/admin/invitations/x"
        let host = Account(id: 7, address: word("dana@example.org"), name: word("Dana"), state: .active, memberships: [])
        return standings.map { standing in
            let open = OpenInvitation(
                invitation: invitation,
                standing: standing,
                campaign: hub,
                organisation: hub.sponsor,
                host: host
            )
            return Sample("admin-invitation-\(standing)", InvitationPage(path: path, open: open))
        } + [Sample("admin-invitation-declined", InvitationPage(path: path, open: nil))]
    }

    private static let secret = "uJ0cSg8xYV3kqz5d7m0Qy2rT4nB6fH8jL1pA3sD5wE0"

    /// Texts of the pages above that are the same in every language.
    static let partnerLiterals: Set<String> = [
        secret, key?.fingerprint ?? "", key?.text ?? "",
        "undersigned export --key organiser.key --in sealed.jsonl --out contacts.csv",
    ]
}

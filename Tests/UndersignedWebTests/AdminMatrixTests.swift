import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// S-39: every role at every route of organisers, in its own campaign and in another one.
@Suite struct AdminMatrixTests {
    /// One cell of the matrix.
    struct Cell {
        let entry: RouteTable.Entry
        let role: Role
        let isOwnCampaign: Bool
        let isSite: Bool
    }

    @Test func `S-39: each role passes where its permissions say so, and finds nothing anywhere else`() async throws {
        let site = try await WebSite()
        let (own, other) = try await site.twoCampaigns()
        try await site.visit { visitor in
            for role in Role.allCases {
                // A partner is that of a campaign.
                let everywhere = role == .partner ? [] : [Membership(campaignID: nil, role: role)]
                for membership in everywhere + [Membership.own(role, own)] {
                    let scope = membership.campaignID == nil ? "site" : "own"
                    let person = try await Organiser(site, visitor, "\(role)-\(scope)@example.org", membership)
                    for entry in site.table.entries where entry.access != .everyone {
                        for campaign in [own, other] {
                            try await expect(person, membership, entry, campaign)
                        }
                    }
                }
            }
        }
    }

    @Test func `nobody passes without a session, and every organisers' address but the ways in is guarded`()
        async throws
    {
        let site = try await WebSite()
        let open = site.table.entries.filter { $0.path.hasPrefix("/admin") && $0.access == .everyone }
        #expect(Set(open.map(\.path)) == ["/admin/sign-in", "/admin/set-up/{token}", "/admin/invitations/{token}"])
        #expect(site.table.entries.allSatisfy { $0.path.hasPrefix("/admin") || $0.access == .everyone })
        try await site.visit { visitor in
            for entry in site.table.entries where entry.access != .everyone && entry.method != "HEAD" {
                let path = entry.path.filled(campaign: "own")
                let answer =
                    try await entry.method == "POST" ? visitor.post(path, [("a", "b")]) : visitor.get(path)
                #expect(answer.status == (entry.method == "POST" ? .unauthorized : .seeOther), "\(entry)")
            }
        }
    }

    private func expect(
        _ person: Organiser,
        _ membership: Membership,
        _ entry: RouteTable.Entry,
        _ campaign: (id: Int64, slug: String)
    ) async throws {
        // Signing out would end the row of the matrix.
        guard entry.method != "HEAD", !entry.path.hasSuffix("/sign-out") else { return }
        let namesCampaign = entry.path.contains("{campaign}")
        let account = Account(id: 0, address: "", name: "", state: .active, memberships: [membership])
        let isAllowed = entry.access.allows(account, in: namesCampaign ? campaign.id : nil)
        let path = entry.path.filled(campaign: campaign.slug)
        // A form without the person's mark changes nothing, and is answered otherwise than what is not there.
        let answer =
            try await entry.method == "POST"
            ? person.visitor.post(path, [], person.headers) : person.get(path)
        let isThere = answer.status != .notFound
        #expect(isThere == isAllowed, "\(entry.method) \(path) as \(membership): \(answer.status)")
    }
}

extension Membership {
    fileprivate static func own(_ role: Role, _ campaign: (id: Int64, slug: String)) -> Membership {
        Membership(campaignID: campaign.id, role: role, partner: role == .partner ? Slug("own") : nil)
    }
}

extension String {
    /// A route's address with something in place of each name.
    fileprivate func filled(campaign: String) -> String {
        replacing("{campaign}", with: campaign).replacing("{account}", with: "999")
            .replacing("{petition}", with: "\(campaign)-library").replacing("{target}", with: "council")
            .replacing("{update}", with: "1").replacing("{claim}", with: "1")
            .replacing("{language}", with: "de")
            .replacing("{partner}", with: campaign).replacing("{file}", with: "1")
    }
}

extension WebSite {
    /// Two campaigns, `own` and `other`.
    func twoCampaigns() async throws -> (own: (id: Int64, slug: String), other: (id: Int64, slug: String)) {
        let ids = try await ["own", "other"].asyncMap { name in
            let slug = try Samples.required(Slug(name))
            let campaign = Campaign(
                slug: slug,
                title: name,
                summary: "A campaign",
                description: nil,
                started: nil,
                language: "en",
                sponsor: Partner(id: slug, name: "Sponsor", url: nil, optIn: nil),
                partners: [],
                targets: Samples.library.to,
                demands: [],
                sources: []
            )
            let sheet = Samples.petition("\(name)-library")
            let id = try await test.database.write { transaction in
                let id = try transaction.saveCampaign(campaign)
                _ = try transaction.insertClaim(ClaimText(sentence: "It is so."), in: id, by: 1, at: Samples.noon)
                if let petition = try transaction.insertDraft(sheet, campaignID: id) {
                    let form = UpdateForm(title: "News", body: "Something happened.")
                    _ = try transaction.insertUpdate(form, of: petition, by: 1, at: Samples.noon)
                }
                return id
            }
            _ = try await Opening(site: test.site).open(sheet.slug)
            return id
        }
        let bytes = Array(EvidenceTexts.table(["ACME LLC": 5]).utf8)
        _ = try await EvidenceFiles(site: test.site).take(bytes, name: "records.csv", by: 1)
        return ((ids[0], "own"), (ids[1], "other"))
    }
}

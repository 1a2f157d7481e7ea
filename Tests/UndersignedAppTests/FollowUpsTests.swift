import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// Two weeks after a hand-over and after six, organisers are asked whether an answer came.
@Suite struct FollowUpsTests {
    /// A handed-over petition of a campaign, and who may write there: one of the campaign, one of the site.
    private static func prepared(_ kind: TestDatabase = .chosen) async throws -> (TestSite, Petition) {
        let test = try await TestSite(kind)
        let (id, petition) = try await test.openInCampaign()
        let accounts = try Accounts(site: test.site, cost: Samples.cheap)
        let people: [(String, Membership)] = [
            ("dana", Membership(campaignID: id, role: .organiser)), ("eli", Membership(campaignID: nil, role: .owner)),
            ("mo", Membership(campaignID: id, role: .moderator)), ("off", Membership(campaignID: nil, role: .owner)),
        ]
        for (name, membership) in people {
            let address = "\(name)@example.org"
            _ = try await accounts.invite(address: address, name: name, membership: membership, by: nil)
            let account = try Samples.required(try await accounts.account(address))
            let state: Account.State = name == "off" ? .disabled : .active
            try await test.database.write { try $0.setAccount(account.id, name: name, state: state) }
        }
        _ = try await test.handOver(petition)
        return (test, petition)
    }

    private static func asked(_ test: TestSite) async throws -> [String] {
        try await Housekeeping(site: test.site).doDue()
        return try await test.mails().filter { $0.kind == .answerDue }.map(\.payload.address).sorted()
    }

    @Test(arguments: TestDatabase.all)
    func `those who may write there are asked after two weeks and after six, once each`(
        _ kind: TestDatabase
    ) async throws {
        let (test, _) = try await Self.prepared(kind)
        let both = ["dana@example.org", "eli@example.org"]
        #expect(try await Self.asked(test) == [])
        test.advance(.minutes(14 * 24 * 60 - 1))
        #expect(try await Self.asked(test) == [])
        test.advance(.minutes(1))
        #expect(try await Self.asked(test) == both)
        #expect(try await Self.asked(test) == both, "once")
        test.advance(.days(28))
        #expect(try await Self.asked(test) == (both + both).sorted())
        test.advance(.days(60))
        #expect(try await Self.asked(test).count == 4)
    }

    @Test func `nobody is asked once an answer is on record, nor about what is long past`() async throws {
        let (test, petition) = try await Self.prepared()
        let target = try Samples.required(petition.sheet.to.first)
        let campaign = try Samples.required(Slug("libraries"))
        test.advance(.days(3))
        let draft = StandingDraft(state: .declined, date: "2018-06-22", text: "We will not.")
        _ = try await Standings(site: test.site).record(draft, of: target.id, in: campaign)
        test.advance(.days(12))
        #expect(try await Self.asked(test) == [])
        let (late, _) = try await Self.prepared()
        late.advance(.days(75))
        #expect(try await Self.asked(late) == [], "the site was down for months")
    }
}

extension TestSite {
    /// An opened petition that belongs to a campaign.
    func openInCampaign() async throws -> (campaignID: Int64, Petition) {
        let sheet = Samples.library
        let slug = try Samples.required(Slug("libraries"))
        let campaign = Campaign(
            slug: slug,
            title: "Libraries",
            summary: "",
            description: nil,
            started: nil,
            language: "en",
            sponsor: Partner(id: slug, name: "Sponsor", url: nil, optIn: nil),
            partners: [],
            targets: sheet.to,
            demands: [],
            sources: []
        )
        let id = try await database.write { transaction in
            let id = try transaction.saveCampaign(campaign)
            _ = try transaction.insertDraft(sheet, campaignID: id)
            return id
        }
        _ = try await Opening(site: site).open(sheet.slug)
        return (id, try await petition(id: 1))
    }
}

import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// Owners of one campaign say who may do what in it (S-39).
@Suite struct CampaignPeopleTests {
    @Test func `an owner of one campaign asks people to each role there, takes roles away, and reaches no other`()
        async throws
    {
        let site = try await WebSite()
        let coalition = try await SampleCoalition(site.test)
        _ = try await SampleCoalition(site.test, named: "elsewhere")
        let people = "/admin/campaigns/coalition/people"
        try await site.visit { visitor in
            let role = Membership(campaignID: coalition.campaignID, role: .owner)
            let orla = try await Organiser(site, visitor, "orla@example.org", role)
            #expect(try await orla.get("/admin").text.contains("href=\"\(people)\""))
            #expect(try await orla.get("/admin/campaigns/elsewhere/people").status == .notFound)
            for role in Role.allCases {
                let (address, partner) = ("\(role)@example.org", role == .partner ? "readers" : "")
                let fields = [("address", address), ("role", role.rawValue), ("partner", partner)]
                #expect(try await orla.post(people, fields).text.contains("An invitation was sent to"))
                let mail = try Samples.required(try await site.test.mails().last { $0.kind == .invitation })
                let link = String(mail.payload.link.dropFirst(site.test.site.address.base.count))
                #expect(try await visitor.post(link, [("agree", "yes")]).status == .seeOther)
                let account = try Samples.required(try await site.web.accounts.account(address))
                let given = Membership(campaignID: coalition.campaignID, role: role, partner: Slug(partner))
                #expect(account.memberships == [given])
                let taken = try await orla.post("\(people)/\(account.id)", Array(fields.dropFirst()))
                #expect(taken.status == .seeOther)
                #expect(try await site.web.accounts.account(address)?.memberships == [])
                #expect(try await orla.post("\(people)/\(account.id)", Array(fields.dropFirst())).status == .notFound)
            }
            let wrong = [("address", "x@example.org"), ("role", "partner"), ("partner", "")]
            #expect(try await orla.post(people, wrong).status == .unprocessableContent)
            #expect(try await orla.post(people, [("role", "king")]).status == .badRequest)
            // What is another campaign's, or the whole site's, is out of reach.
            let owner = try await Organiser(site, visitor, "olga@example.org")
            let olga = try Samples.required(try await site.web.accounts.account(owner.address))
            _ = try await orla.post("\(people)/\(olga.id)", [("role", "owner"), ("partner", "")])
            #expect(try await site.web.accounts.account(owner.address)?.memberships == olga.memberships)
            #expect(try await orla.get("/admin/people").status == .notFound)
        }
    }
}

import Testing
import UndersignedCore

// S-39
@Suite struct PartnerAccessTests {
    private func account(_ role: Role, _ campaign: Int64?, _ partner: String? = nil) -> Account {
        let membership = Membership(campaignID: campaign, role: role, partner: partner.flatMap { Slug($0) })
        return Account(id: 1, address: "a@example.org", name: "A", state: .active, memberships: [membership])
    }

    @Test func `a partner's people see and act for their own organisation alone`() throws {
        let (readers, teachers) = (try #require(Slug("readers")), try #require(Slug("teachers")))
        let own = account(.partner, 3, "readers")
        #expect(own.sees(readers, in: 3) && own.speaks(for: readers, in: 3) && own.isOf(readers, in: 3))
        #expect(!own.sees(teachers, in: 3) && !own.speaks(for: teachers, in: 3))
        #expect(!own.sees(readers, in: 4) && !own.speaks(for: readers, in: 4) && !own.isOf(readers, in: 4))
    }

    @Test func `ten thousand guessed names are nobody's own`() throws {
        let own = account(.partner, 3, "readers")
        for _ in 0..<10_000 {
            let name = String(UInt64.random(in: 0...UInt64.max), radix: 36)
            guard let partner = Slug("p\(name)") else { continue }
            #expect(!own.sees(partner, in: 3) && !own.speaks(for: partner, in: 3))
        }
    }

    @Test func `owners act for every partner, organisers look, moderators and auditors do neither`() throws {
        let readers = try #require(Slug("readers"))
        for campaign in [nil, Int64(3)] {
            #expect(
                account(.owner, campaign).sees(readers, in: 3) && account(.owner, campaign).speaks(for: readers, in: 3)
            )
            #expect(account(.organiser, campaign).sees(readers, in: 3))
            #expect(!account(.organiser, campaign).speaks(for: readers, in: 3))
            for role in [Role.moderator, .auditor] { #expect(!account(role, campaign).sees(readers, in: 3)) }
        }
        #expect(!account(.owner, 4).sees(readers, in: 3) && !account(.organiser, 4).sees(readers, in: 3))
    }
}

import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

@Suite struct PartnerTokensTests {
    @Test func `a token is known until another one takes its place or it is ended`() async throws {
        let test = try await TestSite()
        let coalition = try await SampleCoalition(test)
        let readers = try Samples.required(Slug("readers"))
        let tokens = PartnerTokens(site: test.site)
        let first = try await tokens.make(for: readers, in: coalition.campaignID, by: 1)
        #expect(try await tokens.use(first)?.partner == readers)
        let second = try await tokens.make(for: readers, in: coalition.campaignID, by: 1)
        #expect(try await tokens.use(first) == nil)
        #expect(try await tokens.use(second)?.campaignID == coalition.campaignID)
        try await tokens.revoke(of: readers, in: coalition.campaignID, by: 1)
        #expect(try await tokens.use(second) == nil)
        #expect(try await tokens.use("") == nil)
    }

    @Test func `the trail tells of a token's first use on a day, and never the token`() async throws {
        let test = try await TestSite()
        let coalition = try await SampleCoalition(test)
        let readers = try Samples.required(Slug("readers"))
        let tokens = PartnerTokens(site: test.site)
        let secret = try await tokens.make(for: readers, in: coalition.campaignID, by: 1)
        for _ in 0..<3 { _ = try await tokens.use(secret) }
        test.advance(.days(1))
        _ = try await tokens.use(secret)
        let trail = try await test.database.read { try $0.trail(before: nil, limit: 100) }
        #expect(trail.map(\.event.act) == [.recordsFetched, .recordsFetched, .tokenMade])
        let lines = try await Trail(site: test.site).lines(before: nil, limit: 100)
        #expect(lines.map(\.isByToken) == [true, true, false], "no command line did it")
        #expect(trail.allSatisfy { $0.event.object == "readers" && !$0.event.detail.contains(secret) })
    }

    @Test func `an organisation that is no partner any more has no token`() async throws {
        let test = try await TestSite()
        let coalition = try await SampleCoalition(test)
        let readers = try Samples.required(Slug("readers"))
        let secret = try await PartnerTokens(site: test.site).make(for: readers, in: coalition.campaignID, by: 1)
        var left = coalition.campaign
        left.partners.removeAll { $0.id == readers }
        _ = try await test.database.write { [left] in try $0.saveCampaign(left) }
        #expect(try await PartnerTokens(site: test.site).use(secret) == nil)
    }

    @Test func `figures tell each partner what its own link brought, by day`() async throws {
        let test = try await TestSite(limits: .off)
        let coalition = try await SampleCoalition(test)
        for number in 1...3 {
            let form = SampleCoalition.person(number, agreeingTo: number == 1 ? ["readers"] : [])
            try await test.sign(form, coalition.petition, source: "readers")
        }
        test.advance(.days(1))
        let token = try await test.sign(
            SampleCoalition.person(4, agreeingTo: ["readers"]),
            coalition.petition,
            source: "readers"
        )
        try await test.sign(SampleCoalition.person(5, agreeingTo: ["readers"]), coalition.petition, source: "teachers")
        _ = try await Links(site: test.site).withdraw(token)
        let readers = try Samples.required(Slug("readers"))
        let figures = try await PartnerFigures(of: readers, in: coalition.campaignID, test.site)
        #expect(figures.parts.count == 1 && figures.parts[0].signatures == 3 && figures.parts[0].consents == 2)
        let days = figures.parts[0].days
        #expect(days.map(\.signatures) == [1, 3] && days.map(\.consents) == [1, 1])
        #expect(days[0].day == Samples.noon.day + .days(1))
    }
}

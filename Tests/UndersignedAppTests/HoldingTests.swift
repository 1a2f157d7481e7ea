import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// F-E, DESIGN 11.6: signatures that wait for a decision.
@Suite struct HoldingTests {
    private static func person(_ number: Int, at domain: String = "burst.example.org") -> SignatureForm {
        SignatureForm(name: "Burst \(number)", email: "b\(number)@\(domain)", shown: "yes")
    }

    private static func isHeld(_ token: LinkToken, _ site: TestSite) async throws -> Bool {
        if case .held = try await Links(site: site.site).view(token) { return true }
        return false
    }

    @Test func `what comes from a held domain waits, is told so, and counts once it is released`() async throws {
        let site = try await TestSite(limits: .off)
        let petition = try await site.open()
        let holding = Holding(site: site.site)
        try await site.sign(Self.person(1), petition)
        try await holding.begin(petition, domain: "BURST.example.org", perHour: "", by: 1)
        let held = [try await site.sign(Self.person(2), petition), try await site.sign(Self.person(3), petition)]
        try await site.sign(Self.person(4, at: "example.org"), petition)
        for token in held { #expect(try await Self.isHeld(token, site)) }
        _ = try await Links(site: site.site).confirm(held[0], textVersion: 1)
        #expect(try await site.counts(petition).total == 2)
        let figures = try await site.figures(petition)
        #expect(figures.held == 2 && figures.asked.map(\.confirmed) == [4] && figures.sources.map(\.count) == [2])
        #expect(try await site.rowCount(.publicName) == 2, "no name before it counts")
        #expect(try await holding.release(petition, by: 1) == 2)
        #expect(try await site.counts(petition).total == 4)
        #expect(try await site.figures(petition).held == 0)
        #expect(try await site.rowCount(.publicName) == 4)
        guard case .counted(_?, let standing, _) = try await Links(site: site.site).view(held[1]) else {
            Issue.record("the link shows a counted signature")
            return
        }
        #expect(standing.number == 4)
        try await site.expectSoundLog(petition)
        let lines = try await Trail(site: site.site).lines(before: nil, limit: 9)
        #expect(lines.map(\.event.act) == [.heldReleased, .holdBegun])
        #expect(lines.allSatisfy { !$0.event.detail.contains("@") }, "no address in the trail")
    }

    @Test func `over a rate what is more waits, in one batch too, and the next hour counts again`() async throws {
        let site = try await TestSite(limits: .off)
        let petition = try await site.open()
        let holding = Holding(site: site.site)
        try await holding.begin(petition, domain: "", perHour: "3", by: 1)
        for number in 1...5 { try await site.sign(Samples.person(number), petition) }
        #expect(try await site.counts(petition).total == 3)
        #expect(try await site.figures(petition).held == 2)
        site.advance(.hours(1))
        try await site.sign(Samples.person(6), petition)
        #expect(try await site.counts(petition).total == 4)
        let ruleID = try #require(try await site.figures(petition).holds.first?.id)
        try await holding.end(ruleID, of: petition, by: 1)
        for number in 7...12 { try await site.sign(Samples.person(number), petition) }
        #expect(try await site.counts(petition).total == 10, "those wait on")
        #expect(try await site.figures(petition).held == 2, "those wait on")
    }

    @Test func `a held person withdraws, and whose text has changed is asked once more`() async throws {
        let site = try await TestSite(limits: .off)
        let petition = try await site.open()
        let holding = Holding(site: site.site)
        try await holding.begin(petition, domain: "burst.example.org", perHour: "", by: 1)
        let gone = try await site.sign(Self.person(1), petition)
        let late = try await site.sign(Self.person(2), petition)
        #expect(try await Links(site: site.site).withdraw(gone) == .withdrawn)
        try await site.database.write { transaction in
            _ = try transaction.rows("UPDATE signature SET text_version = 0 WHERE state = 'held'")
        }
        #expect(try await holding.release(petition, by: 1) == 1)
        guard case .pending(_, _, let version, nil) = try await Links(site: site.site).view(late) else {
            Issue.record("the link has its button again")
            return
        }
        #expect(version == 1)
        #expect(try await site.counts(petition).total == 0)
        let rules = try await site.figures(petition).holds
        try await holding.end(try #require(rules.first?.id), of: petition, by: 1)
        #expect(try await Links(site: site.site).confirm(late, textVersion: 1) == .counted)
        try await site.expectSoundLog(petition)
    }

    @Test func `a petition that publishes once a day holds by domain and releases to the next publication`()
        async throws
    {
        let site = try await TestSite(limits: .off)
        let petition = try await site.open(Samples.daily)
        let holding = Holding(site: site.site)
        await #expect(throws: Holding.Refusal.noHours) {
            try await holding.begin(petition, domain: "", perHour: "3", by: 1)
        }
        try await holding.begin(petition, domain: "burst.example.org", perHour: "", by: 1)
        for number in 1...20 { try await site.sign(Self.person(number), petition) }
        #expect(try await site.figures(petition).held == 20)
        site.advance(.days(1))
        try await Housekeeping(site: site.site).doDue()
        #expect(try await site.counts(petition).total == 0, "held, not published")
        #expect(try await holding.release(petition, by: 1) == 20)
        site.advance(.days(1))
        try await Housekeeping(site: site.site).doDue()
        #expect(try await site.counts(petition).total == 20)
        try await site.expectSoundLog(petition)
    }

    @Test func `nonsense is no rule`() async throws {
        let site = try await TestSite(limits: .off)
        let petition = try await site.open()
        let holding = Holding(site: site.site)
        for (domain, perHour) in [("", ""), ("no domain", ""), ("", "0"), ("example.org", "9")] {
            await #expect(throws: Holding.Refusal.badRule) {
                try await holding.begin(petition, domain: domain, perHour: perHour, by: 1)
            }
        }
    }
}

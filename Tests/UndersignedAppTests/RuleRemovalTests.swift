import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// S-16: a large removal by rule needs two people, where there are two.
@Suite struct RuleRemovalTests {
    private static let rule = CorrectionRule(domain: WildcardPattern("burst.example.org"))

    static func site(people: Int) async throws -> (TestSite, Petition, [Account]) {
        let site = try await TestSite(limits: .off)
        let petition = try await site.open()
        for number in 1...4 { try await site.sign(Samples.person(number), petition) }
        for number in 1...3 {
            let form = SignatureForm(name: "Burst \(number)", email: "b\(number)@burst.example.org")
            try await site.sign(form, petition)
        }
        let accounts = try await site.database.write { transaction in
            try (0..<people).map { number in
                let address = "organiser\(number)@example.org"
                let found = try transaction.insertAccount(address: address, name: "Organiser", at: Samples.noon)
                let id = try Samples.required(found)
                try transaction.setAccount(id, name: "Organiser \(number)", state: .active)
                try transaction.addMembership(Membership(campaignID: nil, role: .organiser), to: id)
                return try Samples.required(try transaction.account(id: id))
            }
        }
        return (site, petition, accounts)
    }

    static func order(
        _ site: TestSite,
        _ petition: Petition,
        _ account: Account,
        typed: String = ""
    ) async throws -> RuleRemoval.Outcome {
        try await RuleRemoval(site: site.site).order(
            petition,
            rule,
            name: "burst",
            reason: "One program.",
            typed: typed,
            by: account
        )
    }

    /// Until the removal that was announced has ended.
    static func finish(_ site: TestSite, _ petition: Petition) async throws {
        let all = try await site.database.read { try $0.corrections(of: petition.id) }
        for correction in all {
            _ = try await Corrections(site: site.site).run(correction.id, of: petition.slug) { _, _ in }
        }
    }

    @Test func `one of two asks, the other agrees, and the log says why`() async throws {
        let (site, petition, people) = try await Self.site(people: 2)
        let removal = RuleRemoval(site: site.site)
        #expect(try await removal.preview(petition, Self.rule).found == 3)
        #expect(try await Self.order(site, petition, people[0]) == .proposed)
        #expect(try await site.counts(petition).total == 7, "nothing before the second one agrees")
        let seen = try #require(try await site.figures(petition, for: people[0].id).proposals.first)
        #expect(seen.isOwn && seen.person == "Organiser 0" && seen.found == 3)
        await #expect(throws: RuleRemoval.Refusal.ownProposal) {
            try await removal.agree(to: seen.id, of: petition, by: people[0])
        }
        try await removal.agree(to: seen.id, of: petition, by: people[1])
        try await Self.finish(site, petition)
        #expect(try await site.counts(petition).total == 4)
        #expect(try await site.counts(petition).removed == 3)
        #expect(try await site.notes(petition).map(\.text) == ["One program.", "One program."])
        await #expect(throws: RuleRemoval.Refusal.gone) {
            try await removal.agree(to: seen.id, of: petition, by: people[1])
        }
        let acts = try await Trail(site: site.site).lines(before: nil, limit: 9).map(\.event.act)
        #expect(acts == [.removalOrdered, .removalProposed])
        #expect(try await site.figures(petition).sources.map(\.count) == [4])
        try await site.expectSoundLog(petition)
    }

    @Test func `a button that is pressed twice makes one proposal`() async throws {
        let (site, petition, people) = try await Self.site(people: 2)
        for _ in 0..<2 { #expect(try await Self.order(site, petition, people[0]) == .proposed) }
        #expect(try await site.figures(petition).proposals.count == 1)
        let acts = try await Trail(site: site.site).lines(before: nil, limit: 9).map(\.event.act)
        #expect(acts == [.removalProposed])
    }

    @Test func `a proposal is turned down, or lapses in a day`() async throws {
        let (site, petition, people) = try await Self.site(people: 2)
        let removal = RuleRemoval(site: site.site)
        _ = try await Self.order(site, petition, people[0])
        let first = try #require(try await site.figures(petition).proposals.first)
        try await removal.refuse(first.id, of: petition, by: people[1])
        #expect(try await site.figures(petition).proposals.isEmpty)
        _ = try await Self.order(site, petition, people[0])
        let second = try #require(try await site.figures(petition).proposals.first)
        site.advance(.hours(25))
        await #expect(throws: RuleRemoval.Refusal.gone) {
            try await removal.agree(to: second.id, of: petition, by: people[1])
        }
        #expect(try await site.counts(petition).total == 7)
    }

    @Test func `who is alone types the petition's name`() async throws {
        let (site, petition, people) = try await Self.site(people: 1)
        let refusal = RuleRemoval.Refusal.correction(.needsSecondPerson(found: 3, total: 7))
        for typed in ["", "the-library"] {
            await #expect(throws: refusal) { try await Self.order(site, petition, people[0], typed: typed) }
        }
        #expect(try await Self.order(site, petition, people[0], typed: "save-the-library") == .begun)
        try await Self.finish(site, petition)
        #expect(try await site.counts(petition).total == 4)
    }
}

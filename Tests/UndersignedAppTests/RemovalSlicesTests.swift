import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// S-16: nobody gets round the second person, by slices or by time.
@Suite struct RemovalSlicesTests {
    private static func order(
        _ number: Int,
        _ site: TestSite,
        _ petition: Petition,
        _ account: Account
    ) async throws -> RuleRemoval.Outcome {
        try await RuleRemoval(site: site.site).order(
            petition,
            CorrectionRule(domain: WildcardPattern("slice\(number).example.org")),
            name: "slice-\(number)",
            reason: "One of many.",
            typed: "",
            by: account
        )
    }

    @Test func `what one person takes within a day is measured together`() async throws {
        let (site, petition, people) = try await RuleRemovalTests.site(people: 2)
        for number in 5..<103 { try await site.sign(Samples.person(number), petition) }
        for number in 1...3 {
            let form = SignatureForm(name: "Slice", email: "one@slice\(number).example.org")
            try await site.sign(form, petition)
        }
        #expect(try await site.counts(petition).total == 108)
        let removal = RuleRemoval(site: site.site)
        #expect(try await Self.order(1, site, petition, people[0]) == .begun)
        try await RuleRemovalTests.finish(site, petition)
        let preview = try await removal.preview(petition, CorrectionRule(domain: WildcardPattern("slice2.example.org")))
        #expect(preview.found == 1 && preview.isLarge && preview.slices == CorrectionSlices(found: 1, removed: 1))
        #expect(try await Self.order(2, site, petition, people[0]) == .proposed)
        #expect(try await Self.order(2, site, petition, people[1]) == .proposed, "whoever it is")
        // What two agreed to takes nothing from what one may do.
        let proposal = try #require(try await site.figures(petition).proposals.first)
        try await removal.agree(to: proposal.id, of: petition, by: people[1])
        try await RuleRemovalTests.finish(site, petition)
        let after = try await removal.preview(petition, CorrectionRule(domain: WildcardPattern("slice3.example.org")))
        #expect(after.slices == CorrectionSlices(found: 1, removed: 1) && after.total == 106)
        site.advance(.hours(25))
        #expect(try await Self.order(3, site, petition, people[0]) == .begun)
        try await RuleRemovalTests.finish(site, petition)
        #expect(try await site.counts(petition).total == 105)
        try await site.expectSoundLog(petition)
    }

    @Test func `an agreement is to the number that was seen, and more is asked for anew`() async throws {
        let (site, petition, people) = try await RuleRemovalTests.site(people: 2)
        let removal = RuleRemoval(site: site.site)
        _ = try await RuleRemovalTests.order(site, petition, people[0])
        let seen = try #require(try await site.figures(petition).proposals.first)
        for number in 4...6 {
            let form = SignatureForm(name: "Burst \(number)", email: "b\(number)@burst.example.org")
            try await site.sign(form, petition)
        }
        await #expect(throws: RuleRemoval.Refusal.foundMore) {
            try await removal.agree(to: seen.id, of: petition, by: people[1])
        }
        #expect(try await site.counts(petition).total == 10)
        #expect(try await site.notes(petition).isEmpty)
        let fresh = try await site.figures(petition, for: people[0].id).proposals
        #expect(fresh.map(\.found) == [6] && fresh.map(\.isOwn) == [true])
        let id = try #require(fresh.first?.id)
        await #expect(throws: RuleRemoval.Refusal.ownProposal) {
            try await removal.agree(to: id, of: petition, by: people[0])
        }
        try await removal.agree(to: id, of: petition, by: people[1])
        try await RuleRemovalTests.finish(site, petition)
        #expect(try await site.counts(petition).total == 4)
    }

    @Test(arguments: [true, false])
    func `a proposal of somebody who may not write any more counts for nothing`(_ isDisabled: Bool) async throws {
        let (site, petition, people) = try await RuleRemovalTests.site(people: 3)
        _ = try await RuleRemovalTests.order(site, petition, people[0])
        let seen = try #require(try await site.figures(petition).proposals.first)
        try await site.database.write { transaction in
            if isDisabled {
                try transaction.setAccount(people[0].id, name: "Organiser 0", state: .disabled)
            } else {
                try transaction.removeMembership(Membership(campaignID: nil, role: .organiser), from: people[0].id)
            }
        }
        await #expect(throws: RuleRemoval.Refusal.proposerGone) {
            try await RuleRemoval(site: site.site).agree(to: seen.id, of: petition, by: people[1])
        }
        #expect(try await site.counts(petition).total == 7)
    }
}

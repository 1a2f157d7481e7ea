import Testing
import UndersignedApp
import UndersignedCore
import UndersignedStore
import UndersignedTestSupport

/// Drafts that nobody wants any more are put away, and nothing of them is lost.
@Suite struct DraftDiscardTests {
    @Test(arguments: TestDatabase.all)
    func `a draft that is put away leaves the desk and its review, and comes back as it was`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await WritingSite(kind)
        let owner = Account(
            id: site.dana,
            address: "dana@example.org",
            name: "",
            state: .active,
            memberships: [Membership(campaignID: nil, role: .owner)]
        )
        func listed() async throws -> [Slug] {
            try await Desk(site: site.test.site).places(of: owner).flatMap(\.petitions).map(\.slug)
        }
        let sheet = try await site.petition().sheet
        try await site.writing.offer(try await site.petition(), mark: try await site.mark(), by: site.dana)
        try await site.writing.discard(try await site.petition(), by: site.eli)
        #expect(try await listed().isEmpty)
        let away = try await site.draft()
        #expect(away.isDiscarded && away.review == nil)
        await #expect(throws: Review.Refusal.notOffered) {
            try await site.writing.open(
                try await site.petition(),
                mark: try await site.mark(),
                dates: OpeningDates(opensAt: nil, closesAt: nil),
                by: site.eli
            )
        }
        try await site.writing.bringBack(try await site.petition(), by: site.dana)
        #expect(try await listed() == [site.slug])
        let back = try await site.draft()
        #expect(back.petition.sheet == sheet && !back.isDiscarded)
        #expect(try await site.acts().prefix(2) == [.draftBroughtBack, .draftDiscarded])
    }

    @Test
    func `a text that is saved after the draft was put away stays with it, and giving it to review brings it back`()
        async throws
    {
        let site = try await WritingSite()
        try await site.writing.discard(try await site.petition(), by: site.eli)
        _ = try await site.rewrite("Please keep all of it open.")
        let draft = try await site.draft()
        #expect(draft.isDiscarded && draft.petition.sheet.letter == "Please keep all of it open.")
        try await site.writing.offer(try await site.petition(), mark: try await site.mark(), by: site.dana)
        #expect(try await !site.draft().isDiscarded)
    }

    @Test func `what people know of is not put away`() async throws {
        let site = try await WritingSite()
        try await site.open(opensAt: site.test.now + .days(2))
        await #expect(throws: Review.Refusal.notADraft) {
            try await site.writing.discard(try await site.petition(), by: site.dana)
        }
        try await site.writing.unschedule(try await site.petition(), by: site.dana)
        try await site.open(opensAt: nil)
        await #expect(throws: Review.Refusal.notADraft) {
            try await site.writing.discard(try await site.petition(), by: site.dana)
        }
    }
}

import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport

/// Claims are written, published with their sources, corrected with a note, and withdrawn with a reason.
@Suite struct ClaimWritingTests {
    @Test(arguments: TestDatabase.all)
    func `a claim without a source is a draft and stays one; with a source it is public`(
        _ kind: TestDatabase
    )
        async throws
    {
        let site = try await ClaimSite(kind)
        let number = try await site.save(ClaimSite.form(documents: ""))
        await #expect(throws: Claim.Refusal.noSource) { try await site.publish(number) }
        #expect(try await site.shown(number) == nil)
        try await site.save(ClaimSite.form(), replacing: number)
        try await site.publish(number)
        let claim = try Samples.required(try await site.shown(number))
        #expect(claim.claim.state == .published && claim.shown.text.documents.map(\.title) == ["Minutes"])
        #expect(claim.versions.count == 1, "what a draft said before is nobody's to read")
        await #expect(throws: Claim.Refusal.published) { try await site.publish(number) }
    }

    @Test(arguments: TestDatabase.all)
    func `a correction needs a source and a note, and what stood before stays to be read`(
        _ kind: TestDatabase
    )
        async throws
    {
        let site = try await ClaimSite(kind)
        let number = try await site.save(ClaimSite.form())
        try await site.publish(number)
        let mark = try await site.mark(number)
        let writing = ClaimWriting(site: site.site.site)
        let bare = try await writing.save(
            ClaimSite.form("Another one.", documents: ""),
            in: site.site.campaignID,
            replacing: number,
            mark: mark,
            by: ClaimSite.dana
        )
        guard case .problems(let problems) = bare else { throw ClaimSite.Unsaved(outcome: bare) }
        #expect(problems.all.map(\.field) == ["documents", "note"])
        // The same again is no correction.
        try await site.save(ClaimSite.form(), replacing: number)
        #expect(try await site.shown(number)?.versions.count == 1)
        site.site.test.advance(.days(1))
        var corrected = ClaimSite.form("The council paid.")
        corrected.note = "It was in the past"
        try await site.save(corrected, replacing: number)
        let now = try Samples.required(try await site.shown(number))
        #expect(now.shown.text.sentence == "The council paid." && now.shown.note == "It was in the past")
        #expect(now.versions.map(\.text.sentence) == ["The council paid.", "The council pays."])
        let before = try Samples.required(try await site.shown(number, version: 1))
        #expect(before.shown.text.sentence == "The council pays." && !before.isNewest)
        #expect(try await site.shown(number, version: 3) == nil)
    }

    @Test(arguments: TestDatabase.all)
    func `who saw the version before overwrites nothing`(_ kind: TestDatabase) async throws {
        let site = try await ClaimSite(kind)
        let number = try await site.save(ClaimSite.form())
        try await site.publish(number)
        let mark = try await site.mark(number)
        var corrected = ClaimSite.form("The council paid.")
        corrected.note = "It was in the past"
        try await site.save(corrected, replacing: number)
        // The same text again is no clash.
        #expect(try await site.save(corrected, replacing: number, mark: mark) == number)
        corrected.sentence = "The council never paid."
        let clash = try await ClaimWriting(site: site.site.site).save(
            corrected,
            in: site.site.campaignID,
            replacing: number,
            mark: mark,
            by: ClaimSite.dana
        )
        guard case .clash(let current) = clash else { throw ClaimSite.Unsaved(outcome: clash) }
        #expect(current.version.text.sentence == "The council paid." && current.version.number == 2)
    }

    @Test(arguments: TestDatabase.all)
    func `a withdrawn claim stays to be read with its reason, and nothing is done with it any more`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await ClaimSite(kind)
        let number = try await site.save(ClaimSite.form())
        let writing = ClaimWriting(site: site.site.site)
        await #expect(throws: Claim.Refusal.draft) {
            try await writing.withdraw(number, in: site.site.campaignID, reason: "Wrong", by: ClaimSite.dana)
        }
        try await site.publish(number)
        await #expect(throws: WritingProblems([WritingProblem("reason", .empty)])) {
            try await writing.withdraw(number, in: site.site.campaignID, reason: " ", by: ClaimSite.dana)
        }
        try await writing.withdraw(
            number,
            in: site.site.campaignID,
            reason: "The minutes were wrong",
            by: ClaimSite.dana
        )
        #expect(try await site.shown(number)?.claim.withdrawal?.reason == "The minutes were wrong")
        await #expect(throws: Claim.Refusal.withdrawn) {
            try await writing.withdraw(number, in: site.site.campaignID, reason: "Again", by: ClaimSite.dana)
        }
        await #expect(throws: Claim.Refusal.withdrawn) { try await site.publish(number) }
        var form = ClaimSite.form("Something else.")
        form.note = "x"
        let outcome = try await writing.save(
            form,
            in: site.site.campaignID,
            replacing: number,
            mark: try await site.mark(number),
            by: ClaimSite.dana
        )
        guard case .refused(.withdrawn) = outcome else { throw ClaimSite.Unsaved(outcome: outcome) }
        let acts = try await Trail(site: site.site.site).lines(before: nil, limit: 3).map(\.event)
        #expect(acts.map(\.act) == [.claimWithdrawn, .claimPublished, .claimSaved])
        #expect(acts.allSatisfy { $0.object == "libraries/claims/1" && $0.campaignID == site.site.campaignID })
    }

    @Test(arguments: TestDatabase.all)
    func `claims of a file come in once, and one without what it rests on stays a draft`(
        _ kind: TestDatabase
    )
        async throws
    {
        let site = try await ClaimSite(kind)
        let slug = try Samples.libraries().slug
        let names = try ["one", "two", "three"].map { try Samples.required(Slug($0)) }
        let document = ClaimDocument(title: "Minutes", publisher: "The council")
        var items = [
            ClaimImport.Item(
                name: names[0],
                text: ClaimText(sentence: "First.", documents: [document]),
                mustPublish: true
            ),
            ClaimImport.Item(name: names[1], text: ClaimText(sentence: "Second."), mustPublish: true),
            ClaimImport.Item(
                name: names[2],
                text: ClaimText(sentence: "Third.", documents: [document]),
                mustPublish: false
            ),
        ]
        let importing = ClaimImport(site: site.site.site)
        let steps = try await importing.run(items, in: slug).map(\.step)
        #expect(steps == [.published, .refused(.noSource), .drafted])
        items[0].text.sentence = "Something else."
        let again = try await importing.run(items, in: slug).map(\.step)
        #expect(again == [.kept, .refused(.noSource), .kept], "what lacks is said again")
        let claims = try await ClaimWriting(site: site.site.site).shelf(in: site.site.campaignID)
        #expect(claims.map(\.version.text.sentence) == ["First.", "Second.", "Third."])
        #expect(claims.map(\.state) == [.published, .draft, .draft])
    }

    @Test func `the kinds of amounts are those of contract records`() {
        #expect(ClaimFigure.Kind.allCases.map(\.rawValue) == AmountKind.allCases.map(\.rawValue))
    }
}

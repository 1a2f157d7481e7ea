import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// What the pages show beside the count follows from the log.
@Suite struct JournalTests {
    // U-12: thresholds are reached, and un-reached, in public
    @Test func `a milestone is reached, falls out of reach with a withdrawal, and is reached again`() async throws {
        var sheet = Samples.library
        sheet.milestones = [
            PetitionSheet.Milestone(count: 2, what: "An answer"), PetitionSheet.Milestone(count: 3, what: "A debate"),
        ]
        let site = try await TestSite()
        let petition = try await site.open(sheet)
        try await site.sign(Samples.person(1), petition)
        let token = try await site.sign(Samples.person(2), petition)
        site.advance(.hours(1))
        _ = try await Links(site: site.site).withdraw(token)
        try await site.sign(Samples.person(3), petition)
        let crossings = try await site.database.read { try $0.crossings(of: petition.id) }
        #expect(crossings.map(\.goal) == [2, 2, 2])
        #expect(crossings.map(\.isReached) == [true, false, true])
        #expect(
            crossings.map(\.hour) == [Samples.noon, Samples.noon + .hours(1), Samples.noon + .hours(1)].map(\.hour)
        )
        try await site.expectSoundLog(petition)
    }

    @Test func `falls by reason add up to what the log took away`() async throws {
        let site = try await TestSite()
        let petition = try await site.open()
        let tokens = [
            try await site.sign(Samples.person(1), petition), try await site.sign(Samples.person(2), petition),
        ]
        _ = try await Links(site: site.site).withdraw(tokens[0])
        let row = try await site.database.read { try $0.signature(tokenHash: tokens[1].hash, in: petition.id) }
        let bounced = LogRequest.remove(
            petitionID: petition.id,
            signatureIDs: [try #require(row).id],
            reason: .bounced
        )
        #expect(try await site.site.sequencer.submit(bounced) == .appended(1))
        let sheets = PaperSheets(site: site.site)
        let hash = try await sheets.enter(petition.slug, scan: [1], lines: 7, keepsScan: false)
        try await sheets.takeOut(petition.slug, hash: hash, rule: "illegible")
        let falls = try await site.database.read { try $0.falls(of: petition.id) }
        #expect(falls.map(\.reason) == [.bounced, .invalid(rule: "illegible"), .withdrawn])
        #expect(falls.map(\.entries) == [1, 1, 1] && falls.map(\.weight) == [1, 7, 1])
        #expect(falls.map(\.weight).reduce(0, +) == (try await site.counts(petition)).removed)
        let versions = try await site.database.read { try $0.textVersions(of: petition.id) }
        #expect(versions.map(\.added) == [9] && versions.map(\.removed) == [9])
    }
}

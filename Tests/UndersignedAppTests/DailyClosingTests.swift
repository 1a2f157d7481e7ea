import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// A daily petition closes after its last publication: what can be published is counted before the log says `closed`
/// (DESIGN 11.9).
@Suite struct DailyClosingTests {
    private static func sign(_ site: TestSite, _ petition: Petition, _ numbers: Range<Int>) async throws {
        for number in numbers { try await site.sign(Samples.person(number), petition) }
    }

    private static func keepHouse(_ site: TestSite) async throws {
        try await Housekeeping(site: site.site).doDue()
    }

    @Test(arguments: TestDatabase.all)
    func `nobody closes it by hand before what waits has been published`(_ kind: TestDatabase) async throws {
        let site = try await TestSite(kind, limits: .off)
        let petition = try await site.open(Samples.daily)
        try await Self.sign(site, petition, 0..<20)
        let writing = PetitionWriting(site: site.site)
        await #expect(throws: PetitionWriting.Waiting.unpublished(20)) { try await writing.close(petition, by: 1) }
        #expect(try await site.petition(id: petition.id).state == .open)
        site.advance(.days(1))
        try await Self.keepHouse(site)
        #expect(try await writing.close(petition, by: 1))
        #expect(try await site.counts(petition).total == 20)
        #expect(try await site.entries(petition).last == .closed)
        try await site.expectSoundLog(petition)
    }

    @Test(arguments: TestDatabase.all)
    func `what waits on its last day is published on the next one, and then it closes`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await TestSite(kind, limits: .off)
        let petition = try await site.open(Samples.daily, closesAt: site.now + .hours(30))
        let lastDay = try #require(petition.closesAt)
        try await Self.sign(site, petition, 0..<20)
        site.advance(.hours(24))
        try await Self.keepHouse(site)
        #expect(try await site.counts(petition).total == 20)
        try await Self.sign(site, petition, 20..<40)
        site.advance(.hours(7))
        try await Self.keepHouse(site)
        #expect(
            try await site.petition(id: petition.id).state == .open,
            "the second publication of a day is the next day's"
        )
        #expect(throws: Petition.Refusal.closed) { try petition.gate.accept(at: site.now) }
        site.advance(.hours(17))
        try await Self.keepHouse(site)
        let closed = try await site.petition(id: petition.id)
        #expect(closed.state == .closed && closed.closesAt == lastDay, "what is deleted by date counts from that day")
        #expect(try await site.counts(petition).total == 40)
        #expect(try await site.entries(petition).last == .closed)
        try await site.expectSoundLog(petition)
    }

    @Test func `fewer than are published together are in no number, and can be taken back`() async throws {
        let site = try await TestSite(limits: .off)
        let petition = try await site.open(Samples.daily, closesAt: site.now + .hours(30))
        let token = try await site.sign(Samples.amina, petition)
        try await Self.sign(site, petition, 0..<18)
        site.advance(.hours(30))
        try await Self.keepHouse(site)
        #expect(try await site.petition(id: petition.id).state == .closed)
        #expect(try await site.counts(petition) == Counts())
        #expect(try await Links(site: site.site).withdraw(token) == .withdrawn)
        try await site.expectSoundLog(petition)
    }
}

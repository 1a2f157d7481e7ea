import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// A petition that closes while signatures wait for a decision: none is counted after the log says `closed`, and none is
/// forgotten before.
@Suite struct HeldClosingTests {
    private static func person(_ number: Int) -> SignatureForm {
        SignatureForm(name: "Burst \(number)", email: "b\(number)@burst.example.org", shown: "yes")
    }

    /// An open petition with one signature that waits.
    private static func site(
        _ kind: TestDatabase = .chosen,
        closesIn span: Moment.Span? = nil
    ) async throws -> (TestSite, Petition, LinkToken) {
        let site = try await TestSite(kind, limits: .off)
        let petition = try await site.open(closesAt: span.map { site.now + $0 })
        try await Holding(site: site.site).begin(petition, domain: "burst.example.org", perHour: "", by: 1)
        return (site, petition, try await site.sign(person(1), petition))
    }

    @Test(arguments: TestDatabase.all)
    func `nobody closes it by hand before somebody has decided`(_ kind: TestDatabase) async throws {
        let (site, petition, _) = try await Self.site(kind)
        let writing = PetitionWriting(site: site.site)
        await #expect(throws: PetitionWriting.Waiting.undecided(1)) { try await writing.close(petition, by: 1) }
        #expect(try await site.petition(id: petition.id).state == .open)
        #expect(try await Holding(site: site.site).release(petition, by: 1) == 1)
        #expect(try await writing.close(petition, by: 1))
        #expect(try await site.counts(petition).total == 1)
        #expect(try await site.entries(petition).last == .closed)
        try await site.expectSoundLog(petition)
    }

    @Test(arguments: TestDatabase.all)
    func `on its last day nobody signs any more, and what waits is decided before the log says that it is closed`(
        _ kind: TestDatabase
    ) async throws {
        let (site, petition, _) = try await Self.site(kind, closesIn: .days(1))
        let lastDay = try #require(petition.closesAt)
        site.advance(.hours(30))
        try await Housekeeping(site: site.site).doDue()
        #expect(try await site.petition(id: petition.id).state == .open)
        #expect(throws: Petition.Refusal.closed) { try petition.gate.accept(at: site.now) }
        #expect(try await Holding(site: site.site).release(petition, by: 1) == 1)
        try await Housekeeping(site: site.site).doDue()
        let closed = try await site.petition(id: petition.id)
        #expect(closed.state == .closed && closed.closesAt == lastDay, "what is deleted by date counts from that day")
        #expect(try await site.counts(petition).total == 1)
        #expect(try await site.entries(petition).last == .closed)
        try await site.expectSoundLog(petition)
    }

    @Test func `where nobody decides it closes a week later, and counts nothing afterwards`() async throws {
        let (site, petition, token) = try await Self.site(closesIn: .days(1))
        site.advance(.days(8))
        try await Housekeeping(site: site.site).doDue()
        #expect(try await site.petition(id: petition.id).state == .closed)
        await #expect(throws: Holding.Refusal.notOpen) { try await Holding(site: site.site).release(petition, by: 1) }
        #expect(try await site.counts(petition).total == 0)
        #expect(try await Links(site: site.site).withdraw(token) == .withdrawn)
        try await site.expectSoundLog(petition)
    }

    // F-E: a held signatory has the rights of a counted one.
    @Test(arguments: TestDatabase.all)
    func `who waits takes the name or the comment back that would be shown`(_ kind: TestDatabase) async throws {
        let site = try await TestSite(kind, limits: .off)
        let petition = try await site.open(Samples.commented())
        try await Holding(site: site.site).begin(petition, domain: "example.org", perHour: "", by: 1)
        let own = OwnDisplay(site: site.site)
        let all = try await site.sign(Samples.voice(1, "Because."), petition)
        let comment = try await site.sign(Samples.voice(2, "See example.org", name: "Wei Chen"), petition)
        let waiting = OwnDisplay.State(extent: .none, comment: "Because.", isHeld: true, isUncounted: true)
        #expect(try await own.state(behind: all) == waiting)
        #expect(try await own.takeBack(.all, all))
        #expect(try await own.state(behind: all) == nil)
        #expect(try await own.takeBack(.comment, comment))
        #expect(try await Holding(site: site.site).release(petition, by: 1) == 2)
        let some = try await PublicNames(site: site.site).some(of: petition, from: .top, limit: 9)
        #expect(some.names.map { "\($0.name) \($0.comment ?? "-")" } == ["Wei Chen -"])
        #expect(try await Moderation(site: site.site).queue(of: petition, after: nil, for: 1).items.isEmpty)
        #expect(try await site.counts(petition).total == 2)
    }
}

import Synchronization
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// P-20: what is kept has a day on which it goes, by itself; an hour before it is there, an hour after it is not.
@Suite struct ForgettingTests {
    /// Time passes, and the house is kept.
    private static func pass(to moment: Moment, _ test: TestSite) async throws {
        test.advance(moment - test.now)
        try await Housekeeping(site: test.site).doDue()
    }

    private static func box(_ token: LinkToken, _ test: TestSite) async throws -> [UInt8]? {
        try await test.database.read { try $0.signature(tokenHash: token.hash, in: token.petitionID)?.box }
    }

    @Test(arguments: TestDatabase.all)
    func `what was never confirmed goes after seven days`(_ kind: TestDatabase) async throws {
        let test = try await TestSite(kind)
        let petition = try await test.open()
        let token = try Samples.required(try await test.ask(Samples.amina, petition))
        let end = test.now + .days(7)
        try await Self.pass(to: end - .hours(1), test)
        #expect(try await Self.box(token, test) != nil)
        try await Self.pass(to: end + .hours(1), test)
        #expect(try await Self.box(token, test) == nil)
        let tag = try await test.database.read {
            try $0.rows("SELECT tag FROM signature").first?.optionalBlob("tag")
        }
        #expect(tag == .some(nil))
        #expect(try await test.counts(petition).total == 0)
    }

    @Test(arguments: TestDatabase.all)
    func `so many months after the close contact data goes, and the number stays`(_ kind: TestDatabase) async throws {
        let test = try await TestSite(kind)
        var sheet = Samples.library
        sheet.deletionMonths = 2
        let petition = try await test.open(sheet, closesAt: test.now + .days(1))
        let token = try await test.sign(Samples.amina, petition)
        try await Self.pass(to: test.now + .days(1) + .hours(1), test)
        #expect(try await test.petition(id: petition.id).state == .closed)
        let end = try #require(petition.closesAt) + .days(60)
        try await Self.pass(to: end - .hours(1), test)
        #expect(try await Self.box(token, test) != nil)
        #expect(try await test.rowCount(.seal) == 1)
        try await Self.pass(to: end + .hours(1), test)
        #expect(try await Self.box(token, test) == nil)
        #expect(try await test.rowCount(.seal) == 0)
        #expect(try await test.rowCount(.publicName) == 1, "a name that is shown has another day")
        #expect(try await test.counts(petition) == Counts(mail: 1))
        try await test.expectSoundLog(petition)
    }

    @Test(arguments: TestDatabase.all)
    func `thirty days after a hand-over the contact data of those in it goes, open or closed`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind)
        let petition = try await test.open()
        let delivered = try await test.sign(Samples.amina, petition)
        _ = try await test.handOver(petition)
        let handedOver = test.now.minute
        let later = try await test.sign(Samples.wei, petition)
        let end = handedOver + .days(30)
        try await Self.pass(to: end - .hours(1), test)
        #expect(try await test.rowCount(.seal) == 2)
        #expect(try await Self.box(delivered, test) != nil)
        try await Self.pass(to: end + .hours(1), test)
        #expect(try await test.rowCount(.seal) == 1)
        #expect(try await Self.box(delivered, test) == nil)
        #expect(try await Self.box(later, test) != nil)
        #expect(try await test.counts(petition) == Counts(mail: 2))
        #expect(try await Links(site: test.site).withdraw(delivered) == .withdrawn, "its link works on")
        try await test.expectSoundLog(petition)
    }

    @Test(arguments: TestDatabase.all)
    func `who ticked the box for updates is kept until a press stops them, and then is gone at once`(
        _ kind: TestDatabase
    ) async throws {
        let updates = try await UpdateSite(kind)
        let token = try await updates.sign(1)
        try await updates.sign(2, wantsUpdates: false)
        _ = try await updates.test.handOver(updates.petition)
        let end = updates.test.now.minute + .days(30)
        try await Self.pass(to: end - .hours(1), updates.test)
        #expect(try await updates.test.rowCount(.seal) == 2)
        try await Self.pass(to: end + .hours(1), updates.test)
        #expect(try await updates.test.rowCount(.seal) == 1)
        updates.test.advance(.days(400))
        try await Housekeeping(site: updates.site).doDue()
        #expect(try await updates.test.rowCount(.seal) == 1)
        guard case .counted(nil, let standing, _) = try await Links(site: updates.site).view(token) else {
            Issue.record("the answers are still there")
            return
        }
        #expect(standing.updatesSince != nil)
        let id = try await updates.row(token).id
        let key = try UnsubscribeKey(try updates.site.keys.keys(of: updates.petition.slug), updates.petition.id)
        #expect(try await Unsubscribing(site: updates.site).stop(key.token(of: id)) != nil)
        #expect(try await updates.test.rowCount(.seal) == 0)
    }

    // P-28
    @Test(arguments: TestDatabase.all)
    func `twelve months after the close nobody is shown any more`(_ kind: TestDatabase) async throws {
        let test = try await TestSite(kind)
        var sheet = Samples.commented()
        sheet.deletionMonths = 60
        let petition = try await test.open(sheet, closesAt: test.now + .days(1))
        try await test.sign(Samples.voice(1, "Because."), petition)
        try await test.sign(Samples.voice(2, "See example.org", name: "Wei Chen"), petition)
        try await Self.pass(to: test.now + .days(1) + .hours(1), test)
        let end = try #require(petition.closesAt) + .days(365)
        try await Self.pass(to: end - .hours(1), test)
        #expect(try await test.rowCount(.publicName) == 2)
        try await Self.pass(to: end + .hours(1), test)
        #expect(try await test.rowCount(.publicName) == 0)
        #expect(try await Moderation(site: test.site).queue(of: petition, after: nil, for: 1).items.isEmpty)
        #expect(try await test.counts(petition) == Counts(mail: 2))
        try await test.expectSoundLog(petition)
    }

    @Test(arguments: TestDatabase.all)
    func `lines about organisers' acts go after twelve months`(_ kind: TestDatabase) async throws {
        let test = try await TestSite(kind)
        let trail = Trail(site: test.site)
        let event = TrailEvent(doneAt: test.now, accountID: 1, act: .petitionClosed, campaignID: nil, object: "old")
        try await test.database.write { try $0.addToTrail(event) }
        let began = test.now
        test.advance(.days(10))
        var later = event
        (later.doneAt, later.object) = (test.now, "new")
        try await test.database.write { [later] in try $0.addToTrail(later) }
        let end = began + .days(365)
        try await Self.pass(to: end - .hours(1), test)
        #expect(try await trail.lines(before: nil, limit: 9).map(\.event.object) == ["new", "old"])
        try await Self.pass(to: end + .hours(1), test)
        #expect(try await trail.lines(before: nil, limit: 9).map(\.event.object) == ["new"])
    }

    @Test(arguments: TestDatabase.all)
    func `a mail that reached its end says nothing more, within the hour`(_ kind: TestDatabase) async throws {
        let test = try await TestSite(kind)
        let petition = try await test.open()
        for (number, state) in [OutboxState.sent, .refused, .gaveUp].enumerated() {
            try await test.ask(Samples.person(number), petition)
            let waiting = try Samples.required(
                try await test.database.read { [now = test.now] in try $0.dueMails(at: now, limit: 9) }.first
            )
            try await test.database.write { [now = test.now] in
                try $0.finish(waiting, as: state, reply: "550 5.1.1", at: now)
            }
        }
        test.advance(.minutes(59))
        try await Housekeeping(site: test.site).doDue()
        let kept = try await test.database.read {
            try $0.rows("SELECT COUNT(*) AS n FROM outbox WHERE sealed IS NOT NULL").first?.integer("n")
        }
        #expect(kept == 0)
    }

    @Test(arguments: TestDatabase.all)
    func `a minute in which nothing is due writes nothing`(_ kind: TestDatabase) async throws {
        let test = try await TestSite(kind)
        let petition = try await test.open(closesAt: test.now + .days(1))
        try await test.sign(Samples.amina, petition)
        try await Self.pass(to: test.now + .days(1) + .hours(1), test)
        test.advance(.days(300))
        try await test.database.write { _ = try $0.rows("DELETE FROM outbox") }
        let counting = WriteCounter(database: test.database)
        let housekeeping = Housekeeping(site: try await test.onAnotherMachine(counting))
        try await housekeeping.doDue()
        try await housekeeping.doDue()
        let before = counting.count
        test.advance(.minutes(1))
        try await housekeeping.doDue()
        #expect(counting.count == before)
    }
}

/// Counts the write transactions of a real database.
private final class WriteCounter: TransactionalDatabase {
    private let database: any TransactionalDatabase
    private let writes = Mutex(0)

    init(database: any TransactionalDatabase) {
        self.database = database
    }

    var count: Int { writes.withLock { $0 } }

    func read<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await database.read(block)
    }

    func write<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        writes.withLock { $0 += 1 }
        return try await database.write(block)
    }

    func forgetDeleted() async throws { try await database.forgetDeleted() }

    func isOnDuty() async -> Bool { await database.isOnDuty() }

    func close() throws { try database.close() }
}

import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// What breaks a batch at each step leaves nothing behind; mended, the next batch goes on (S-14).
@Suite struct LogFaultTests {
    /// A step of the batch, and how a test breaks it.
    enum Step: String, CaseIterable, Sendable {
        case entryTaken, tileLost, headMoved
    }

    @Test(arguments: Step.allCases)
    func `a batch that breaks writes nothing; mended, the same link counts`(_ step: Step) async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        for number in 0..<254 { try await test.sign(Samples.person(number), petition) }
        let token = try Samples.required(try await test.ask(Samples.amina, petition))
        let head = try Samples.required(try await test.database.read { try $0.head(petition.id) })

        let mend = try await broken(step, test, petition, head)
        let outcome: LogOutcome
        do {
            outcome = try await Links(site: test.site).confirm(token, textVersion: 1)
        } catch {
            // A fault of the whole batch: the caller is told, nothing is written.
            outcome = .failed
        }
        #expect(outcome == .failed)
        try await mend()

        #expect(try await test.counts(petition).total == 254, "nothing of the broken batch was counted")
        #expect(try await Links(site: test.site).confirm(token, textVersion: 1) == .counted)
        try await test.expectSoundLog(petition, size: 258)
        for number in 300..<303 { try await test.sign(Samples.person(number), petition) }
        try await test.expectSoundLog(petition, size: 261)
    }

    private func broken(
        _ step: Step,
        _ test: TestSite,
        _ petition: Petition,
        _ head: LogHead
    ) async throws
        -> @Sendable () async throws -> Void
    {
        let id = petition.id
        let database = test.database
        switch step {
        case .entryTaken:
            try await database.write { try $0.saveEntries([[1]], from: head.size, of: id) }
            return {
                try await database.write { transaction in
                    _ = try transaction.rows("DELETE FROM entry WHERE content = \([UInt8]([1]))")
                }
            }
        case .tileLost:
            let edge = TileCoordinate(level: 0, index: 1, width: Int(head.size) - 256)
            let bytes = try await database.read { try Samples.required(try $0.tileBytes(edge, of: id)) }
            try await database.write { transaction in
                _ = try transaction.rows("DELETE FROM tile WHERE level = 0 AND position = 1")
            }
            return {
                let tile = try Tile(coordinate: edge, bytes: bytes)
                try await database.write { try $0.saveTile(tile, of: id) }
            }
        case .headMoved:
            var moved = head
            moved.size += 1
            let wrong = moved
            _ = try await database.write { try $0.advanceHead(to: wrong, from: head.size, of: id) }
            return { _ = try await database.write { try $0.advanceHead(to: head, from: wrong.size, of: id) } }
        }
    }

    // R-16, DESIGN 11.8
    @Test func `a clock that jumps ahead by more than a day stops appending until it is mended`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        try await test.sign(Samples.wei, petition)
        let token = try Samples.required(try await test.ask(Samples.amina, petition))
        test.jump(.hours(25))
        #expect(try await Links(site: test.site).confirm(token, textVersion: 1) == .refused(.clockInDoubt))
        test.jump(.hours(-25))
        #expect(try await Links(site: test.site).confirm(token, textVersion: 1) == .counted)
        try await test.expectSoundLog(petition)
    }

    //
    @Test func `a clock that jumps ahead by more than a link lives ends neither link nor petition`() async throws {
        let test = try await TestSite()
        let petition = try await test.open(closesAt: test.now + .days(3))
        let token = try Samples.required(try await test.ask(Samples.amina, petition))
        test.jump(.days(8))
        #expect(try await Links(site: test.site).confirm(token, textVersion: 1) == .refused(.clockInDoubt))
        test.jump(.days(-8))
        #expect(try await Links(site: test.site).confirm(token, textVersion: 1) == .counted)
    }

    @Test func `a mark ahead of the clock stops appending unless the operator accepted it`() {
        let ahead = Samples.noon + .days(3)
        let wary = ClockGuard(now: Samples.noon, steadySeconds: { 0 })
        #expect(!wary.isSound(Samples.noon, lastMark: ahead))
        let told = ClockGuard(now: Samples.noon, acceptedMark: ahead, steadySeconds: { 0 })
        #expect(told.isSound(Samples.noon, lastMark: ahead))
        #expect(!told.isSound(Samples.noon, lastMark: ahead + .hours(1)), "only what was accepted")
    }

    @Test func `time that went back writes no mark, and days of quiet are no doubt`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        test.jump(.hours(-2))
        try await test.sign(Samples.wei, petition)
        try await test.expectSoundLog(petition, size: 4)
        test.advance(.days(40))
        try await test.sign(Samples.amina, petition)
        try await test.expectSoundLog(petition, size: 6)
    }
}

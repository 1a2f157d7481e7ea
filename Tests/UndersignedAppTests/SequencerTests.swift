import Dispatch
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// The pool and its batches; `sequence()` is called by hand.
@Suite struct SequencerTests {
    private static func confirmations(
        _ test: TestSite,
        _ petition: Petition,
        _ people: Range<Int>
    ) async throws
        -> [LinkToken]
    {
        var tokens: [LinkToken] = []
        for number in people {
            let token = try await test.ask(Samples.person(number), petition)
            tokens.append(try Samples.required(token))
        }
        return tokens
    }

    private static func waitUntil(_ count: Int, wait in: TestSite) async {
        while `in`.site.sequencer.waitingCount < count { await Task.yield() }
    }

    @Test func `a hundred waiting confirmations share one commit and one checkpoint`() async throws {
        let test = try await TestSite(isAutomatic: false)
        let petition = try await test.open()
        let tokens = try await Self.confirmations(test, petition, 0..<100)
        let before = try await test.database.read { try $0.head(petition.id)?.size }
        async let outcomes = withThrowingTaskGroup(of: LogOutcome.self) { group in
            for token in tokens {
                group.addTask { try await Links(site: test.site).confirm(token, textVersion: 1) }
            }
            return try await group.reduce(into: [LogOutcome]()) { $0.append($1) }
        }
        await Self.waitUntil(100, wait: test)
        #expect(await test.site.sequencer.sequence() == 100)
        #expect(try await outcomes == Array(repeating: .counted, count: 100))
        let after = try await test.database.read { try $0.head(petition.id)?.size }
        #expect(after == (before ?? 0) + 100)
        try await test.expectSoundLog(petition)
    }

    @Test(.timeLimit(.minutes(5))) func `who comes while a batch waits for its log goes along`() async throws {
        let test = try await TestSite(.sqlite, isAutomatic: false)
        let petition = try await test.open()
        let tokens = try await Self.confirmations(test, petition, 0..<10)
        async let outcomes = withThrowingTaskGroup(of: LogOutcome.self) { group in
            let (isHeld, mayGo) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            // Somebody else writes for a while.
            let holder = Task {
                try await test.database.write { _ in
                    isHeld.signal()
                    mayGo.wait()
                }
            }
            await Task.detached { isHeld.wait() }.value
            group.addTask { try await Links(site: test.site).confirm(tokens[0], textVersion: 1) }
            await Self.waitUntil(1, wait: test)
            let batch = Task { await test.site.sequencer.sequence() }
            for token in tokens.dropFirst() {
                group.addTask { try await Links(site: test.site).confirm(token, textVersion: 1) }
            }
            await Self.waitUntil(10, wait: test)
            mayGo.signal()
            try await holder.value
            #expect(await batch.value == 10)
            return try await group.reduce(into: [LogOutcome]()) { $0.append($1) }
        }
        #expect(try await outcomes == Array(repeating: .counted, count: 10))
        try await test.expectSoundLog(petition)
    }

    @Test func `who waits for a database that is gone is told so`() async throws {
        let test = try await TestSite(.sqlite, isAutomatic: false)
        let petition = try await test.open()
        let token = try await Self.confirmations(test, petition, 0..<1)[0]
        let press = Task { try await Links(site: test.site).confirm(token, textVersion: 1) }
        await Self.waitUntil(1, wait: test)
        try test.database.close()
        #expect(await test.site.sequencer.sequence() == 1)
        await #expect(throws: DatabaseFailure.self) { _ = try await press.value }
        #expect(test.site.sequencer.waitingCount == 0)
    }

    @Test func `a refusal reaches only its own caller`() async throws {
        let test = try await TestSite(isAutomatic: false)
        let open = try await test.open()
        let tokens = try await Self.confirmations(test, open, 0..<3)
        async let good = Links(site: test.site).confirm(tokens[0], textVersion: 1)
        async let stale = Links(site: test.site).confirm(tokens[1], textVersion: 7)
        async let alsoGood = Links(site: test.site).confirm(tokens[2], textVersion: 1)
        await Self.waitUntil(3, wait: test)
        await test.site.sequencer.sequence()
        #expect(try await good == .counted)
        #expect(try await stale == .refused(.textChanged(current: 1)))
        #expect(try await alsoGood == .counted)
        try await test.expectSoundLog(open, size: 5)
    }

    @Test func `petitions of one batch each get their own entries and checkpoint`() async throws {
        let test = try await TestSite(isAutomatic: false)
        let first = try await test.open()
        let second = try await test.open(Samples.petition("another"))
        let tokens = [
            try await Self.confirmations(test, first, 0..<2), try await Self.confirmations(test, second, 0..<3),
        ].flatMap { $0 }
        async let outcomes = withThrowingTaskGroup(of: LogOutcome.self) { group in
            for token in tokens {
                group.addTask { try await Links(site: test.site).confirm(token, textVersion: 1) }
            }
            return try await group.reduce(into: [LogOutcome]()) { $0.append($1) }
        }
        await Self.waitUntil(5, wait: test)
        await test.site.sequencer.sequence()
        #expect(try await outcomes.count == 5)
        try await test.expectSoundLog(first, size: 5)
        try await test.expectSoundLog(second, size: 6)
    }

    // S-12, R-32: bounded, never an endless queue.
    @Test func `a full pool refuses at once, and those who wait are still served`() async throws {
        let test = try await TestSite(poolLimit: 2, isAutomatic: false)
        let petition = try await test.open()
        let tokens = try await Self.confirmations(test, petition, 0..<3)
        async let first = Links(site: test.site).confirm(tokens[0], textVersion: 1)
        async let second = Links(site: test.site).confirm(tokens[1], textVersion: 1)
        await Self.waitUntil(2, wait: test)
        await #expect(throws: Sequencer.Overloaded.self) {
            try await Links(site: test.site).confirm(tokens[2], textVersion: 1)
        }
        await test.site.sequencer.sequence()
        #expect(try await [first, second] == [.counted, .counted])
    }

    //
    @Test func `closing answers every waiter and takes no more`() async throws {
        let test = try await TestSite(isAutomatic: false)
        let petition = try await test.open()
        let tokens = try await Self.confirmations(test, petition, 0..<2)
        async let waiting = Links(site: test.site).confirm(tokens[0], textVersion: 1)
        await Self.waitUntil(1, wait: test)
        await test.site.sequencer.close()
        #expect(try await waiting == .counted)
        await #expect(throws: Sequencer.Overloaded.self) {
            try await Links(site: test.site).confirm(tokens[1], textVersion: 1)
        }
        try await test.expectSoundLog(petition, size: 4)
    }

    @Test func `a batch holds at most 512 requests`() async throws {
        let test = try await TestSite(isAutomatic: false)
        let petition = try await test.open()
        let count = Sequencer.batchLimit + 1
        async let outcomes = withThrowingTaskGroup(of: LogOutcome.self) { group in
            for _ in 0..<count {
                group.addTask { try await test.site.sequencer.submit(.begin(petitionID: petition.id)) }
            }
            return try await group.reduce(into: 0) { sum, _ in sum += 1 }
        }
        await Self.waitUntil(count, wait: test)
        #expect(await test.site.sequencer.sequence() == Sequencer.batchLimit)
        #expect(await test.site.sequencer.sequence() == 1)
        #expect(try await outcomes == count)
    }
}

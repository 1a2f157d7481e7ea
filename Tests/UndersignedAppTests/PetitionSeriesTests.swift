import Synchronization
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

@Suite struct PetitionSeriesTests {
    /// What anyone counts from the log's entries: the hours in which something happened.
    private func recount(_ test: TestSite, _ petition: Petition) async throws -> [Recount.Interval] {
        let entries = try await test.database.read { try $0.entries(from: 0, count: 10_000, of: petition.id) }
        var recount = Recount()
        for (index, bytes) in entries.enumerated() {
            try recount.add(LogEntry(parsing: bytes), at: UInt64(index))
        }
        return recount.hours.filter { $0.added.total + $0.removed.total > 0 }
    }

    private func expectEqualHours(_ test: TestSite, _ petition: Petition) async throws {
        let published = try await SeriesBoard(site: test.site, pause: .zero).intervals(of: petition)
        #expect(published == (try await recount(test, petition)))
        #expect(published.reduce(0) { $0 + $1.net } == (try await test.counts(petition)).total)
    }

    @Test func `the published hours are those that a recount of the log gives`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open()
        var links: [LinkToken] = []
        for round in 0..<6 {
            for number in 0...round {
                links.append(try await test.sign(Samples.person(round * 100 + number), petition))
            }
            if round > 2 { _ = try await Links(site: test.site).withdraw(links.removeFirst()) }
            test.advance(.hours(Int64(1 + round % 3 * 20)))
        }
        try await expectEqualHours(test, petition)
    }

    @Test func `after a clock went back, the published hours are still those of the log`() async throws {
        let test = try await TestSite(start: Samples.noon + .minutes(10), limits: .off)
        let petition = try await test.open()
        try await test.sign(Samples.amina, petition)
        test.advance(.hours(1))
        try await test.sign(Samples.wei, petition)
        test.jump(.minutes(-30))
        try await test.sign(Samples.oconnor, petition)
        #expect(try await recount(test, petition).map(\.net) == [1, 2])
        try await expectEqualHours(test, petition)
    }

    @Test func `a series that was read before reads only its last hour again, and comes to the same`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open()
        let board = SeriesBoard(site: test.site, pause: .zero)
        let snapshots = PetitionBoard(database: test.database, ambient: test.site.ambient, freshness: .zero)
        for number in 0..<9 {
            try await test.sign(Samples.person(number), petition)
            if number % 3 == 2 { test.advance(.hours(30)) }
            let snapshot = try Samples.required(try await snapshots.snapshot(petition.slug))
            let kept = try await board.series(of: snapshot).hours
            let fresh = try await SeriesBoard(site: test.site, pause: .zero).series(of: snapshot).hours
            #expect(kept == fresh && kept.reduce(0) { $0 + $1.added } == number + 1)
        }
    }

    @Test func `what an older series does not know yet was counted in the last hour`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open()
        let snapshots = PetitionBoard(database: test.database, ambient: test.site.ambient, freshness: .zero)
        let board = SeriesBoard(site: test.site, pause: .seconds(3_600))
        let first = try await test.sign(Samples.amina, petition)
        let series = try await board.series(of: Samples.required(try await snapshots.snapshot(petition.slug)))
        test.advance(.hours(3))
        _ = try await Links(site: test.site).withdraw(first)
        try await test.sign(Samples.wei, petition)
        let snapshot = try Samples.required(try await snapshots.snapshot(petition.slug))
        #expect(try await board.series(of: snapshot).hours == series.hours, "the pause holds")
        let hours = try await board.series(of: snapshot).hours(upTo: snapshot)
        #expect(hours.map(\.start) == [Samples.noon, Samples.noon + .hours(3)])
        #expect(hours.map(\.added) == [1, 1] && hours.map(\.removed) == [0, 1])
    }

    @Test func `a value is made once a version and once a pause, and a fault keeps the one before it`() async throws {
        struct Fault: Error {}
        let made = Mutex(0)
        let cache = PacedCache<Int>(pause: .seconds(3_600), limit: 2)
        func value(_ name: String, _ version: String) async throws -> Int {
            try await cache.value(name, version: version) { _ in
                made.withLock {
                    $0 += 1; return $0
                }
            }
        }
        #expect(try await [value("a", "1"), value("a", "1"), value("a", "2"), value("b", "1")] == [1, 1, 1, 2])
        let eager = PacedCache<Int>(pause: .zero, limit: 2)
        #expect(try await eager.value("a", version: "1") { _ in 7 } == 7)
        await #expect(throws: Fault.self) { try await eager.value("a", version: "2") { _ in throw Fault() } }
        #expect(try await eager.value("a", version: "2") { old in (old ?? 0) + 1 } == 8)
    }
}

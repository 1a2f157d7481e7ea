import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport

/// A file that somebody brings while others sign (issue 8, point 1).
@Suite struct EvidenceArrivalTests {
    private actor Notes {
        private(set) var counts: [Int64] = []
        func add(_ count: Int64) { counts.append(count) }
    }

    private struct Cut: Error {}

    private static func count(_ database: any TransactionalDatabase) async throws -> Int64 {
        let query: Query = "SELECT COUNT(*) AS n FROM evidence_record"
        return try await database.read { try Samples.required($0.row(query)).integer("n") }
    }

    /// Rows of the tables of records; what is marked by a time aside.
    private static func dump(_ site: Site) async throws -> [[QueryValue]] {
        try await site.database.read { transaction in
            try StoredTable.all.filter { $0.name.hasPrefix("evidence_") }.flatMap { table in
                try transaction.slice(of: table, after: nil, isBackup: false).map(\.values)
            }
        }
    }

    private static func table(_ count: Int) -> [UInt8] {
        let names = (0..<count).map { ("FIRM \($0) LLC", $0 + 1) }
        return Array(EvidenceTexts.table(Dictionary(uniqueKeysWithValues: names)).utf8)
    }

    @Test(arguments: TestDatabase.all)
    func `while a file of thousands of rows goes in, others write in between, and nobody sees a part of it`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind)
        let (site, notes) = (test.site, Notes())
        let watched = WatchedDatabase(inner: site.database) {
            // Another writer's turn.
            try await site.database.write { try $0.setMetaValue("other", 1) }
            await notes.add(try await Self.count(site.database))
            #expect(try await EvidenceFiles(site: site).all().isEmpty)
            #expect(try await EvidenceFiles(site: site).set(1, published: true) == nil)
        }
        let files = EvidenceFiles(database: watched, ambient: site.ambient)
        let report = try await files.take(Self.table(3_000), name: "large.csv", by: 1)
        #expect(report.tally.importedCount == 3_000)
        let counts = await notes.counts
        #expect(counts.count > 11 && zip(counts, counts.dropFirst()).allSatisfy { $1 - $0 <= 256 })
        #expect(try await EvidenceFiles(site: site).all().map(\.counts.imported) == [3_000])
        // As in one transaction.
        let text = Self.table(3_000)
        let again = try await EvidenceFiles(site: site).take(hash: [UInt8](repeating: 1, count: 32), name: "b.csv") {
            keep in
            var reading = EvidenceImport()
            try reading.feed(text, keep: keep)
            return try reading.finish(file: "b.csv", keep: keep)
        }
        #expect(again.tally.repeatCount == 3_000 && again.rows == report.rows)
    }

    @Test(arguments: TestDatabase.all)
    func `of a file that is broken off the next start leaves nothing, and the next import is whole`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind)
        let site = test.site
        let files = EvidenceFiles(site: site)
        // Its firms are among those of the file that breaks off: they stay.
        _ = try await files.take(Self.table(100), name: "first.csv", by: 1)
        #expect(try await files.set(1, published: true) == true)
        let before = try await Self.dump(site)
        let notes = Notes()
        let failing = WatchedDatabase(inner: site.database) {
            await notes.add(1)
            // From here the program is as good as killed: it can't tidy up, either.
            if await notes.counts.count > 4 { throw Cut() }
        }
        func breakOff() async {
            await #expect(throws: Cut.self) {
                _ = try await EvidenceFiles(database: failing, ambient: site.ambient)
                    .take(Self.table(3_000), name: "large.csv", by: 1)
            }
        }
        await breakOff()
        #expect(try await Self.count(site.database) == 100 + 3 * 256)
        #expect(try await files.all().map(\.name) == ["first.csv"])
        try await site.database.write {
            try EvidenceWorker.begin($0, now: site.ambient.now(), isAlone: false)
        }
        try await EvidenceWorker(site: site).doAll()
        #expect(try await Self.count(site.database) == 100 + 3 * 256, "it might be on its way")
        try await site.database.write {
            try EvidenceWorker.begin($0, now: site.ambient.now(), isAlone: true)
        }
        try await EvidenceWorker(site: site).doAll()
        #expect(try await Self.dump(site) == before)
    }

    @Test(arguments: TestDatabase.all)
    func `a file that was broken off is brought again, and what others broke off goes`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind)
        let (site, files) = (test.site, EvidenceFiles(site: test.site))
        for (number, rows) in [600, 700].enumerated() {
            let notes = Notes()
            let failing = WatchedDatabase(inner: site.database) {
                await notes.add(1)
                if await notes.counts.count > 3 { throw Cut() }
            }
            await #expect(throws: Cut.self) {
                _ = try await EvidenceFiles(database: failing, ambient: site.ambient)
                    .take(Self.table(rows), name: "\(number).csv", by: 1)
            }
        }
        #expect(try await Self.count(site.database) == 4 * 256)
        let report = try await files.take(Self.table(700), name: "again.csv", by: 1)
        #expect(report.tally.importedCount == 700 && report.tally.repeatCount == 0, "what is unfinished states nothing")
        test.advance(.minutes(11))
        _ = try await files.take(Self.table(3), name: "small.csv", by: 1)
        try await EvidenceWorker(site: site).doAll()
        #expect(try await Self.count(site.database) == 703)
        #expect(try await files.all().map(\.name) == ["small.csv", "again.csv"])
    }

    @Test(arguments: TestDatabase.all)
    func `of the same file brought twice at once the later one counts, and the earlier one says so`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind)
        let (site, notes) = (test.site, Notes())
        let watched = WatchedDatabase(inner: site.database) {
            await notes.add(1)
            guard await notes.counts.count == 3 else { return }
            _ = try await EvidenceFiles(site: site).take(Self.table(700), name: "second.csv", by: 1)
        }
        await #expect(throws: EvidenceRefusal.begunAgain) {
            _ = try await EvidenceFiles(database: watched, ambient: site.ambient)
                .take(Self.table(700), name: "first.csv", by: 1)
        }
        #expect(try await EvidenceFiles(site: site).all().map(\.name) == ["second.csv"])
        #expect(try await Self.count(site.database) == 700)
    }

    @Test(arguments: TestDatabase.all)
    func `nobody goes on with a file that somebody else begins anew, also where that one breaks off at once`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind)
        let (site, notes, others) = (test.site, Notes(), Notes())
        let failing = WatchedDatabase(inner: site.database) {
            await others.add(1)
            // Once a part of the other's records is gone.
            if await others.counts.count > 1 { throw Cut() }
        }
        let watched = WatchedDatabase(inner: site.database) {
            await notes.add(1)
            guard await notes.counts.count == 3 else { return }
            await #expect(throws: Cut.self) {
                _ = try await EvidenceFiles(database: failing, ambient: site.ambient)
                    .take(Self.table(700), name: "second.csv", by: 1)
            }
        }
        await #expect(throws: EvidenceRefusal.begunAgain) {
            _ = try await EvidenceFiles(database: watched, ambient: site.ambient)
                .take(Self.table(700), name: "first.csv", by: 1)
        }
        try await EvidenceWorker(site: site).doAll()
        #expect(try await Self.count(site.database) == 0)
        #expect(try await EvidenceFiles(site: site).all().isEmpty)
    }
}

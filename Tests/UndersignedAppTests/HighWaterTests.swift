import Foundation
import Logging
import Synchronization
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// R-22, DESIGN 11.19: what was published and is no longer in the data is noticed at start.
@Suite struct HighWaterTests {
    private func faults(_ test: TestSite) async throws -> [LogSoundness.Fault] {
        try await LogSoundness(site: test.site).faults()
    }

    private func head(_ test: TestSite, _ petition: Petition) async throws -> LogHead {
        try Samples.required(try await test.database.read { try $0.head(petition.id) })
    }

    @Test func `the last published checkpoint stands beside the keys`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        await test.site.highWater.write()
        #expect(try await test.site.keys.highWater(of: petition.slug, log: 1) == head(test, petition).checkpoint)
        for number in 0..<5 { try await test.sign(Samples.person(number), petition) }
        await test.site.sequencer.close()
        #expect(try await test.site.keys.highWater(of: petition.slug, log: 1) == head(test, petition).checkpoint)
        #expect(try await faults(test) == [])
    }

    @Test func `a log behind its high-water file is refused, with both sizes`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        for number in 0..<3 { try await test.sign(Samples.person(number), petition) }
        let old = try await head(test, petition)
        let rows = try await test.database.read { try $0.entries(from: 0, count: 256, of: petition.id) }
        for number in 3..<6 { try await test.sign(Samples.person(number), petition) }
        await test.site.sequencer.close()
        try await putBack(old, entries: rows, petition, test)

        let fault = try Samples.required(try await faults(test).first)
        let rollback = try Samples.required(fault.rollback)
        #expect(rollback.keeper == .highWater && rollback.storedSize == 6 && rollback.publishedSize == 9)
        #expect(fault.what.contains("log head older than last published checkpoint"))
        #expect(fault.what.contains("6") && fault.what.contains("9"))
    }

    @Test func `a log that grew on from an old copy is refused: another history`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        for number in 0..<3 { try await test.sign(Samples.person(number), petition) }
        await test.site.sequencer.close()
        // Signed by the log's own key, of a size that the log has reached, with a root it never had.
        let note = try test.site.keys.noteKey(of: petition.slug, log: 1)
        let other = try Checkpoint(
            origin: Samples.required(petition.log).origin,
            size: 5,
            root: MerkleTree.leafHash(of: [1])
        )
        try test.site.keys.saveHighWater(other.signed(by: note).string, of: petition.slug, log: 1)
        let fault = try Samples.required(try await faults(test).first)
        #expect(fault.rollback?.publishedSize == 5)
        #expect(fault.what.contains("no continuation"))
    }

    @Test func `an older checkpoint of the same history is no rollback`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        var checkpoints = [try await head(test, petition).checkpoint]
        for number in 0..<260 {
            try await test.sign(Samples.person(number), petition)
            if number % 13 == 0 { checkpoints.append(try await head(test, petition).checkpoint) }
        }
        await test.site.sequencer.close()
        for checkpoint in checkpoints {
            try test.site.keys.saveHighWater(checkpoint, of: petition.slug, log: 1)
            #expect(try await faults(test) == [])
        }
    }

    @Test func `of two processes the one that is behind never puts its older checkpoint over the newer one`()
        async throws
    {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open()
        let old = try Samples.required(try await test.database.read { try $0.head(petition.id) })
        try await test.sign(Samples.amina, petition)
        await test.site.highWater.write()
        let newer = try Samples.required(try await test.database.read { try $0.head(petition.id) })
        // What a second process did that looked at the database a moment earlier.
        try test.site.keys.advanceHighWater(to: old.checkpoint, size: old.size, of: petition.slug, log: 1)
        #expect(try test.site.keys.highWater(of: petition.slug, log: 1) == newer.checkpoint)
    }

    @Test func `a file that another process wrote after the look at the database is no rollback`() async throws {
        let test = try await TestSite(.sqlite, limits: .off)
        let petition = try await test.open()
        let copy = try await test.copy()
        try await test.sign(Samples.amina, petition)
        await test.site.highWater.write()
        let old = try await TestSite(.sqlite, limits: .off, restoring: copy)
        #expect(try await faults(old).count == 1, "an old copy stays one")
        let growing = GrowingDatabase(at: old.database, then: test.database)
        let site = try await test.onAnotherMachine(growing)
        #expect(try await LogSoundness(site: site).faults() == [])
    }

    @Test func `a cosigned checkpoint ahead of the log is a rollback too`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        try await test.sign(Samples.amina, petition)
        let note = try test.site.keys.noteKey(of: petition.slug, log: 1)
        let ahead = try Checkpoint(
            origin: Samples.required(petition.log).origin,
            size: 40,
            root: MerkleTree.leafHash(of: [1])
        ).signed(by: note).string
        try await test.database.write { transaction in
            _ = try transaction.rows(
                """
                INSERT INTO cosignature (petition_id, witness, size, time, line, checkpoint)
                VALUES (\(petition.id), 'witness.example.org', 40, 1, '', \(ahead))
                """
            )
        }
        #expect(try await faults(test).first?.rollback?.keeper == .witness("witness.example.org"))
    }

    @Test func `a missing high-water file is refused, except in data of a version that wrote none`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        let file = test.folder.url.appending(path: "keys/\(petition.slug)/high-water")
        #expect(try String(contentsOf: file, encoding: .utf8).contains("/log\n"), "written before the log began")
        await test.site.highWater.write()
        #expect(try await faults(test) == [])
        try FileManager.default.removeItem(at: file)
        let fault = try #require(try await faults(test).first)
        #expect(fault.what.contains("is missing in the keys folder"))
        try await test.database.write { try $0.setMetaValue("high_water_awaited", 1) }
        #expect(try await faults(test) == [])
        try await test.database.write { try $0.expectHighWater() }
        #expect(try await faults(test).count == 1)
    }

    @Test func `a high-water file that is no checkpoint of the log is refused and not overwritten`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        await test.site.highWater.write()
        try test.site.keys.saveHighWater("nonsense", of: petition.slug, log: 1)
        let fault = try Samples.required(try await faults(test).first)
        #expect(fault.rollback == nil && fault.what.contains("high-water"))
    }

    /// The data as an old backup would bring it back: rows, head, tiles and tallies of an earlier size.
    private func putBack(_ old: LogHead, entries: [[UInt8]], _ petition: Petition, _ test: TestSite) async throws {
        let id = petition.id
        try await test.database.write { transaction in
            for table in ["entry", "tile"] {
                _ = try transaction.rows(Query(built: "DELETE FROM \(table)"))
            }
            var edge = TreeEdge()
            for tile in edge.append(entries.map { MerkleTree.leafHash(of: $0) }) {
                try transaction.saveTile(tile, of: id)
            }
            for (position, entry) in entries.enumerated() {
                try transaction.saveEntries([entry], from: UInt64(position), of: id)
            }
            let newer = try Samples.required(try transaction.head(id))
            _ = try transaction.advanceHead(to: old, from: newer.size, of: id)
            _ = try transaction.rows(
                "UPDATE tally SET added = \(old.counts.mail) WHERE petition_id = \(id) AND class = 'mail'"
            )
        }
    }
}

/// Looks at first as it was a moment ago: another process commits between two reads.
private final class GrowingDatabase: TransactionalDatabase {
    private let first: any TransactionalDatabase
    private let later: any TransactionalDatabase
    private let isGrown = Mutex(false)

    init(at first: any TransactionalDatabase, then later: any TransactionalDatabase) {
        (self.first, self.later) = (first, later)
    }

    func read<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        let isGrown = isGrown.withLock { isGrown in
            defer { isGrown = true }
            return isGrown
        }
        return try await (isGrown ? later : first).read(block)
    }

    func write<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await later.write(block)
    }

    func forgetDeleted() async throws {}
    func isOnDuty() async -> Bool { true }
    func close() throws {}
}

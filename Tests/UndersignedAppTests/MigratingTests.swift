import Foundation
import Synchronization
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// `migrate-to`: counts and logs identical, resumable, and never two sites.
@Suite struct MigratingTests {
    @Test(arguments: TestDatabase.all)
    func `every row is in the other database, and people go on signing there`(_ kind: TestDatabase) async throws {
        let site = try await BackupSite(people: 30)
        let target = try await kind.makeEmpty(in: site.test.folder.url, name: "target")
        let migrating = Migrating(from: site.test.database, to: target)
        let header = try await migrating.copy()
        #expect(header.logs.map(\.slug) == [site.petition.slug.text])
        #expect(try await target.read { try $0.isBeingFilled() }, "not served before the end")
        try await migrating.finish()
        for table in StoredTable.all {
            let (rows, copied) = (
                try await BackupSite.rows(table, site.test.database), try await BackupSite.rows(table, target)
            )
            #expect(rows == copied, "\(table.name)")
        }
        let other = try await site.test.onAnotherMachine(target)
        let before = try await target.read { try $0.rowCount(.signature) }
        var form = Samples.person(500)
        form.key = "a-new-person"
        _ = try await Signing(site: other).ask(form, petition: site.petition, language: .english)
        #expect(try await target.read { try $0.rowCount(.signature) } == before + 1, "numbers go on")
        let link = try Samples.required(site.links.first)
        #expect(try await Links(site: other).withdraw(link) == .withdrawn)
    }

    @Test(arguments: TestDatabase.all)
    func `one that was cut short after any part goes on, and copies no row twice`(_ kind: TestDatabase) async throws {
        let site = try await BackupSite(people: 12)
        let target = try await kind.makeEmpty(in: site.test.folder.url, name: "target")
        var runs = 0
        while true {
            runs += 1
            let parts = Mutex(0)
            let failing = FailingDatabase(target) {
                parts.withLock {
                    $0 += 1; return $0 == 3
                }
            }
            do {
                _ = try await Migrating(from: site.test.database, to: failing).copy()
                break
            } catch DatabaseFailure.unavailable { continue }
        }
        #expect(runs > 5, "it was cut short \(runs - 1) times")
        let entries = try await site.test.database.read { try $0.rowCount(.entry) }
        #expect(try await target.read { try $0.rowCount(.entry) } == entries)
    }

    @Test func `data that changed after the copy had begun is refused, and copied anew`() async throws {
        let site = try await BackupSite(people: 10)
        let target = try await TestDatabase.sqlite.makeEmpty(in: site.test.folder.url, name: "target")
        _ = try await Migrating(from: site.test.database, to: target).copy()
        _ = try await Links(site: site.test.site).withdraw(try Samples.required(site.links.first))
        await #expect(throws: Migrating.Refusal.self) {
            try await Migrating(from: site.test.database, to: target).copy()
        }
        _ = try await Migrating(from: site.test.database, to: target).copy(anew: true)
    }

    @Test func `a database that holds a site is left alone`() async throws {
        let (site, other) = (try await BackupSite(people: 8), try await BackupSite(people: 9))
        let before = try await BackupSite.rows(try Samples.required(StoredTable.named("entry")), other.test.database)
        await #expect(throws: Migrating.Refusal.notEmpty) {
            try await Migrating(from: site.test.database, to: other.test.database).copy()
        }
        let entries = try Samples.required(StoredTable.named("entry"))
        #expect(try await BackupSite.rows(entries, other.test.database) == before)
    }
}

/// Goes away at the writes that a test chooses.
private final class FailingDatabase: TransactionalDatabase {
    private let database: any TransactionalDatabase
    private let fails: @Sendable () -> Bool

    init(_ database: any TransactionalDatabase, fails: @escaping @Sendable () -> Bool) {
        (self.database, self.fails) = (database, fails)
    }

    func read<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await database.read(block)
    }

    func write<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        if fails() { throw DatabaseFailure.unavailable("gone") }
        return try await database.write(block)
    }

    func forgetDeleted() async throws { try await database.forgetDeleted() }
    func isOnDuty() async -> Bool { await database.isOnDuty() }
    func close() throws { try database.close() }
}

import Foundation
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedSQLite
import UndersignedStore
import UndersignedTestSupport

/// A site with something in nearly every table, its backup in a file, and what comes of it.
struct BackupSite {
    let test: TestSite
    let petition: Petition
    /// Of signatures that were counted and not taken back.
    var links: [LinkToken] = []

    var file: URL { test.folder.url.appending(path: "site.undersigned") }

    /// - Parameters:
    ///   - people: How many sign, at least 8.
    ///   - kind: The database that is backed up.
    /// - Throws: When a step of it fails.
    init(people: Int, _ kind: TestDatabase = .sqlite) async throws {
        test = try await TestSite(kind, limits: .off)
        petition = try await test.open()
        for number in 0..<people {
            links.append(try await test.sign(Samples.person(number, isShown: number % 3 == 0), petition))
        }
        for _ in 0..<3 { _ = try await Links(site: test.site).withdraw(links.removeLast()) }
        try await test.ask(Samples.person(people), petition)
        test.advance(.hours(2))
        _ = try await PaperSheets(site: test.site).enter(
            petition.slug,
            scan: Array("a scan".utf8),
            lines: 12,
            keepsScan: true
        )
        let note = PublicNote(petition: petition.slug.text, title: "Paper", text: "A stall.")
        _ = try await test.site.sequencer.submit(.announce(petitionID: petition.id, Announcement(note)))
    }

    /// SQLite is read through a connection of its own, as the command does beside the process that serves.
    @discardableResult
    func backUp(tell: @escaping @Sendable (StoredTable) -> Void = { _ in }) async throws -> BackingUp.Summary {
        let stream = try DurableStream(file)
        let ambient = Ambient(now: { Samples.noon }, randomBytes: Samples.randomBytes)
        let summary = try await BackingUp(database: reading(), ambient: ambient).write(
            to: stream.descriptor,
            tell: tell
        )
        try stream.commit()
        return summary
    }

    private func reading() throws -> any ReadableDatabase {
        let path = test.folder.url.appending(path: "undersigned.sqlite").path
        return FileManager.default.fileExists(atPath: path) ? try SQLiteReading(path: path) : test.database
    }

    /// Restores the file into a database of its own.
    func restored(
        _ kind: TestDatabase = .sqlite
    ) async throws -> (database: any TransactionalDatabase, summary: BackingUp.Summary) {
        let database = try await kind.makeEmpty(in: test.folder.url, name: "restored-\(UUID().uuidString)")
        let handle = try FileHandle(forReadingFrom: file)
        defer { withExtendedLifetime(handle) {} }
        return (database, try await Restoring(into: database).run(handle.fileDescriptor))
    }

    /// What a check of some bytes finds; nil where all of it is right.
    static func fault(_ bytes: Data, in folder: TestFolder) throws -> BackupFault? {
        let file = folder.url.appending(path: "bytes")
        try bytes.write(to: file)
        do {
            _ = try reading(file) { try Restoring.check($0) }
            return nil
        } catch let fault as BackupFault {
            return fault
        }
    }

    /// The descriptor is open until the block has ended.
    static func reading<T>(_ file: URL, _ block: (Int32) throws -> T) throws -> T {
        let handle = try FileHandle(forReadingFrom: file)
        defer { withExtendedLifetime(handle) {} }
        return try block(handle.fileDescriptor)
    }

    /// All rows of a table as they are stored, in the order of its key.
    static func rows(_ table: StoredTable, _ database: any ReadableDatabase) async throws -> [[QueryValue]] {
        let columns = table.columns.joined(separator: ", ")
        let key = table.key.joined(separator: ", ")
        let query = Query(built: "SELECT \(columns) FROM \(table.name) ORDER BY \(key)")
        return try await database.read { try $0.rows(query).map(\.values) }
    }
}

import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedMail
import UndersignedStore
import UndersignedTestSupport

/// What people and operators find after a restore.
@Suite struct RestoredSiteTests {
    // O-32
    @Test func `links of mails that were sent before still work`() async throws {
        let site = try await BackupSite(people: 8)
        let waiting = try Samples.required(try await site.test.ask(Samples.amina, site.petition))
        try await site.backUp()
        let (database, _) = try await site.restored()
        let other = try await site.test.onAnotherMachine(database)
        #expect(try await Links(site: other).confirm(waiting, textVersion: 1) == .counted)
        let old = try Samples.required(site.links.first)
        #expect(try await Links(site: other).withdraw(old) == .withdrawn)
        try database.close()
    }

    // DESIGN 11.14, R-02
    @Test func `unsent mail is shown as lost, is not in the file, and can be asked for again with the same form`()
        async throws
    {
        let site = try await BackupSite(people: 8)
        var form = Samples.amina
        form.key = "one-form"
        try await site.test.ask(form, site.petition)
        let sealed = try await site.test.database.read {
            try $0.rows("SELECT sealed FROM outbox").compactMap { try $0.optionalBlob("sealed") }
        }
        #expect(!sealed.isEmpty)
        try await site.backUp()
        let bytes = try Data(contentsOf: site.file)
        for content in sealed { #expect(bytes.range(of: Data(content)) == nil) }

        let (database, _) = try await site.restored()
        #expect(try await database.read { try $0.outboxCounts() } == [.lost: sealed.count])
        let other = try await site.test.onAnotherMachine(database)
        _ = try await Signing(site: other).ask(form, petition: site.petition, language: .english)
        let now = site.test.now
        let due = try await database.read { try $0.dueMails(at: now, limit: 10) }
        #expect(due.map(\.mail.kind) == [.confirm])
        let link = try other.outboxKeys.open(Samples.required(due.first).mail).link
        let token = try Samples.required(LinkToken(link.split(separator: "/").last ?? ""))
        #expect(try await Links(site: other).confirm(token, textVersion: 1) == .counted)
        try database.close()
    }

    // DESIGN 5, 10
    @Test func `the keys come back from their own backup, without the outbox's chain, and never over other keys`()
        async throws
    {
        let site = try await BackupSite(people: 8)
        await site.test.site.highWater.write()
        let folder = site.test.folder.url.appending(path: "keys").path
        let items = try KeysBackup.items(of: folder)
        #expect(items.map(\.name) == Self.names)
        let file = site.test.folder.url.appending(path: "keys.undersigned")
        let stream = try DurableStream(file)
        try KeysBackup.write(items, at: Samples.noon, to: stream.descriptor)
        try stream.commit()
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let read = try BackupSite.reading(file) { try KeysBackup.read($0) }
        #expect(read == items)

        let slugs: Set = [site.petition.slug.text]
        let other = site.test.folder.url.appending(path: "other").path
        #expect(try KeysRestoring(folder: other).run(read, for: []).left.count == 4, "petitions that the data lacks")
        #expect(try KeysRestoring(folder: other).run(read, for: slugs).restored == 4)
        #expect(try KeysRestoring(folder: other).run(read, for: slugs).kept == 4)
        // The newer high-water file stays; another key is no key to write over.
        let own = URL(filePath: other).appending(path: site.petition.slug.text)
        try Data("newer".utf8).write(to: own.appending(path: "high-water"))
        #expect(try KeysRestoring(folder: other).run(read, for: slugs).kept == 4)
        #expect(try String(contentsOf: own.appending(path: "high-water"), encoding: .utf8) == "newer")
        // P-21: what was destroyed stays away, and is not told of as another petition's.
        let (dedupe, mark) = (own.appending(path: "dedupe.key"), "\(site.petition.slug)/dedupe.key")
        try FileManager.default.removeItem(at: dedupe)
        let place = "\(site.petition.slug)/dedupe.destroyed"
        try Data().write(to: URL(filePath: other).appending(path: place))
        let summary = try KeysRestoring(folder: other).run(read, for: slugs)
        #expect(summary.left == [mark] && summary.destroyed == [mark])
        try FileManager.default.removeItem(at: URL(filePath: other).appending(path: place))
        try Data("another".utf8).write(to: own.appending(path: "dedupe.key"))
        #expect(throws: KeysRestoring.Differs.self) { try KeysRestoring(folder: other).run(read, for: slugs) }
    }

    // DESIGN 11.19
    @Test func `an older copy beside a newer high-water file is told at once`() async throws {
        let site = try await BackupSite(people: 8)
        let summary = try await site.backUp()
        let keys = site.test.folder.url.appending(path: "keys").path
        await site.test.site.highWater.write()
        #expect(RestoredKeys(header: summary.header, folder: keys).notes == [])
        for number in 50..<53 { try await site.test.sign(Samples.person(number), site.petition) }
        await site.test.site.sequencer.close()
        let note = try #require(RestoredKeys(header: summary.header, folder: keys).notes.first)
        #expect(note.contains("\(summary.header.logs[0].size + 3) entries were published"), "\(note)")
        let gone = site.test.folder.url.appending(path: "nowhere").path
        #expect(RestoredKeys(header: summary.header, folder: gone).notes.first?.contains("note.key is missing") == true)
    }

    private static let names = [
        "save-the-library/custody.key", "save-the-library/dedupe.key", "save-the-library/high-water",
        "save-the-library/note.key",
    ]
}

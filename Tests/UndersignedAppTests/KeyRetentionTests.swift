import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// Keys go on time, unattended, and do not come back (P-21).
@Suite struct KeyRetentionTests {
    private static let closing = Samples.noon + .days(2)

    /// A petition that closes after two days, with people who signed it.
    private func closed(_ holder: SealedSite.Holder) async throws -> SealedSite {
        let site = try await SealedSite(.chosen, holder, closesAt: Self.closing)
        try await site.sign(1...25)
        try await site.deliverMails()
        try await move(site, to: Samples.noon + .days(1))
        try await move(site, to: Self.closing)
        #expect(try await site.test.petition(id: site.petition.id).state == .closed)
        return site
    }

    /// Time goes on by an hour at a time, as a process that keeps the house sees it; far away only days count.
    private func move(_ site: SealedSite, to moment: Moment) async throws {
        while site.test.now < moment {
            site.test.advance(min(.hours(12), moment - site.test.now))
            try await Housekeeping(site: site.test.site).doDue()
        }
    }

    private func files(_ site: SealedSite) throws -> Set<String> {
        let folder = site.test.folder.url.appending(path: "keys/\(site.petition.slug)")
        // The next high-water file may be on its way, under a name with a dot.
        return Set(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") })
    }

    private func tagCount(_ site: SealedSite) async throws -> Int {
        let id = site.petition.id
        return try await site.test.database.read {
            try $0.rows("SELECT id FROM signature WHERE petition_id = \(id) AND tag IS NOT NULL").count
        }
    }

    // P-21
    @Test(arguments: [SealedSite.Holder.organiser, .server])
    func `the dedupe key and all tags go 30 days after the close, within the hour`(
        _ holder: SealedSite.Holder
    ) async throws {
        let site = try await closed(holder)
        try await move(site, to: Self.closing + .days(30) + .hours(-1))
        #expect(try files(site).contains("dedupe.key"))
        #expect(try await tagCount(site) == 25)
        try await move(site, to: Self.closing + .days(30))
        #expect(try !files(site).contains("dedupe.key"))
        #expect(try await tagCount(site) == 0)
        #expect(throws: PetitionKeys.Absent.destroyed) {
            try site.test.site.keys.keys(of: site.petition.slug).dedupe
        }
        #expect(try await LogSoundness(site: site.test.site).faults() == [])
    }

    // P-21
    @Test func `the custody key goes with the contacts, within the hour, and the log is sound without it`() async throws
    {
        let site = try await closed(.server)
        let deadline = Self.closing + .days(180)
        try await move(site, to: deadline + .hours(-1))
        #expect(try files(site).contains("custody.key"))
        try await move(site, to: deadline)
        #expect(try files(site) == ["custody.pub", "dedupe.destroyed", "high-water", "note.key"])
        #expect(throws: PetitionKeys.Absent.destroyed) {
            try site.test.site.keys.keys(of: site.petition.slug).custody
        }
        let taken = try await Seizure(site.test, withKeys: true)
        #expect(taken.plainAddresses(at: site.domain).isEmpty)
        #expect(taken.confirmed(among: (1...25).map(site.address)).isEmpty)
        #expect(try await LogSoundness(site: site.test.site).faults() == [])
        await #expect(throws: ContactExport.Refusal.deleted) {
            try await ContactExport(site: site.test.site).run(site.petition.slug) { _, _ in
            } take: { _ in
            }
        }
    }

    // P-21
    @Test func `yesterday's backup gives nothing away after the shred, and its keys stay destroyed`() async throws {
        let site = try await closed(.server)
        let deadline = Self.closing + .days(180)
        try await move(site, to: deadline + .days(-1))
        let keysPath = site.test.folder.url.appending(path: "keys").path
        let yesterdaysKeys = try KeysBackup.items(of: keysPath)
        let backup = site.test.folder.url.appending(path: "site.undersigned")
        let stream = try DurableStream(backup)
        _ = try await BackingUp(database: site.test.database, ambient: site.test.site.ambient).write(
            to: stream.descriptor,
            tell: { _ in }
        )
        try stream.commit()
        try await move(site, to: deadline)

        let restored = try await TestDatabase.sqlite.makeEmpty(in: site.test.folder.url, name: "restored")
        let handle = try FileHandle(forReadingFrom: backup)
        _ = try await Restoring(into: restored).run(handle.fileDescriptor)
        let id = site.petition.id
        let rows = try await restored.read { try $0.sealedSignatures(1...100, of: id) }
        #expect(rows.count == 25 && rows.allSatisfy { $0.seal != nil }, "the backup has what was deleted since")
        let other = try await site.test.onAnotherMachine(restored)
        let taken = try await Seizure(site.test, and: [Data(contentsOf: backup)], withKeys: true)
        #expect(try await taken.openedContacts(site.petition, other).isEmpty)
        #expect(taken.plainAddresses(at: site.domain).isEmpty)
        #expect(taken.confirmed(among: (1...25).map(site.address)).isEmpty)

        // The keys of yesterday do not come back over the marks of today.
        let summary = try KeysRestoring(folder: keysPath).run(yesterdaysKeys, for: [site.petition.slug.text])
        #expect(summary.left == ["\(site.petition.slug)/custody.key"])
        // And where somebody lays them there by hand, nothing reads them, and the next round takes them away.
        let key = try Samples.required(yesterdaysKeys.first { $0.name.hasSuffix("custody.key") })
        try Data(key.content).write(to: URL(filePath: "\(keysPath)/\(key.name)"))
        #expect(throws: PetitionKeys.Absent.destroyed) {
            try KeyFolder(path: keysPath).keys(of: site.petition.slug).custody
        }
        try await Housekeeping(site: site.test.site).doDue()
        #expect(try !files(site).contains("custody.key"))
        try restored.close()
    }
}

import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// What a copy of everything on a server gives away (P-22); `Seize/run` does the same with 10,000 people.
@Suite struct SeizedServerTests {
    private static let people = 1...200

    /// 200 people have signed, and three more have a mail that no mail server has accepted yet.
    private func site(_ kind: TestDatabase, _ holder: SealedSite.Holder) async throws -> (SealedSite, backup: Data) {
        let site = try await SealedSite(kind, holder)
        try await site.sign(Self.people)
        try await site.deliverMails()
        for number in 201...203 { try await site.test.ask(site.person(number), site.petition) }
        let file = site.test.folder.url.appending(path: "site.undersigned")
        let stream = try DurableStream(file)
        _ = try await BackingUp(database: site.test.database, ambient: site.test.site.ambient).write(
            to: stream.descriptor,
            tell: { _ in }
        )
        try stream.commit()
        return (site, try Data(contentsOf: file))
    }

    // P-22
    @Test(arguments: TestDatabase.all)
    func `of a sealed petition nobody's address is found, with the keys folder or without`(
        _ kind: TestDatabase
    ) async throws {
        let (site, backup) = try await site(kind, .organiser)
        for withKeys in [false, true] {
            let taken = try await Seizure(site.test, and: [backup], withKeys: withKeys)
            #expect(taken.plainAddresses(at: site.domain).isEmpty, "\(kind), keys: \(withKeys)")
            #expect(try await taken.openedContacts(site.petition, site.test.site).isEmpty)
        }
        // The keys folder opens what waits to be mailed, and that alone.
        let waiting = try await site.test.mails().map(\.payload.address)
        #expect(Set(waiting) == Set((201...203).map(site.address)))
    }

    // P-22
    @Test(arguments: TestDatabase.all)
    func `of a standard petition the keys folder opens everything, and without it nothing is found`(
        _ kind: TestDatabase
    ) async throws {
        let (site, backup) = try await site(kind, .server)
        let without = try await Seizure(site.test, and: [backup], withKeys: false)
        #expect(without.plainAddresses(at: site.domain).isEmpty)
        #expect(try await without.openedContacts(site.petition, site.test.site).isEmpty)
        // The same search finds all of them where it can: it is able to.
        let with = try await Seizure(site.test, and: [backup], withKeys: true)
        #expect(try await with.openedContacts(site.petition, site.test.site) == Set(Self.people.map(site.address)))
    }

    // P-22, DESIGN red line 4
    @Test(arguments: [SealedSite.Holder.organiser, .server])
    func `a list of guesses is confirmed by whoever has the keys folder while the dedupe key lives, and by nobody else`(
        _ holder: SealedSite.Holder
    ) async throws {
        let (site, _) = try await site(.chosen, holder)
        let guesses = Self.people.map(site.address) + (1...50).map { "nobody\($0)@\(site.domain)" }
        #expect(try await Seizure(site.test, withKeys: false).confirmed(among: guesses).isEmpty)
        let found = try await Seizure(site.test, withKeys: true).confirmed(among: guesses)
        #expect(found == Set(Self.people.map(site.address)), "said in docs/threat-model.md")
    }

    // P-22
    @Test func `an address that was in a row once is not in the file any more`() async throws {
        let site = try await SealedSite(.sqlite)
        try await site.sign(1...20)
        try await site.deliverMails()
        try await site.test.database.write { transaction in
            _ = try transaction.rows("UPDATE signature SET request_key = \("planted7@\(site.domain)") WHERE id = 7")
        }
        let planted = try await Seizure(site.test, withKeys: false)
        // What stands before it in the file may look like letters.
        let seen = planted.plainAddresses(at: site.domain)
        #expect(seen.contains { $0.hasSuffix("planted7@\(site.domain)") }, "the search sees what is there")
        try await site.test.database.write { transaction in
            _ = try transaction.rows("UPDATE signature SET request_key = NULL WHERE id = 7")
        }
        try await site.test.database.forgetDeleted()
        let later = try await Seizure(site.test, withKeys: false)
        #expect(later.plainAddresses(at: site.domain).isEmpty, "free pages and the write-ahead log")
    }
}

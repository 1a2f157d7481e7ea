import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// One petition's keys that do not read keep no other petition waiting.
@Suite struct PetitionFaultTests {
    private let lines = LoggedLines()

    private func site() async throws -> TestSite { try await TestSite(limits: .off, logger: lines.logger) }

    private func file(_ test: TestSite, _ slug: Slug, _ name: String) -> URL {
        test.folder.url.appending(path: "keys/\(slug)/\(name)")
    }

    /// Something else lies in a key's place, and nothing of it is in memory any more.
    private func spoil(_ test: TestSite, _ slug: Slug, _ name: String) throws -> Data {
        let file = file(test, slug, name)
        let content = try Data(contentsOf: file)
        try Data("nothing".utf8).write(to: file)
        return content
    }

    /// The same site in a new process: no key is in memory.
    private func restarted(_ test: TestSite) async throws -> Site {
        let site = test.site
        let keys = try KeyFolder(path: test.folder.url.appending(path: "keys").path)
        return Site(
            database: site.database,
            keys: keys,
            outboxKeys: site.outboxKeys,
            sequencer: Sequencer(
                database: site.database,
                batch: LogBatch(keys: keys, clock: site.clock, logger: site.logger),
                highWater: HighWater(database: site.database, keys: keys, logger: site.logger),
                ambient: site.ambient,
                logger: site.logger
            ),
            ambient: site.ambient,
            clock: site.clock,
            address: site.address,
            limits: .off,
            logger: site.logger
        )
    }

    private func complaints(_ slug: Slug, _ what: String) -> Int {
        lines.texts.count { $0.contains(what) && $0.contains("\(slug)") }
    }

    /// Two petitions whose text was changed after two people had signed each.
    private func amended(_ test: TestSite) async throws -> [Petition] {
        var petitions: [Petition] = []
        for slug in ["first", "second"] {
            let petition = try await test.open(Samples.petition(slug))
            for number in 0..<2 { try await test.sign(Samples.person(number), petition) }
            var change = PetitionAmendment()
            change.letter = "Another text."
            _ = try await TextAmendment(site: test.site).amend(petition.slug, change, reason: "Because.")
            petitions.append(petition)
        }
        return petitions
    }

    // DESIGN 11.15
    @Test func `those of other petitions are told of a changed text, and those of this one once its key reads`()
        async throws
    {
        let test = try await site()
        let first = try await amended(test)[0].slug
        let key = try spoil(test, first, "custody.key")
        let notices = TextNotices(site: try await restarted(test))
        #expect(try await notices.queueSome() == 2)
        #expect(try await notices.queueSome() == 0)
        let told = try await test.mails().filter { $0.kind == .textChanged }
        #expect(told.count == 2)
        #expect(try await test.database.read { try $0.openTextNotices() }.count == 1, "nobody is left out for good")
        #expect(complaints(first, "signatories are told later") == 1, "not every second")
        try key.write(to: file(test, first, "custody.key"))
        #expect(try await notices.queueSome() == 0)
        test.advance(TextNotices.faultPause)
        #expect(try await notices.queueSome() == 2)
        #expect(try await test.database.read { try $0.openTextNotices() }.isEmpty)
        let addresses = try await test.mails().filter { $0.kind == .textChanged }.map(\.payload.address)
        #expect(addresses.count == 4 && Set(addresses).count == 2)
    }

    // P-21
    @Test(arguments: ["custody.key", "custody.pub"])
    func `keys of other petitions are destroyed on time, and this one's once it reads`(_ name: String) async throws {
        let test = try await site()
        let end = Samples.noon + .days(1)
        let first = try await test.open(Samples.petition("first"), closesAt: end)
        let second = try await test.open(Samples.petition("second"), closesAt: end)
        let draft = file(test, first.slug, name)
        if name == "custody.pub" { try Data("of somebody".utf8).write(to: draft) }
        let key = name == "custody.key" ? try spoil(test, first.slug, name) : Data()
        let site = try await restarted(test)
        // Far away only days count.
        while test.now < end + .days(185) {
            test.advance(.days(1))
            try await Housekeeping(site: site).doDue()
        }
        #expect(!FileManager.default.fileExists(atPath: file(test, second.slug, "custody.key").path))
        #expect(!FileManager.default.fileExists(atPath: file(test, second.slug, "dedupe.key").path))
        #expect(FileManager.default.fileExists(atPath: file(test, first.slug, "custody.key").path))
        #expect(complaints(first.slug, "done later") > 0 && complaints(second.slug, "done later") == 0)
        if name == "custody.key" { try key.write(to: draft) } else { try FileManager.default.removeItem(at: draft) }
        try await Housekeeping(site: site).doDue()
        #expect(!FileManager.default.fileExists(atPath: file(test, first.slug, "custody.key").path))
    }

    @Test func `other petitions close and open on their day`() async throws {
        let writing = try await WritingSite(logger: lines.logger)
        let test = writing.test
        let end = Samples.noon + .days(1)
        let first = try await test.open(Samples.petition("first"), closesAt: end)
        _ = try spoil(test, first.slug, "custody.key")
        let other = try await test.open(Samples.petition("second"), closesAt: Samples.noon + .days(200))
        var form = PetitionForm(Samples.library)
        form.slug = "later"
        _ = try await writing.save(form, replacing: nil, mark: "")
        let later = try Samples.required(Slug("later"))
        for slug in [writing.slug, later] { try await schedule(slug, writing) }
        _ = try spoil(test, writing.slug, "note.key")
        let site = try await restarted(test)
        while test.now < Samples.noon + .days(201) {
            test.advance(.days(1))
            try await Housekeeping(site: site).doDue()
        }
        #expect(complaints(first.slug, "done later") > 0, "the fault is there")
        #expect(try await test.petition(id: other.id).state == .closed)
        let states = try await test.database.read { transaction in
            try [writing.slug, later].map { try transaction.petition($0)?.state }
        }
        #expect(states == [.draft, .open], "the key of the first of the two does not read")
        #expect(complaints(writing.slug, "done later") > 0)
    }

    /// Dana offers a draft, and Eli sets its day.
    private func schedule(_ slug: Slug, _ writing: WritingSite) async throws {
        let petition = { try Samples.required(try await writing.test.database.read { try $0.petition(slug) }) }
        let mark = PetitionWriting.mark(of: try await petition().sheet)
        try await writing.writing.offer(try await petition(), mark: mark, by: writing.dana)
        let day = writing.test.now.day + .days(2)
        let dates = OpeningDates(opensAt: day, closesAt: nil)
        try await writing.writing.open(try await petition(), mark: mark, dates: dates, by: writing.eli)
    }
}

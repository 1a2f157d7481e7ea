import Foundation
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// A petition whose custody key its organiser alone has.
@Suite struct SealedPetitionTests {
    // DESIGN 5, S-41
    @Test func `the document names the organiser's key, the server has no private half, and the log has days`()
        async throws
    {
        let site = try await SealedSite()
        let log = try Samples.required(site.petition.log)
        let id = site.petition.id
        let bytes = try await site.test.database.read { try $0.document(hash: log.documentHash, of: id) }
        let document = try JSONDecoder().decode(PetitionDocument.self, from: Data(try Samples.required(bytes)))
        #expect(document.keys.custody == site.key.publicKey.text && document.keys.sealed == true)
        #expect(document.rules.publication == .daily)
        let folder = site.test.folder.url.appending(path: "keys/\(site.petition.slug)")
        // The next high-water file may be on its way, under a name with a dot.
        let all = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let names = all.filter { !$0.hasPrefix(".") }.sorted()
        #expect(names == ["custody.pub", "dedupe.key", "high-water", "note.key"])
        #expect(throws: PetitionKeys.Absent.heldByOrganiser) {
            try site.test.site.keys.keys(of: site.petition.slug).custody
        }
        let entries = try await site.test.database.read { try $0.entries(from: 0, count: 10, of: id) }
        #expect(entries.map { String(decoding: $0, as: UTF8.self) }.contains("day 2018-06-20"))
        #expect(try await LogSoundness(site: site.test.site).faults() == [])
    }

    @Test func `a standard petition's document is what it was before there were sealed ones`() async throws {
        let site = try await SealedSite(.chosen, .server)
        let log = try Samples.required(site.petition.log)
        let id = site.petition.id
        let bytes = try await site.test.database.read { try $0.document(hash: log.documentHash, of: id) }
        #expect(try !String(decoding: Samples.required(bytes), as: UTF8.self).contains("sealed\":"))
    }

    @Test func `a key whose private half the server has is refused, also where it is another petition's`() async throws
    {
        let test = try await TestSite()
        let other = try await test.open()
        var sheet = Samples.petition("sealed-library")
        sheet.seal(to: try test.site.keys.keys(of: other.slug).custodyPublic)
        _ = try await test.draft(sheet)
        await #expect(throws: Opening.Refusal.keyOfServer) { try await Opening(site: test.site).open(sheet.slug) }
        let names = try FileManager.default.contentsOfDirectory(atPath: test.folder.url.appending(path: "keys").path)
        #expect(!names.contains("sealed-library"), "no keys are made for what is refused")
    }

    @Test func `whose key it is can change until it opens, and never by an amendment`() async throws {
        let site = try await SealedSite()
        let keys = site.test.site.keys
        let slug = try Samples.required(Slug("undecided"))
        let ambient = site.test.site.ambient
        _ = try keys.make(for: slug, origin: "example.org/undecided", ambient: ambient)
        #expect(throws: Never.self) { try keys.keys(of: slug).custody }
        let key = site.key.publicKey
        _ = try keys.make(for: slug, origin: "example.org/undecided", sealedTo: key, ambient: ambient)
        #expect(throws: PetitionKeys.Absent.heldByOrganiser) { try keys.keys(of: slug).custody }
        _ = try keys.make(for: slug, origin: "example.org/undecided", ambient: ambient)
        #expect(throws: Never.self) { try keys.keys(of: slug).custody }

        var change = PetitionAmendment()
        change.title = "Keep both libraries open"
        _ = try await TextAmendment(site: site.test.site).amend(site.petition.slug, change, reason: "There are two.")
        let amended = try await site.test.petition(id: site.petition.id)
        #expect(amended.textVersion == 2 && amended.sheet.custody == key)
        #expect(try await TextNotices(site: site.test.site).queueSome() == 0)
        #expect(try await site.test.database.read { try $0.openTextNotices() }.isEmpty, "nobody can be told by mail")
        #expect(try await LogSoundness(site: site.test.site).faults() == [])
    }

    @Test func `another key in the sheet than in the document is named at start`() async throws {
        let site = try await SealedSite()
        let other = try Samples.required(CustodyPrivateKey(bytes: Samples.randomBytes(32))).publicKey.text
        let (id, own) = (site.petition.id, site.key.publicKey.text)
        try await site.test.database.write { transaction in
            let row = try Samples.required(transaction.row("SELECT sheet FROM petition WHERE id = \(id)"))
            // JSON writes a slash with a backslash before it.
            let escape = { (text: String) in text.replacing("/", with: "\\/") }
            let sheet = try row.text("sheet").replacing(own, with: other).replacing(escape(own), with: escape(other))
            try transaction.execute("UPDATE petition SET sheet = \(sheet) WHERE id = \(id)")
        }
        #expect(try await LogSoundness(site: site.test.site).faults().map(\.slug) == [site.petition.slug])
    }

    // DESIGN 11.15
    @Test func `only the organiser's key opens the records, each with what was typed`() async throws {
        let site = try await SealedSite()
        try await site.sign(1...5)
        let rows = try await site.opened()
        #expect(rows.map { $0.contact?.email } == (1...5).map(site.address))
        #expect(rows.allSatisfy { $0.decidedAt == "2018-06-20" && $0.state == "recorded" })
        var stranger = RecordOpener(key: try Samples.required(CustodyPrivateKey(bytes: Samples.randomBytes(32))))
        var records = try Samples.required(try await SealedRecords(of: site.petition, site.test.site))
        _ = try stranger.take(Samples.required(try await records.page()?.first))
        let sealed = try Samples.required(try await records.page()?.first)
        #expect(throws: RecordOpener.Problem.unopened) { try stranger.take(sealed) }
        let standard = try await site.test.open()
        #expect(try await SealedRecords(of: standard, site.test.site) == nil)
    }

    @Test func `what needs addresses is refused by name`() async throws {
        let site = try await SealedSite()
        try await site.sign(1...2)
        let (petition, test) = (site.petition, site.test)
        await #expect(throws: ContactExport.Refusal.sealed) {
            try await ContactExport(site: test.site).run(petition.slug) { _, _ in
            } take: { _ in
            }
        }
        await #expect(throws: Update.Refusal.sealed) {
            try await UpdateMailing(site: test.site).begin(1, of: petition, mark: 1, by: 1)
        }
        await #expect(throws: Corrections.Refusal.sealed) {
            let rule = CorrectionRule(domain: WildcardPattern("example.org"))
            _ = try await Corrections(site: test.site).preview(petition.slug, rule) { _, _ in }
        }
        #expect(try await UpdateConsents(site: test.site).sentence(of: petition, in: "en") == nil)
    }

    // DESIGN 5: the time of one signature
    @Test(arguments: TestDatabase.all)
    func `no row about a confirmed signature says more than the day`(_ kind: TestDatabase) async throws {
        let site = try await SealedSite(kind)
        try await site.sign(1...25)
        try await site.deliverMails()
        let taken = try await site.test.sign(site.person(26), site.petition)
        _ = try await Links(site: site.test.site).withdraw(taken)
        try await site.deliverMails()
        site.test.advance(.days(1))
        try await Housekeeping(site: site.test.site).doDue()
        let dump = try await DatabaseDump(site.test.database)
        let day: Int64 = 86_400
        let range = Samples.noon.seconds - day...Samples.noon.seconds + 3 * day
        for name in ["signature", "seal", "consent", "public_name", "outbox", "tally", "figure", "partner_record"] {
            let part = try Samples.required(dump.part(name))
            for row in part.rows {
                for (column, value) in zip(part.table.columns, row) {
                    guard let seconds = value.seconds, range.contains(seconds) else { continue }
                    #expect(seconds % day == 0, "\(name).\(column)")
                }
            }
        }
    }

    // F-I
    @Test func `three mails in a day are the most here too`() async throws {
        let test = try await TestSite()
        let key = try Samples.required(CustodyPrivateKey(bytes: Samples.randomBytes(32)))
        var sheet = Samples.petition("sealed-library")
        sheet.seal(to: key.publicKey)
        let petition = try await test.open(sheet)
        for _ in 0..<5 {
            test.advance(.minutes(1))
            try await test.ask(Samples.amina, petition)
        }
        #expect(try await test.mails().count == 3)
        test.advance(.hours(36))
        try await test.ask(Samples.amina, petition)
        #expect(try await test.mails().count == 4, "from the second midnight on")
    }

    @Test func `who takes a comment back at the own link takes it out of what the organiser opens`() async throws {
        let site = try await SealedSite(.chosen, .organiser, Samples.commented())
        let token = try await site.test.sign(Samples.voice(1, "I learned to read there."), site.petition)
        #expect(try await site.opened().map { $0.contact?.comment } == ["I learned to read there."])
        #expect(try await OwnDisplay(site: site.test.site).takeBack(.comment, token))
        #expect(try await site.opened().map { $0.contact?.comment } == [nil])
    }
}

extension QueryValue {
    /// A number, also where a text is one.
    fileprivate var seconds: Int64? {
        switch self {
        case .integer(let number): number
        case .text(let text): Int64(text)
        case .null, .blob: nil
        }
    }
}

import Crypto
import Foundation
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// A published text changes in public (DESIGN 11.5, item "text versions").
@Suite struct TextAmendmentTests {
    private func changes(_ letter: String = "Please keep the library **open** every day.") -> PetitionAmendment {
        var changes = PetitionAmendment()
        changes.letter = letter
        return changes
    }

    @discardableResult
    private func amend(
        _ test: TestSite,
        _ letter: String,
        _ sheet: PetitionSheet = Samples.library
    ) async throws
        -> TextAmendment.Result
    {
        try await TextAmendment(site: test.site).amend(
            sheet.slug,
            changes(letter),
            reason: "The council moved the day."
        )
    }

    private func versions(_ test: TestSite, _ petition: Petition) async throws -> [TextVersion] {
        try await test.database.read { try $0.textVersions(of: petition.id) }
    }

    @Test func `a changed text is a version, an entry, a document and a public reason in one commit`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        try await test.sign(Samples.amina, petition)
        let result = try await amend(test, "Open every day.")
        #expect(result.version == 2 && result.difference.sections.map(\.part) == [.letter])
        let now = try await test.petition(id: petition.id)
        #expect(now.textVersion == 2 && now.sheet.letter == "Open every day.")
        #expect(now.log == petition.log, "name, key and entry 0's document stay")
        let (entries, document, note) = try await test.database.read { transaction in
            (
                try transaction.entries(from: 4, count: 9, of: petition.id).map { try LogEntry(parsing: $0) },
                try transaction.document(hash: result.hash, of: petition.id),
                try transaction.note(after: 4, of: petition.id)
            )
        }
        #expect(entries.count == 2)
        #expect(entries[0] == .text(version: 2, documentHash: try #require(MerkleHash(result.hash))))
        let bytes = try #require(document)
        #expect(Array(SHA256.hash(data: bytes)) == result.hash)
        let read = try JSONDecoder().decode(PetitionDocument.self, from: Data(bytes))
        #expect(read.version == 2 && read.texts["en"]?.letter == "Open every day.")
        let noted = try #require(note)
        let reason = try JSONDecoder().decode(PublicNote.self, from: Data(noted))
        #expect(reason.text == "The council moved the day." && reason.textVersion == 2)
        let named = try #require(MerkleHash(Array(SHA256.hash(data: noted))))
        #expect(entries[1] == .note(documentHash: named))
        try await test.expectSoundLog(petition, size: 6)
    }

    @Test func `a signature binds to the text it was shown, and the numbers by version add up`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open()
        let early = try await test.sign(Samples.amina, petition)
        let gone = try await test.sign(Samples.oconnor, petition)
        let asked = try Samples.required(try await test.ask(Samples.wei, petition))
        try await amend(test, "Version two.")
        #expect(try await Links(site: test.site).confirm(asked, textVersion: 1) == .refused(.textChanged(current: 2)))
        #expect(try await Links(site: test.site).confirm(asked, textVersion: 2) == .counted)
        try await amend(test, "Version three.")
        try await test.sign(Samples.person(1), try await test.petition(id: petition.id))
        #expect(try await Links(site: test.site).withdraw(gone) == .withdrawn)
        let versions = try await versions(test, petition)
        #expect(versions.map(\.version) == [1, 2, 3])
        #expect(versions.map(\.added) == [2, 1, 1] && versions.map(\.removed) == [1, 0, 0])
        let total = try await test.counts(petition).total
        #expect(versions.map(\.standing).reduce(0, +) == total && total == 3)
        let key = try NoteVerifierKey(try Samples.required(petition.log).verifierKey)
        for (token, version) in [(early, 1), (asked, 2)] {
            let receipt = try Samples.required(try await Receipts(site: test.site).receipt(token))
            #expect(receipt.statement.textVersion == version)
            _ = try Receipt(parsing: receipt.bytes).verified(by: key)
        }
        try await test.expectSoundLog(petition)
    }

    @Test func `a log with several texts is recounted by the auditor`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open()
        for version in 1...3 {
            for number in 0..<90 {
                try await test.sign(
                    Samples.person(version * 100 + number),
                    try await test.petition(id: petition.id)
                )
            }
            if version < 3 { try await amend(test, "Version \(version + 1).") }
            let source = StoredLog(reading: LogReading(database: test.database), petitionID: petition.id)
            let key = try NoteVerifierKey(try Samples.required(petition.log).verifierKey)
            let report = try await LogAudit(source: source, key: key).report(checkpoint: source.file("checkpoint"))
            #expect(report.counts == (try await test.counts(petition)) && report.counts.mail == version * 90)
        }
    }

    @Test func `what is refused changes nothing`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        let story = TextAmendment(site: test.site)
        func refusal(_ changes: PetitionAmendment, _ reason: String = "why") async -> TextAmendment.Refusal? {
            do {
                _ = try await story.amend(petition.slug, changes, reason: reason)
                return nil
            } catch {
                return error as? TextAmendment.Refusal
            }
        }
        #expect(await refusal(PetitionAmendment()) == .changes(.nothingChanged))
        #expect(await refusal(changes(), " ") == .reason)
        #expect(await refusal(changes(), String(repeating: "a", count: 2_001)) == .reason)
        test.jump(.days(3))
        #expect(await refusal(changes()) == .clockInDoubt)
        test.jump(.days(-3))
        _ = try await story.preview(petition.slug, changes(), reason: "only looking")
        try await test.expectSoundLog(petition, size: 3)
        _ = try await test.site.sequencer.submit(.close(petitionID: petition.id))
        #expect(await refusal(changes()) == .petition(.closed))
        try await test.expectSoundLog(petition, size: 4)
        _ = try await test.draft(Samples.petition("draft"))
        await #expect(throws: TextAmendment.Refusal.draft) {
            _ = try await story.amend(Samples.petition("draft").slug, changes(), reason: "why")
        }
    }

    @Test func `of two changes at once one is published`() async throws {
        let test = try await TestSite(isAutomatic: false)
        let petition = try await test.open()
        async let first = amend(test, "First.")
        async let second = amend(test, "Second.")
        while test.site.sequencer.waitingCount < 2 { await Task.yield() }
        await test.site.sequencer.sequence()
        var results: [Int?] = []
        do { results.append(try await first.version) } catch { results.append(nil) }
        do { results.append(try await second.version) } catch { results.append(nil) }
        #expect(results.compactMap(\.self) == [2] && results.count == 2)
        try await test.expectSoundLog(petition, size: 5)
    }

    @Test func `in one batch with confirmations, those before sign the old text and those after are told`() async throws
    {
        let test = try await TestSite(limits: .off, isAutomatic: false)
        let petition = try await test.open()
        var tokens: [LinkToken] = []
        for number in 0..<40 {
            tokens.append(try Samples.required(try await test.ask(Samples.person(number), petition)))
        }
        let outcomes = try await withThrowingTaskGroup(of: LogOutcome?.self) { group in
            for (place, token) in tokens.enumerated() {
                if place == 20 {
                    group.addTask {
                        _ = try await amend(test, "In between.")
                        return nil
                    }
                }
                group.addTask { try await Links(site: test.site).confirm(token, textVersion: 1) }
            }
            while test.site.sequencer.waitingCount < 41 { await Task.yield() }
            await test.site.sequencer.sequence()
            return try await group.reduce(into: [LogOutcome]()) { list, outcome in
                if let outcome { list.append(outcome) }
            }
        }
        let counted = outcomes.count { $0 == .counted }
        #expect(counted + outcomes.count { $0 == .refused(.textChanged(current: 2)) } == 40)
        let versions = try await versions(test, petition)
        #expect(versions.map(\.added) == [counted, 0])
        // The entries after the text are none that were shown the old one.
        let entries = try await test.database.read { transaction in
            try transaction.entries(from: versions[1].position, count: 99, of: petition.id)
        }
        #expect(try entries.allSatisfy { try LogEntry(parsing: $0).signatureClass == nil })
        try await test.expectSoundLog(petition)
    }

    @Test func `where signatures wait for the daily publication, the text waits for them`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open(Samples.daily)
        for number in 0..<20 { try await test.sign(Samples.person(number), petition) }
        await #expect(throws: TextAmendment.Refusal.waiting(count: 20)) {
            try await amend(test, "Changed.", Samples.daily)
        }
        test.advance(.days(1))
        try await Housekeeping(site: test.site).doDue()
        #expect(try await amend(test, "Changed.", Samples.daily).version == 2)
        #expect(try await versions(test, petition).map(\.added) == [20, 0])
        try await test.expectSoundLog(petition)
    }

    // U-12
    @Test func `a new goal is an entry, and is crossed like the others`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open()
        var changes = PetitionAmendment()
        changes.milestones = [.init(count: 2, what: "The council answers")]
        let result = try await TextAmendment(site: test.site).amend(petition.slug, changes, reason: "A goal.")
        let entries = try await test.database.read { try $0.entries(from: 3, count: 9, of: petition.id) }
        #expect(entries[1] == LogEntry.goal(2, documentHash: try #require(MerkleHash(result.hash))).bytes)
        for number in 0..<2 { try await test.sign(Samples.person(number), try await test.petition(id: petition.id)) }
        let crossed = try await test.database.read { try $0.rows("SELECT goal FROM crossing").count }
        #expect(crossed == 1)
        try await test.expectSoundLog(petition)
    }

    @Test func `a database that fails half-way leaves the old text`() async throws {
        let test = try await TestSite(.sqlite)
        let petition = try await test.open()
        // The version's row is there already, as if another program had begun it.
        try await test.database.write { transaction in
            _ = try transaction.rows("INSERT INTO text_version (petition_id, version, hash) VALUES (1, 2, x'00')")
        }
        await #expect(throws: (any Error).self) { try await amend(test, "Never.") }
        try await test.database.write { _ = try $0.rows("DELETE FROM text_version WHERE version = 2") }
        #expect(try await test.petition(id: petition.id) == petition)
        try await test.expectSoundLog(petition, size: 3)
        #expect(try await amend(test, "Now.").version == 2)
    }

    @Test func `a page that would show another text than was signed stops the start`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        try await amend(test, "Version two.")
        #expect(try await LogSoundness(site: test.site).faults() == [])
        var sheet = try await test.petition(id: petition.id).sheet
        sheet.letter = "Slipped in."
        let slipped = sheet
        try await test.database.write { try $0.replaceSheet(slipped, of: petition.id) }
        #expect(try await LogSoundness(site: test.site).faults().count == 1)
    }
}

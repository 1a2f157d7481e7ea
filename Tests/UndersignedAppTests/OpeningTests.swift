import Crypto
import Foundation
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// Opening, closing and publishing by the calendar.
@Suite struct OpeningTests {
    @Test func `opening fixes the document that entry 0 names`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        let log = try Samples.required(petition.log)
        #expect(log.origin == "petitions.example.org/petitions/save-the-library/log")
        let (document, entry) = try await test.database.read { transaction in
            (
                try transaction.document(hash: log.documentHash, of: petition.id),
                try transaction.entries(from: 0, count: 1, of: petition.id).first
            )
        }
        let bytes = try Samples.required(document)
        #expect(Array(SHA256.hash(data: bytes)) == log.documentHash)
        #expect(entry == LogEntry.petition(documentHash: try Samples.required(MerkleHash(log.documentHash))).bytes)
        let read = try JSONDecoder().decode(PetitionDocument.self, from: Data(bytes))
        #expect(read.log.vkey == log.verifierKey && read.binding == "en" && read.texts["en"]?.from == "Your name")
        try await test.expectSoundLog(petition, size: 3)
    }

    @Test func `a petition is opened once`() async throws {
        let test = try await TestSite()
        _ = try await test.open()
        await #expect(throws: Opening.Refusal.notADraft) {
            _ = try await Opening(site: test.site).open(Samples.library.slug)
        }
        await #expect(throws: Opening.Refusal.unknown) {
            _ = try await Opening(site: test.site).open(Samples.petition("nobody").slug)
        }
    }

    @Test func `an opening that was cut short goes on with the keys it made`() async throws {
        let test = try await TestSite()
        _ = try await test.draft(Samples.library)
        let origin = test.site.address.origin(of: Samples.library.slug)
        let note = try test.site.keys.make(for: Samples.library.slug, origin: origin, ambient: test.site.ambient)
        let log = try await Opening(site: test.site).open(Samples.library.slug)
        #expect(log.verifierKey == note.verifierKey.description)
    }

    @Test func `a petition that opens later holds entry 0 alone until its day`() async throws {
        let test = try await TestSite()
        let petition = try await test.open(opensAt: test.now + .days(2))
        try await test.expectSoundLog(petition, size: 1)
        try await Housekeeping(site: test.site).doDue()
        try await test.expectSoundLog(petition, size: 1)
        test.advance(.days(2))
        try await Housekeeping(site: test.site).doDue()
        try await test.expectSoundLog(petition, size: 3)
        try await test.sign(Samples.amina, petition)
        try await test.expectSoundLog(petition, size: 4)
    }

    // DESIGN 11.9
    @Test func `a daily petition publishes at least twenty together, once a day, shuffled`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open(Samples.daily)
        let first = try await test.sign(Samples.amina, petition)
        guard case .recorded(.some, _, _) = try await Links(site: test.site).view(first) else {
            Issue.record("the link does not say that it is recorded")
            return
        }
        for number in 0..<18 { try await test.sign(Samples.person(number), petition) }
        test.advance(.days(1))
        try await Housekeeping(site: test.site).doDue()
        #expect(try await test.counts(petition).total == 0, "nineteen are too few")
        try await test.sign(Samples.wei, petition)
        try await Housekeeping(site: test.site).doDue()
        #expect(try await test.counts(petition).total == 0, "not while the day lasts in which they became enough")
        test.advance(.days(1))
        try await Housekeeping(site: test.site).doDue()
        #expect(try await test.counts(petition).total == 20)
        try await test.expectSoundLog(petition)
        for number in 100..<120 { try await test.sign(Samples.person(number), petition) }
        try await Housekeeping(site: test.site).doDue()
        #expect(try await test.counts(petition).total == 20, "not twice a day")
        guard case .counted(.some, _, _) = try await Links(site: test.site).view(first) else {
            Issue.record("the receipt did not follow")
            return
        }
        #expect(try await Receipts(site: test.site).receipt(first) != nil)
    }

    @Test func `a recorded signature that is withdrawn before publication leaves no trace in the log`() async throws {
        let test = try await TestSite()
        let petition = try await test.open(Samples.daily)
        let token = try await test.sign(Samples.amina, petition)
        #expect(try await Links(site: test.site).withdraw(token) == .withdrawn)
        try await test.expectSoundLog(petition, size: 3)
        #expect(try await test.counts(petition) == Counts())
    }

    @Test func `closing writes its entry once`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        #expect(try await test.site.sequencer.submit(.close(petitionID: petition.id)) == .appended(1))
        #expect(try await test.site.sequencer.submit(.close(petitionID: petition.id)) == .appended(0))
        try await test.expectSoundLog(petition, size: 4)
    }

    // S-70, P-02: without an operator.
    @Test func `contact data is deleted on the day that the form named, and the count stays`() async throws {
        let test = try await TestSite()
        let petition = try await test.open(closesAt: test.now + .days(10))
        let token = try await test.sign(Samples.amina, petition)
        test.advance(.days(10))
        try await Housekeeping(site: test.site).doDue()
        test.advance(.days(179))
        try await Housekeeping(site: test.site).doDue()
        #expect(try await test.rowCount(.seal) == 1, "not before its day")
        test.advance(.days(1))
        try await Housekeeping(site: test.site).doDue()
        #expect(try await test.rowCount(.seal) == 0)
        guard case .counted(nil, _, _) = try await Links(site: test.site).view(token) else {
            Issue.record("the box is still there")
            return
        }
        #expect(try await test.counts(petition).total == 1)
        try await test.expectSoundLog(petition)
    }

    //
    @Test func `a clock that jumps ahead deletes, expires and closes nothing`() async throws {
        let test = try await TestSite()
        let petition = try await test.open(closesAt: test.now + .days(10))
        let done = try await test.open(Samples.petition("closed-before"))
        try await test.sign(Samples.wei, done)
        _ = try await test.site.sequencer.submit(.close(petitionID: done.id))
        let pending = try Samples.required(try await test.ask(Samples.amina, petition))
        test.jump(.days(400))
        try await Housekeeping(site: test.site).doDue()
        test.jump(.days(-400))
        #expect(try await test.rowCount(.seal) == 1, "contact data is still there")
        #expect(try await test.petition(id: petition.id).state == .open)
        #expect(try await Links(site: test.site).confirm(pending, textVersion: 1) == .counted)
    }
}

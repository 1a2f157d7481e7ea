import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedMail
import UndersignedStore
import UndersignedTestSupport

/// Mailings that were stopped, and what they go on with.
@Suite struct UpdateResumingTests {
    private let organiser = UpdateSite.organiser.id

    private func queueAll(_ site: Site) async throws {
        while try await UpdateMails(site: site).queueSome() {}
    }

    @Test(arguments: TestDatabase.all)
    func `a correction changes no mail before somebody lets the mailing go on with it`(
        _ kind: TestDatabase
    ) async throws {
        let updates = try await UpdateSite(kind)
        for number in 1...3 { try await updates.sign(number) }
        let (mailing, courier) = (UpdateMailing(site: updates.site), AnsweringCourier(.accepted))
        let worker = try updates.worker(courier)
        let number = try await updates.mail("First")
        try await queueAll(updates.site)
        try await worker.deliverDue(atMost: 1)
        let outcome = try await UpdateWriting(site: updates.site).save(
            UpdateForm(title: "Second", body: "Something else."),
            of: updates.petition,
            replacing: number,
            mark: 1,
            by: 9
        )
        guard case .saved = outcome else {
            Issue.record("the correction is not saved")
            return
        }
        try await mailing.test(number, of: updates.petition, to: UpdateSite.organiser, language: .english)
        try await worker.deliverDue(atMost: 1)
        try await worker.deliverDue(atMost: 1)
        #expect(courier.messages.map(\.subject) == ["First", "Test: Second", "First"])
        #expect(try await updates.progress(number).textNumber == 1)
        #expect(try await mailing.pause(number, of: updates.petition, by: organiser))
        await #expect(throws: Update.Refusal.changed) {
            try await mailing.resume(number, of: updates.petition, mark: 1, by: organiser)
        }
        #expect(try await mailing.resume(number, of: updates.petition, mark: 2, by: organiser))
        try await queueAll(updates.site)
        try await worker.deliverDue()
        #expect(courier.messages.map(\.subject) == ["First", "Test: Second", "First", "Second"])
    }

    // The sentence beside the box: at most twice a week
    @Test(arguments: TestDatabase.all)
    func `one that goes on counts as one that begins`(_ kind: TestDatabase) async throws {
        let updates = try await UpdateSite(kind)
        try await updates.sign(1)
        let mailing = UpdateMailing(site: updates.site)
        func resume(_ number: Int) async throws -> Bool {
            try await mailing.resume(number, of: updates.petition, mark: 1, by: organiser)
        }
        let first = try await updates.mail("First")
        #expect(try await mailing.pause(first, of: updates.petition, by: organiser))
        updates.test.advance(.days(7))
        for title in ["Second", "Third"] {
            _ = try await updates.mail(title)
            try await queueAll(updates.site)
        }
        let inAWeek = Samples.noon + .days(14)
        await #expect(throws: Update.Refusal.tooOften(until: inAWeek)) { try await resume(first) }
        #expect(try await updates.progress(first).state == .paused)
        updates.test.advance(.days(7))
        #expect(try await resume(first))
        #expect(try await resume(first) == false, "it is not stopped any more")
        #expect(try await updates.progress(first).beganAt == inAWeek)
        try await queueAll(updates.site)
        let fourth = try await updates.mail("Fourth")
        #expect(try await mailing.pause(first, of: updates.petition, by: organiser))
        await #expect(throws: Update.Refusal.sending) { try await resume(first) }
        try await queueAll(updates.site)
        await #expect(throws: Update.Refusal.tooOften(until: inAWeek + .days(7))) { try await updates.mail("Fifth") }
        #expect(try await updates.progress(fourth).sent == 0)
    }

    //
    @Test(arguments: TestDatabase.all)
    func `one that a backup had under way waits after the restore for somebody to let it go on`(
        _ kind: TestDatabase
    ) async throws {
        let updates = try await UpdateSite(kind)
        for number in 1...2 { try await updates.sign(number) }
        let number = try await updates.mail()
        let file = updates.test.folder.url.appending(path: "site.undersigned")
        let stream = try DurableStream(file)
        _ = try await BackingUp(database: updates.test.database, ambient: updates.site.ambient)
            .write(to: stream.descriptor)
        try stream.commit()
        let database = try await kind.makeEmpty(in: updates.test.folder.url, name: "restored")
        let handle = try FileHandle(forReadingFrom: file)
        _ = try await Restoring(into: database).run(handle.fileDescriptor)
        let site = try await updates.test.onAnotherMachine(database)
        #expect(try await UpdateMails(site: site).queueSome() == false)
        let restored = try await UpdateWriting(site: site)
            .file(number, of: updates.petition.slug, in: updates.campaignID)?.progress
        #expect(restored?.state == .paused && restored?.isRestored == true)
        #expect(try await UpdateMailing(site: site).resume(number, of: updates.petition, mark: 1, by: organiser))
        #expect(try await UpdateMails(site: site).queueSome())
        try database.close()
    }

    @Test(arguments: TestDatabase.all)
    func `a move to another database stops no mailing`(_ kind: TestDatabase) async throws {
        let updates = try await UpdateSite()
        try await updates.sign(1)
        let number = try await updates.mail()
        let target = try await kind.makeEmpty(in: updates.test.folder.url, name: "target")
        let migrating = Migrating(from: updates.test.database, to: target)
        _ = try await migrating.copy()
        try await migrating.finish()
        let mailing = try await target.read { [id = updates.petition.id] in try $0.updateMailings(of: id).first }
        #expect(mailing?.updateNumber == number && mailing?.state == .running && mailing?.isRestored == false)
    }
}

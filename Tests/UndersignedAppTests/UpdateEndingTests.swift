import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedMail
import UndersignedStore
import UndersignedTestSupport

/// P-06: no update reaches somebody whose consent is gone, whatever took it.
@Suite struct UpdateEndingTests {
    @Test(arguments: TestDatabase.all)
    func `who is asked once more after a hold gets no update that waited`(_ kind: TestDatabase) async throws {
        let updates = try await UpdateSite(kind)
        let holding = Holding(site: updates.site)
        try await holding.begin(updates.petition, domain: "example.org", perHour: "", by: 1)
        try await updates.sign(1)
        let number = try await updates.mail()
        while try await UpdateMails(site: updates.site).queueSome() {}
        #expect(try await updates.waitingCount() == 1)
        try await updates.test.database.write { transaction in
            _ = try transaction.rows("UPDATE signature SET text_version = 0 WHERE state = 'held'")
        }
        #expect(try await holding.release(updates.petition, by: 1) == 1)
        #expect(try await updates.consentCount() == 0)
        #expect(try await updates.waitingCount() == 0)
        #expect(try await updates.progress(number).sent == 0)
    }

    @Test(arguments: TestDatabase.all)
    func `a mail without a consent does not leave, and goes with the next press or hour`(
        _ kind: TestDatabase
    ) async throws {
        let updates = try await UpdateSite(kind)
        let tokens = [try await updates.sign(1), try await updates.sign(2), try await updates.sign(3)]
        let number = try await updates.mail()
        while try await UpdateMails(site: updates.site).queueSome() {}
        let ids = [try await updates.row(tokens[0]).id, try await updates.row(tokens[1]).id]
        // As if they had been taken back by a server's other transaction, which did not see the mails yet.
        try await updates.test.database.write { transaction in
            for id in ids { try transaction.rows("DELETE FROM consent WHERE signature_id = \(id)") }
        }
        let courier = AnsweringCourier(.accepted)
        try await updates.worker(courier).deliverDue()
        #expect(courier.messages.map(\.to) == ["person3@example.org"])
        #expect(try await updates.waitingCount() == 2)
        let petitionID = updates.petition.id
        #expect(try await updates.test.database.write { try $0.stopUpdates(to: ids[0], in: petitionID) } == false)
        #expect(try await updates.waitingCount() == 1)
        try await Housekeeping(site: updates.site).doDue()
        #expect(try await updates.waitingCount() == 0)
        let progress = try await updates.progress(number)
        #expect(progress.state == .done && progress.sent == 1)
    }
}

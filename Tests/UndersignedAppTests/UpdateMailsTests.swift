import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedMail
import UndersignedStore
import UndersignedTestSupport

/// Who gets an update: everybody who asked for it, once, and nobody else.
@Suite struct UpdateMailsTests {
    @Test func `of a thousand people in many states those get it who asked for it and still want it`() async throws {
        let updates = try await UpdateSite()
        let crowd = try await UpdateCrowd(updates, people: 1_000)
        let number = try await updates.mail()
        let courier = AnsweringCourier(.accepted)
        let worker = try updates.worker(courier)
        let mails = UpdateMails(site: updates.site)
        #expect(try await mails.queueSome())
        try await worker.deliverDue(atMost: 40)
        // Halfway some stop the mails, some take their signatures back, and from some mailboxes mail comes back.
        let reached = Set(courier.messages.map(\.to))
        #expect(reached.count == 40)
        try await crowd.leave()
        while try await mails.queueSome() { try await worker.deliverDue() }
        try await worker.deliverDue()
        let addresses = courier.messages.map(\.to)
        #expect(addresses.count == Set(addresses).count, "each once")
        #expect(Set(addresses) == crowd.stayed.union(crowd.left.intersection(reached)))
        #expect(Set(addresses).isDisjoint(with: crowd.never))
        let progress = try await updates.progress(number)
        #expect(progress.state == .done && progress.sent == addresses.count && progress.failed == 0)
        // Another update finds those who are still there.
        updates.test.advance(.days(1))
        _ = try await updates.mail("Second")
        while try await mails.queueSome() { try await worker.deliverDue() }
        #expect(Set(courier.messages.dropFirst(addresses.count).map(\.to)) == crowd.stayed)
    }

    @Test func `a crash at any write loses nobody and writes to nobody twice`() async throws {
        let updates = try await UpdateSite()
        for number in 0..<230 { try await updates.sign(number) }
        let everybody = Set((0..<230).map { "person\($0)@example.org" })
        for moment in [CrashingDatabase.Moment.beforeCommit, .afterCommit] {
            for write in 1...5 {
                updates.test.advance(.days(8))
                _ = try await updates.mail("Write \(write)")
                let crashing = CrashingDatabase(updates.test.database, at: write, moment)
                let first = UpdateMails(site: try updates.site(on: crashing))
                await #expect(throws: (any Error).self) {
                    while try await first.queueSome() {}
                    // The slices are over: what is left of the writes belongs to nothing.
                    throw CrashingDatabase.Crash()
                }
                // Another process goes on with what is on the disk.
                let second = UpdateMails(site: updates.site)
                while try await second.queueSome() {}
                let waiting = try await updates.waiting()
                #expect(waiting.count == 230, "\(moment), write \(write)")
                #expect(Set(waiting) == everybody)
                try await updates.forgetMails()
            }
        }
    }

    @Test func `a crash while mails leave sends again only what no server was known to have, under the same id`()
        async throws
    {
        let updates = try await UpdateSite()
        for number in 0..<30 { try await updates.sign(number) }
        _ = try await updates.mail()
        while try await UpdateMails(site: updates.site).queueSome() {}
        let courier = AnsweringCourier(.accepted)
        for write in [1, 4, 9] {
            let crashing = CrashingDatabase(updates.test.database, at: write, .beforeCommit)
            await #expect(throws: (any Error).self) { try await updates.worker(courier, on: crashing).deliverDue() }
        }
        try await updates.worker(courier).deliverDue()
        let byAddress = Dictionary(grouping: courier.messages, by: \.to)
        #expect(byAddress.count == 30)
        #expect(byAddress.values.allSatisfy { Set($0.map(\.messageID)).count == 1 })
        #expect(courier.messages.count <= 30 + 3 * 4, "at most what was under way at each crash")
    }

    @Test func `who stops the mails while they are being made gets none`() async throws {
        let updates = try await UpdateSite()
        let (leaves, _) = (try await updates.sign(1), try await updates.sign(2))
        let number = try await updates.mail()
        let id = try await updates.row(leaves).id
        // Between reading the list and writing the mails.
        let late = LateDatabase(base: updates.test.database) {
            try await updates.test.database.write { _ = try $0.stopUpdates(to: id, in: leaves.petitionID) }
        }
        #expect(try await UpdateMails(site: try updates.site(on: late)).queueSome())
        #expect(try await updates.waiting() == ["person2@example.org"])
        try await updates.worker(AnsweringCourier(.accepted)).deliverDue()
        #expect(try await updates.progress(number).sent == 1, "the mail that was not made is not counted")
    }

    @Test func `who asks for updates while the mails are being made pushes nobody out`() async throws {
        let updates = try await UpdateSite()
        let early = try await updates.sign(0, wantsUpdates: false)
        let readers = 1...UpdateMails.sliceLimit
        for number in readers { try await updates.sign(number) }
        _ = try await updates.mail()
        let consents = UpdateConsents(site: updates.site)
        let sentence = try Samples.required(try await consents.sentence(of: updates.petition, in: "en"))
        let late = LateDatabase(base: updates.test.database) {
            _ = try await consents.choose(
                true,
                early,
                shown: sentence.consent.wordingHash,
                language: .english
            )
        }
        #expect(try await UpdateMails(site: try updates.site(on: late)).queueSome())
        #expect(try await updates.consentCount() == readers.count + 1)
        #expect(Set(try await updates.waiting()) == Set(readers.map { "person\($0)@example.org" }))
    }

    @Test func `two loops at once write to nobody twice`() async throws {
        let updates = try await UpdateSite()
        for number in 0..<130 { try await updates.sign(number) }
        _ = try await updates.mail()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { while try await UpdateMails(site: updates.site).queueSome() {} } }
            try await group.waitForAll()
        }
        while try await UpdateMails(site: updates.site).queueSome() {}
        let waiting = try await updates.waiting()
        #expect(waiting.count == 130 && Set(waiting).count == 130)
    }

    @Test func `while a thousand wait, or other mails do, no more are made`() async throws {
        let updates = try await UpdateSite()
        try await updates.sign(1)
        for number in 2..<52 { _ = try await updates.test.sign(UpdateSite.person(number), updates.petition) }
        _ = try await updates.mail()
        #expect(try await UpdateMails(site: updates.site).queueSome() == false, "a hundred other mails are due")
        try await updates.forgetMails()
        try await updates.test.database.write { [id = updates.petition.id] transaction in
            for number in 0..<UpdateMails.waitingLimit {
                let mail = OutboxMail(
                    petitionID: id,
                    kind: .update,
                    messageID: "<\(number)@x>",
                    keyHour: 0,
                    sealed: [1]
                )
                try transaction.enqueueUpdate(mail, about: 1, signatureID: 1, at: Samples.noon)
            }
        }
        #expect(try await UpdateMails(site: updates.site).queueSome() == false)
    }

    // DESIGN 11.17
    @Test func `an update that comes back only stops mail, and its signatory gets none any more`() async throws {
        let address = try Samples.required(BounceAddress("bounces+{}@example.org"))
        let updates = try await UpdateSite(bounceAddress: address)
        let token = try await updates.sign(1)
        _ = try await updates.mail()
        while try await UpdateMails(site: updates.site).queueSome() {}
        let path = try Samples.required(try await updates.test.mails().first?.payload.returnPath)
        try await updates.worker(AnsweringCourier(.accepted)).deliverDue()
        let report = BounceReport(
            recipient: path,
            action: "failed",
            status: try Samples.required(DeliveryStatus("5.1.1")),
            address: address
        )
        #expect(try await Bounces(site: updates.site).take(Samples.required(report)))
        #expect(try await updates.row(token).state == .counted)
        _ = try await updates.mail("Second")
        while try await UpdateMails(site: updates.site).queueSome() {}
        #expect(try await updates.waiting().isEmpty)
    }
}

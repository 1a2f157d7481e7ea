import Synchronization
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedMail
import UndersignedStore
import UndersignedTestSupport

/// M-05: how updates leave: behind everything else, and a few a minute to each receiving domain.
@Suite struct UpdateLaneTests {
    /// People at two domains, with an update queued for all.
    private func queued(_ people: Int) async throws -> UpdateSite {
        let updates = try await UpdateSite()
        for number in 0..<people {
            var form = UpdateSite.person(number)
            if number % 4 == 0 { form.email = "person\(number)@small.example" }
            let token = try Samples.required(try await updates.test.ask(form, updates.petition))
            _ = try await Links(site: updates.site).confirm(token, textVersion: 1)
            try await updates.forgetMails()
        }
        _ = try await updates.mail()
        while try await UpdateMails(site: updates.site).queueSome() {}
        return updates
    }

    @Test func `twenty a minute go to a domain, and one domain keeps no other back`() async throws {
        let updates = try await queued(80)
        let courier = AnsweringCourier(.accepted)
        let worker = try updates.worker(courier, pace: MailPace.Limits())
        var minutes: [[String: Int]] = []
        for _ in 0..<4 {
            let before = courier.messages.count
            try await worker.deliverDue()
            let domains = courier.messages.dropFirst(before).map {
                $0.to.split(separator: "@").last.map(String.init) ?? ""
            }
            minutes.append(Dictionary(domains.map { ($0, 1) }, uniquingKeysWith: +))
            updates.test.advance(.minutes(1))
        }
        #expect(minutes[0] == ["example.org": 20, "small.example": 20])
        #expect(minutes[1] == ["example.org": 20] && minutes[2] == ["example.org": 20] && minutes[3] == [:])
    }

    @Test func `a domain that puts mail off gets less, and its mails come later`() async throws {
        let updates = try await queued(40)
        let worker = try updates.worker(AnsweringCourier(.refusedForNow(reply: "421")), pace: MailPace.Limits())
        try await worker.deliverDue()
        let tried = try await updates.test.database.read {
            try $0.rows("SELECT id FROM outbox WHERE attempts > 0").count
        }
        #expect(tried <= 8, "after the first refusals of a domain none of its mails is tried in that minute")
        #expect(try await updates.waiting().count == 40)
    }

    @Test func `a confirmation never waits for an update that leaves after it was asked for`() async throws {
        let updates = try await queued(60)
        let courier = OrderedCourier()
        let worker = try updates.worker(courier)
        // Somebody asks while the updates are leaving.
        courier.onFirst = { [petition = updates.petition] in
            _ = try? await Signing(site: updates.site)  // an ask that failed shows as a mail that is missing
                .ask(Samples.amina, petition: petition, language: .english)
        }
        try await worker.deliverDue()
        let place = try Samples.required(courier.subjects.firstIndex { $0.hasPrefix("Confirm") })
        #expect(place <= 4, "behind those that were under way: \(place)")
        #expect(courier.subjects.count == 61)
    }

    @Test func `stopped mails stay where they are, and go on from there`() async throws {
        let updates = try await queued(30)
        let (mailing, organiser) = (UpdateMailing(site: updates.site), UpdateSite.organiser.id)
        let courier = AnsweringCourier(.accepted)
        let worker = try updates.worker(courier)
        try await worker.deliverDue(atMost: 8)
        #expect(try await mailing.pause(1, of: updates.petition, by: organiser))
        try await worker.deliverDue()
        #expect(courier.messages.count == 8)
        let progress = try await updates.progress(1)
        #expect(progress.state == .paused && progress.sent == 8 && progress.waiting == 22)
        #expect(try await mailing.pause(1, of: updates.petition, by: organiser) == false)
        #expect(try await mailing.resume(1, of: updates.petition, mark: 1, by: organiser))
        while try await UpdateMails(site: updates.site).queueSome() {}
        try await worker.deliverDue()
        #expect(Set(courier.messages.map(\.to)).count == 30 && courier.messages.count == 30)
        #expect(try await updates.progress(1).state == .done)
    }
}

/// Takes every mail, and does something while it takes the first one.
private final class OrderedCourier: Courier {
    private let taken = Mutex<[String]>([])
    private let first = Mutex<(@Sendable () async -> Void)?>(nil)

    var onFirst: (@Sendable () async -> Void)? {
        get { first.withLock { $0 } }
        set { first.withLock { $0 = newValue } }
    }

    func deliver(_ message: MailMessage) async -> Delivery {
        let work = first.withLock { work -> (@Sendable () async -> Void)? in
            defer { work = nil }
            return work
        }
        await work?()
        taken.withLock { $0.append(message.subject) }
        return .accepted
    }

    var subjects: [String] { taken.withLock { $0 } }
}

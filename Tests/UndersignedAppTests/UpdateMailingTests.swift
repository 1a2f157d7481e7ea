import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedMail
import UndersignedStore
import UndersignedTestSupport

/// Organisers write, publish, correct and send updates.
@Suite struct UpdateMailingTests {
    private let organiser = UpdateSite.organiser.id

    private func saved(
        _ updates: UpdateSite,
        _ title: String = "News",
        _ body: String = "It moved."
    ) async throws -> Int {
        let outcome = try await UpdateWriting(site: updates.site)
            .save(UpdateForm(title: title, body: body), of: updates.petition, replacing: nil, mark: 0, by: organiser)
        guard case .saved(let number) = outcome else { throw NotSaved() }
        return number
    }

    private struct NotSaved: Error {}

    @Test func `what cannot be sent is refused, and nothing is published`() async throws {
        let updates = try await UpdateSite()
        let mailing = UpdateMailing(site: updates.site)
        let number = try await saved(updates)
        func refusal(_ number: Int, mark: Int = 1) async -> Update.Refusal? {
            await #expect(throws: Update.Refusal.self) {
                try await mailing.begin(number, of: updates.petition, mark: mark, by: organiser)
            }
        }
        #expect(await refusal(number) == .nobody)
        try await updates.sign(1)
        #expect(await refusal(number, mark: 2) == .changed)
        #expect(try await UpdateReading(site: updates.site).published(of: updates.petition).isEmpty)
        try await mailing.begin(number, of: updates.petition, mark: 1, by: organiser)
        #expect(await refusal(number) == .mailed)
        let second = try await saved(updates, "Second")
        #expect(await refusal(second) == .sending)
        while try await UpdateMails(site: updates.site).queueSome() {}
        try await mailing.begin(second, of: updates.petition, mark: 1, by: organiser)
        while try await UpdateMails(site: updates.site).queueSome() {}
        let third = try await saved(updates, "Third")
        #expect(await refusal(third) == .tooOften(until: Samples.noon + .days(7)))
        updates.test.advance(.days(7))
        try await mailing.begin(third, of: updates.petition, mark: 1, by: organiser)
        let draft = try await updates.test.draft(Samples.petition("not-open"))
        await #expect(throws: Update.Refusal.notOpen) {
            try await mailing.begin(1, of: draft, mark: 1, by: organiser)
        }
    }

    @Test func `a text is public once, a correction keeps what stood before, and who writes too late loses nothing`()
        async throws
    {
        let updates = try await UpdateSite()
        let writing = UpdateWriting(site: updates.site)
        let number = try await saved(updates)
        func save(_ body: String, mark: Int) async throws -> UpdateWriting.Outcome {
            let form = UpdateForm(title: "News", body: body)
            return try await writing.save(form, of: updates.petition, replacing: number, mark: mark, by: organiser)
        }
        guard case .saved = try await save("Second text.", mark: 1),
            case .clash(let stands) = try await save("Late.", mark: 1)
        else { throw NotSaved() }
        #expect(stands.body == "Second text.")
        await #expect(throws: Update.Refusal.changed) {
            try await writing.publish(number, of: updates.petition, mark: 1, by: organiser)
        }
        try await writing.publish(number, of: updates.petition, mark: 2, by: organiser)
        await #expect(throws: Update.Refusal.published) {
            try await writing.publish(number, of: updates.petition, mark: 2, by: organiser)
        }
        updates.test.advance(.hours(1))
        guard case .saved = try await save("Second text.", mark: 2) else { throw NotSaved() }
        let reading = UpdateReading(site: updates.site)
        #expect(try await reading.whole(number, of: updates.petition)?.update.correctedAt == nil, "nothing changed")
        guard case .saved = try await save("Corrected.", mark: 2) else { throw NotSaved() }
        let whole = try Samples.required(try await reading.whole(number, of: updates.petition))
        #expect(whole.update.text.body == "Corrected." && whole.update.correctedAt == Samples.noon + .hours(1))
        #expect(whole.earlier.map(\.text.body) == ["Second text."], "drafts and late texts were never public")
        let file = try Samples.required(
            try await writing.file(number, of: updates.petition.slug, in: updates.campaignID)
        )
        #expect(file.texts.map(\.text.body) == ["Corrected.", "Late.", "Second text.", "It moved."])
        let acts = try await Trail(site: updates.site).lines(before: nil, limit: 4).map(\.event.act)
        #expect(acts == [.updateCorrected, .updatePublished, .updateSaved, .updateSaved])
        #expect(try await writing.file(number, of: updates.petition.slug, in: 999) == nil, "of another campaign")
    }

    @Test func `a test mail goes to the organiser alone, is marked, and its address takes nobody off`() async throws {
        let updates = try await UpdateSite()
        try await updates.sign(1)
        let number = try await saved(updates)
        let account = UpdateSite.organiser
        try await UpdateMailing(site: updates.site).test(number, of: updates.petition, to: account, language: .english)
        let courier = AnsweringCourier(.accepted)
        try await updates.worker(courier).deliverDue()
        #expect(courier.messages.map(\.to) == ["dana@example.org"])
        let mail = try Samples.required(courier.messages.first)
        #expect(mail.subject == "Test: News")
        let token = try Samples.required(
            mail.list?.unsubscribe.split(separator: "/").last.flatMap { UnsubscribeToken($0) }
        )
        #expect(try await Unsubscribing(site: updates.site).stop(token) != nil)
        #expect(try await updates.consentCount() == 1)
        #expect(try await UpdateReading(site: updates.site).published(of: updates.petition).isEmpty)
    }

    @Test func `a mail says who writes, why, and how it stops; it loads nothing and counts nothing`() async throws {
        let address = try Samples.required(BounceAddress("bounces+{}@example.org"))
        let updates = try await UpdateSite(bounceAddress: address)
        try await updates.sign(1)
        _ = try await updates.mail("Türen <offen>")
        while try await UpdateMails(site: updates.site).queueSome() {}
        let courier = AnsweringCourier(.accepted)
        try await updates.worker(courier).deliverDue()
        let mail = try Samples.required(courier.messages.first)
        #expect(mail.subject == "Türen <offen>")
        #expect(mail.text.contains("You signed “Keep the library open” and asked to hear"))
        #expect(mail.text.contains("Readers' Union writes:") && mail.text.contains("Hello Person 1,"))
        let page = "https://petitions.example.org/petitions/save-the-library/updates/1"
        #expect(mail.text.contains(page) && mail.html.contains("href=\"\(page)\""))
        #expect(mail.html.contains("Türen &lt;offen&gt;"))
        #expect(["<img", "src=", "<style", "url(", "<link"].allSatisfy { !mail.html.contains($0) })
        #expect(![mail.subject, mail.text, mail.html].joined().contains(/[⟦⟧{}]/), "every word is in the catalogue")
        let list = try Samples.required(mail.list)
        #expect(list.id == "save-the-library.updates.example.org")
        #expect(list.unsubscribe.hasPrefix("https://petitions.example.org/u/") && mail.text.contains(list.unsubscribe))
        #expect(list.unsubscribeMail?.hasPrefix("mailto:bounces%2B") == true)
        #expect(address.code(of: mail.envelopeSender) != nil)
        #expect(try !mail.rendered().isEmpty)
    }

    @Test func `a mailing whose key is not here is stopped, and keeps no other one waiting`() async throws {
        let updates = try await UpdateSite()
        try await updates.sign(1)
        let number = try await updates.mail()
        let moved = try await updates.test.onAnotherMachine(updates.test.database)
        let keys = updates.test.folder.url.appending(path: "keys-of-another-machine/\(updates.petition.slug)")
        try FileManager.default.removeItem(at: keys)
        #expect(try await UpdateMails(site: moved).queueSome())
        #expect(try await updates.progress(number).state == .paused)
        await #expect(throws: Update.Refusal.noKey) {
            try await UpdateMailing(site: moved)
                .test(number, of: updates.petition, to: UpdateSite.organiser, language: .english)
        }
    }
}

import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedMail
import UndersignedStore
import UndersignedTestSupport

/// P-25: a mail about a sensitive petition tells whoever sees the mailbox nothing of it.
struct DiscreetMailTests {
    private static let title = "Keep the library open"
    private static let sender = Mailbox(name: "Zebra Campaigns", address: "mail@petitions.example.org")

    private func sheet() -> PetitionSheet {
        var sheet = Samples.library
        sheet.discretion = PetitionSheet.Discretion(isSensitive: true)
        return sheet
    }

    private func mail(_ kind: OutboxMail.Kind) throws -> MailMessage {
        let link = [.update, .updateTest].contains(kind) ? "/u/TOKEN" : "/s/TOKEN"
        let payload = OutboxPayload(
            address: "amina@example.org",
            link: "https://petitions.example.org" + link,
            name: "Amina",
            language: "en"
        )
        let waiting = OutboxMail(petitionID: 12, kind: kind, messageID: "<a@example.org>", keyHour: 0, sealed: [])
        let address = SiteAddress("https://petitions.example.org")
        let text = UpdateText(number: 1, title: "The council met", body: "It listened.")
        return try OutboxComposer(from: Self.sender, updates: UpdateComposer(address: address)).message(
            for: WaitingMail(id: 1, mail: waiting, attempts: 0, queuedAt: Samples.noon),
            payload,
            about: sheet(),
            update: [.update, .updateTest].contains(kind) ? OutboxUpdate(number: 3, text: text, sender: "Readers") : nil
        )
    }

    @Test(arguments: OutboxMail.Kind.allCases)
    func `no part of it names the petition, those addressed, the site or an update`(kind: OutboxMail.Kind) throws {
        let mail = try mail(kind)
        let source = String(decoding: try mail.rendered(), as: UTF8.self)
        for words in [Self.title, "save-the-library", "council", "library", "sign", "petition:", "Zebra", "Readers"] {
            let found = source.replacing("petitions.example.org", with: "").lowercased()
            #expect(!found.contains(words.lowercased()), "\(words)")
        }
        #expect(mail.from.name == nil)
        #expect(![mail.subject, mail.text, mail.html].joined().contains(/[⟦⟧{}]/), "every word is in the catalogue")
    }

    @Test func `an update's mail leads to an address without a name, and to the one that stops it`() throws {
        let mail = try mail(.update)
        #expect(mail.text.contains("https://petitions.example.org/n/12/3"))
        #expect(mail.text.contains("https://petitions.example.org/u/TOKEN"))
        #expect(
            mail.list?.id == "updates.petitions.example.org" && mail.list?.unsubscribe.hasSuffix("/u/TOKEN") == true
        )
    }

    @Test func `the subject of the first mail is the neutral one`() throws {
        #expect(try mail(.confirm).subject == "Please confirm your email address")
    }
}

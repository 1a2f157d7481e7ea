import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedMail
import UndersignedStore

struct OutboxComposerTests {
    private func mail(
        _ kind: OutboxMail.Kind,
        name: String = "Amina",
        title: String = "Save the library",
        address: String = "amina@example.org",
        language: String = "en",
        targets: Int = 1
    ) throws -> MailMessage {
        let slug = try #require(Slug("save-the-library"))
        let councils = (1...targets).map { number in
            Target(
                id: slug,
                name: targets == 1 ? "Council <of> it" : "Council \(number)",
                role: nil,
                organisation: nil,
                standing: .noAnswer,
                answer: nil
            )
        }
        let sheet = PetitionSheet(slug: slug, title: title, letter: "", to: councils, from: "You", language: "en")
        let payload = OutboxPayload(
            address: address,
            link: "https://petitions.example.org/s/TOKEN",
            name: name,
            language: language
        )
        let waiting = OutboxMail(
            petitionID: 1,
            kind: kind,
            messageID: "<abc@petitions.example.org>",
            keyHour: 0,
            sealed: []
        )
        return try OutboxComposer(from: OutboxFixture.from).message(
            for: WaitingMail(id: 1, mail: waiting, attempts: 0, queuedAt: Moment(seconds: 1_529_503_509)),
            payload,
            about: sheet
        )
    }

    // M-02; a code has no link, and names nothing (MemberIssuingTests).
    @Test(arguments: OutboxMail.Kind.allCases.filter { ![.update, .updateTest, .memberCode].contains($0) })
    func `a mail is small, has one link, loads nothing and tells nobody`(kind: OutboxMail.Kind) throws {
        let mail = try mail(kind)
        #expect(try mail.rendered().count < 20_000)
        #expect(mail.text.ranges(of: "://").count == 1)
        #expect(mail.html.ranges(of: "href=").count == 1)
        #expect(mail.html.ranges(of: "://").count == 2, "the link's address and its text")
        #expect(["<img", "src=", "<style", "url(", "<link"].allSatisfy { !mail.html.contains($0) })
        #expect(![mail.subject, mail.text, mail.html].joined().contains(/[⟦⟧{}]/), "every word is in the catalogue")
        // An invitation names no petition: it is about a campaign, and its reader may sign nothing.
        let isNamed = mail.html.contains("Council &lt;of&gt; it")
        #expect(isNamed == (kind != .invitation))
        #expect(mail.text.contains("Hello Amina,"))
    }

    @Test(arguments: [
        (2, "Council 1 and Council 2"), (3, "Council 1, Council 2 and Council 3"),
        (4, "Council 1, Council 2 and 2 others"),
    ])
    func `all of those addressed are named, in words of the catalogue`(_ count: Int, _ words: String) throws {
        for kind in OutboxMail.Kind.allCases where ![.update, .updateTest].contains(kind) {
            let mail = try mail(kind, targets: count)
            #expect(![mail.subject, mail.text, mail.html].joined().contains(/[⟦⟧{}]/), "\(kind)")
            if kind == .confirm { #expect(mail.text.contains(words), "\(mail.text)") }
        }
    }

    @Test func `the kinds say what they are for`() throws {
        #expect(try mail(.confirm).subject == "Confirm your signature: Save the library")
        #expect(try mail(.confirm).text.contains("7 days"))
        #expect(try mail(.receipt).subject == "You have signed: Save the library")
        #expect(try mail(.manage).subject == "You have already signed: Save the library")
    }

    /// A stranger's name in a mail to somebody else's address is no place for an advertisement.
    @Test(arguments: [
        "http://spam.example.org", "www.example.org", "Win at example.org now", "WWW.spam", "spam．example．com",
        "spam。example。com", "a@example.org", "Call 0900 123456", "see <b>", "example.org/x", "hxxp:\\\\example",
        String(repeating: "buy ", count: 20), "line\nbreak", "",
    ])
    func `a name that could be an advertisement is not greeted`(name: String) throws {
        let mail = try mail(.confirm, name: name)
        #expect(mail.text.hasPrefix("Hello,\n"))
        #expect(name.isEmpty || !mail.html.contains(name))
    }

    @Test(arguments: [
        "J. R. R. Tolkien", "J.R.R. Tolkien", "Amina e.V.", "O’Brien", "Нина П.", "李小龍", "علی‌رضا", "Anna-Lena III.",
    ])
    func `a name is greeted as it was typed`(name: String) throws {
        #expect(try mail(.confirm, name: name).text.hasPrefix("Hello \(name),\n"))
    }

    @Test func `a title of any shape makes a mail that can be sent`() throws {
        for title in ["A\r\nBcc: all@example.org", "a\u{2028}b\0c", String(repeating: "lang ", count: 500), "🪧 ص é"] {
            let mail = try mail(.confirm, title: title)
            #expect(try !mail.rendered().isEmpty)
        }
    }

    @Test func `a domain in another script goes out in ASCII`() throws {
        #expect(try mail(.confirm, address: "amina@bücher.example").to == "amina@xn--bcher-kva.example")
    }

    @Test func `an unknown language falls back to the base`() throws {
        #expect(try mail(.confirm, language: "xx").language == "en")
        #expect(try mail(.confirm, language: "en-GB").language == "en")
    }
}

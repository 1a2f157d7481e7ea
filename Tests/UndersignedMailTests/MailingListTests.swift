import Foundation
import Testing
import UndersignedCore
import UndersignedMail

/// M-01: how a mail to many says how one leaves.
struct MailingListTests {
    static let address = "https://petitions.example.org/u/" + String(repeating: "A", count: 43)

    private func header(_ list: MailingList) throws -> [String] {
        var mail = MailMessage.sample()
        mail.list = list
        let text = String(decoding: try mail.rendered(), as: UTF8.self)
        return text.components(separatedBy: "\r\n\r\n")[0].replacing("\r\n ", with: " ").components(separatedBy: "\r\n")
    }

    @Test func `both ways out, one click and the list's name stand in the header`() throws {
        let mailto = "mailto:bounces%2Babc@example.org?subject=unsubscribe%20AAAA"
        let list = MailingList(id: "library.updates.example.org", unsubscribe: Self.address, unsubscribeMail: mailto)
        let lines = try header(list)
        #expect(lines.contains("List-Unsubscribe: <\(Self.address)>, <\(mailto)>"))
        #expect(lines.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"))
        #expect(lines.contains("List-Id: <library.updates.example.org>"))
        #expect(lines.contains("Precedence: bulk"))
        #expect(!lines.contains { $0.hasPrefix("Auto-Submitted") }, "people wrote it")
    }

    @Test func `without an address that mail reaches there is the web address alone, and other mails have none`() throws
    {
        let list = MailingList(id: "library.updates.example.org", unsubscribe: Self.address)
        #expect(try header(list).contains("List-Unsubscribe: <\(Self.address)>"))
        let plain = String(decoding: try MailMessage.sample().rendered(), as: UTF8.self)
        #expect(!plain.contains("List-") && plain.contains("Auto-Submitted: auto-generated"))
    }

    // S-09
    @Test(arguments: ["a>\r\nBcc: x@example.org", "a b", "a,b", "<a", "ä", ""])
    func `nothing in it ends the header or an address`(text: String) {
        var mail = MailMessage.sample()
        for list in [
            MailingList(id: text, unsubscribe: Self.address), MailingList(id: "a", unsubscribe: text),
            MailingList(id: "a", unsubscribe: Self.address, unsubscribeMail: text),
        ] {
            mail.list = list
            #expect(throws: MailProblem.self) { try mail.rendered() }
        }
    }
}

extension MailingListTests {
    @Test func `a mail server gets the header whole, and its parser finds no fault`() async throws {
        let sink = try MailSink()
        var mail = MailMessage.sample()
        mail.list = MailingList(
            id: "library.updates.example.org",
            unsubscribe: Self.address,
            unsubscribeMail: "mailto:bounces%2Babc@example.org?subject=unsubscribe%20"
                + String(repeating: "A", count: 43)
        )
        let courier = SMTPCourier(SMTPSettings(host: "127.0.0.1", port: sink.port, security: .insecure))
        #expect(await courier.deliver(mail) == .accepted)
        let message = try #require(try sink.close().flatMap(\.messages).first)
        let wanted = ["List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Precedence"]
        #expect(message.read.names.filter { wanted.contains($0) } == wanted && message.read.defects.isEmpty)
        #expect(String(decoding: message.message, as: UTF8.self).contains("List-Unsubscribe: <\(Self.address)>,"))
    }
}

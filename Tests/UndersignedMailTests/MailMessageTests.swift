import Foundation
import Testing
import UndersignedMail

private let headerNames = [
    "Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Auto-Submitted", "Content-Language",
    "Content-Type",
]

struct MailMessageTests {
    /// Line breaks in every dress, and what else a header must not hold (S-09).
    static let forbidden = [
        "\r\nBcc: all@example.org", "\n", "\r", "\0", "\u{2028}", "\u{2029}", "\u{85}", "\u{7F}", "\t",
    ]

    @Test(arguments: forbidden)
    func `S-09 a control character in any header value is refused`(piece: String) {
        let hostile: [MailMessage] = [
            .sample(fromName: "A" + piece), .sample(to: "amina\(piece)@example.org"), .sample(subject: "B" + piece),
            .sample(to: "amina@example.org\(piece)"), .sample(messageID: "<a\(piece)@example.org>"),
        ]
        for message in hostile {
            #expect(throws: MailProblem.self) { try message.rendered() }
        }
        var language = MailMessage.sample()
        language.language = "en" + piece
        #expect(throws: MailProblem.self) { try language.rendered() }
        var sender = MailMessage.sample()
        sender.envelopeSender = "b\(piece)@example.org"
        #expect(throws: MailProblem.self) { try sender.rendered() }
    }

    @Test(arguments: [
        "", "amina", "@example.org", "amina@", "a@b@c", "a b@example.org", "<amina@example.org>", "amina@example.org>",
        "amina@example.org> SIZE=1", "a,b@example.org", "\"a b\"@example.org", ".a@example.org", "a..b@example.org",
        "amina@example.org.", "amina@[127.0.0.1]", "a\u{200B}@example.org", "a\u{3000}@example.org",
        String(repeating: "a", count: 250) + "@example.org",
    ])
    func `an address that would need quoting is refused`(address: String) {
        #expect(throws: MailProblem.unusableAddress(.to)) { try MailMessage.sample(to: address).rendered() }
    }

    @Test func `a site that has only an IPv6 address can send mail`() throws {
        let bytes = try MailMessage.sample(messageID: "<abc@[::1]>").rendered()
        #expect(String(decoding: bytes, as: UTF8.self).contains("Message-ID: <abc@[::1]>\r\n"))
    }

    @Test func `percent signs are ordinary characters`() throws {
        let message = MailMessage.sample(fromName: "%0d%0aBcc: all", subject: "%0d%0aBcc: all@example.org")
        #expect(try headerLines(of: message.rendered()).names == headerNames)
    }

    // S-09: 10⁵ cases. Whatever a person typed, the header set is the expected one or there is no mail.
    @Test func `S-09 no hostile text adds a header`() throws {
        var chance = SplitMix(state: 20_180_620)
        let pieces = [
            "\r", "\n", "\r\n", "\0", "\u{2028}", "\u{2029}", "\u{85}", "\u{B}", "\u{C}", "\u{1B}", "%0d%0a",
            "=?utf-8?Q?=0D=0A?=", "Bcc: x@example.org",
            ":", " ", "  ", "é", "ص", "🪧", "\"", "\\", "<", ">", "@", ",", ";", "a", "Amina", "e\u{301}", "\u{200F}",
            ".", "=", "?=",
        ]
        func hostile() -> String {
            let first = Int.random(in: 0...2, using: &chance) == 0 ? 0 : 10
            return (0..<Int.random(in: 0...12, using: &chance)).map { _ in
                pieces[Int.random(in: first..<pieces.count, using: &chance)]
            }.joined()
        }
        var writtenCount = 0
        for _ in 1...100_000 {
            let message = MailMessage.sample(fromName: hostile(), subject: hostile(), text: "a", html: "b")
            let isForbidden = (message.subject + (message.from.name ?? "")).unicodeScalars.contains {
                [.control, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
            }
            do {
                let lines = try headerLines(of: message.rendered())
                writtenCount += 1
                let isSound = !isForbidden && lines.names == headerNames && lines.longest <= 78
                if !isSound { Issue.record("\(message.subject.debugDescription) \(message.from)") }
            } catch {
                if !isForbidden { Issue.record("\(error) \(message.subject.debugDescription)") }
            }
        }
        #expect(writtenCount > 10_000)
    }

    @Test func `what is read is what was written, and the wire doubles dots`() async throws {
        let sink = try MailSink()
        let text =
            "Gr\u{FC}\u{DF}e, 署名 🪧\n.\n..two dots\n.bcc\ntrailing blank \nFrom here\n"
            + String(repeating: "x", count: 200) + "=\n"
        let message = MailMessage.sample(
            fromName: "Rettet die Bücherei \"am Markt\" \\ e.V., Ortsgruppe Köln-Mülheim",
            subject: "Bestätigen Sie Ihre Unterschrift: „Rettet die Bücherei am Markt“ — bis Sonntag",
            text: text,
            html: "<p>\(String(repeating: "شما ", count: 100))</p>\n"
        )
        let courier = SMTPCourier(SMTPSettings(host: "127.0.0.1", port: sink.port, security: .insecure))
        #expect(await courier.deliver(message) == .accepted)
        let received = try #require(try sink.close().first?.messages.first)
        #expect(received.message == Data(try message.rendered()))
        #expect(received.wire != received.message)
        #expect(received.read.names == headerNames)
        #expect(received.read.defects.isEmpty)
        #expect(received.read.subject == message.subject)
        #expect(received.read.from == [message.from.name, message.from.address])
        #expect(received.read.to == [message.to])
        #expect(received.read.text == text)
        #expect(received.read.html == message.html)
        #expect(received.read.date == "2018-06-20T14:05:09+00:00")
        let wire = String(decoding: received.message, as: UTF8.self)
        #expect(wire.contains("Auto-Submitted: auto-generated\r\n"))
        #expect(wire.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    }

    // S-09 through a real server: exactly one recipient and the expected headers.
    @Test func `a real server sees one recipient whatever the name and subject`() async throws {
        let sink = try MailSink()
        var settings = SMTPSettings(host: "127.0.0.1", port: sink.port, security: .insecure)
        settings.connectionLimit = 1
        let courier = SMTPCourier(settings)
        let pieces = [
            "é", "\"", "\\", ">", "<b@example.org>", ",", ";", "%0d%0a", "=?utf-8?B?", "?=", " ", "Bcc:", "\u{202E}",
            ".", "🪧", "ab",
        ]
        var chance = SplitMix(state: 7)
        func hostile() -> String {
            (1...12).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &chance)] }.joined()
        }
        let sent = (1...300).map { _ in
            MailMessage.sample(
                fromName: hostile(),
                subject: hostile(),
                text: ".\n\(hostile())\n",
                html: hostile() + "\n"
            )
        }
        for message in sent {
            #expect(await courier.deliver(message) == .accepted)
        }
        let received = try sink.close().flatMap(\.messages)
        #expect(received.count == 300)
        for (message, copy) in zip(sent, received) {
            #expect(copy.recipients == ["RCPT TO:<amina@example.org>"])
            #expect(copy.read.names == headerNames)
            #expect(copy.read.text == message.text)
            #expect(copy.read.from == [message.from.name, message.from.address])
            #expect(copy.read.subject == message.subject)
        }
    }

    /// Every kind of break starts a line here, so that a stray one shows up as a name that is not expected.
    private func headerLines(of bytes: [UInt8]) -> (names: [String], longest: Int) {
        var names: [String] = []
        var longest = 0
        var start = 0
        for place in bytes.indices where bytes[place] == 0x0D || bytes[place] == 0x0A {
            let line = bytes[start..<place]
            if line.isEmpty, bytes[max(0, place - 3)..<place + 1] == [0x0D, 0x0A, 0x0D, 0x0A] { break }
            longest = max(longest, line.count)
            if let first = line.first, first != 0x20 {
                names.append(String(decoding: line.prefix { $0 != 0x3A }, as: UTF8.self))
            }
            start = place + 1
        }
        return (names, longest)
    }
}

/// Chance that is the same at each run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

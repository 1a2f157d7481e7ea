import Foundation
import Testing
import UndersignedCore
import UndersignedMail

/// One delivery against a real server; what came back and what the server saw.
private func deliver(
    _ message: MailMessage = .sample(),
    to plan: MailSink.Plan,
    _ adjust: (inout SMTPSettings) -> Void = { _ in }
) async throws -> (delivery: Delivery, sessions: [MailSink.Session]) {
    let sink = try MailSink(plan)
    var settings = SMTPSettings(host: "127.0.0.1", port: sink.port, security: .insecure)
    adjust(&settings)
    let delivery = await SMTPCourier(settings).deliver(message)
    return (delivery, try sink.close())
}

struct SMTPFault: CustomTestStringConvertible, Sendable {
    let phase: String
    let reply: String
    let delivery: Delivery
    var testDescription: String { "\(phase): \(reply)" }

    static let replies: [SMTPFault] = [
        now("greeting", "421 4.3.2 busy, amina@example.org", "421 4.3.2 after the greeting"),
        now("greeting", "554 5.3.2 go away", "554 5.3.2 after the greeting"),
        now("ehlo", "421 4.3.2 busy", "421 4.3.2 after EHLO"),
        now("mail", "450 4.7.1 greylisted", "450 4.7.1 after MAIL FROM"),
        now("mail", "451 later", "451 after MAIL FROM"),
        now("mail", "550 5.7.1 you may not send as this", "550 5.7.1 after MAIL FROM"),
        now("rcpt", "450 4.2.0 greylisted for 15 minutes", "450 4.2.0 after RCPT TO"),
        now("rcpt", "452-4.2.2 <amina@example.org> is\r\n452 4.2.2 full", "452 4.2.2 after RCPT TO"),
        now("rcpt", "530 5.7.0 log in", "530 5.7.0 after RCPT TO"),
        dead("rcpt", "550 5.1.1 <amina@example.org>: unknown", "550 5.1.1 after RCPT TO"),
        dead("rcpt", "556 5.1.10 null MX", "556 5.1.10 after RCPT TO"),
        dead("rcpt", "550-5.2.1 the mailbox is\r\n550 5.2.1 disabled", "550 5.2.1 after RCPT TO"),
        good("rcpt", "550 5.7.1 <amina@example.org>: refused by policy", "550 5.7.1 after RCPT TO"),
        good("rcpt", "550 5.1.7 your address is bad", "550 5.1.7 after RCPT TO"),
        good("rcpt", "552 5.2.2 <amina@example.org>: full", "552 5.2.2 after RCPT TO"),
        good("rcpt", "550 no such user", "550 after RCPT TO"),
        good("rcpt", "553 amina@example.org", "553 after RCPT TO"),
        now("data", "451 4.3.0 later", "451 4.3.0 after DATA"),
        good("data", "554 5.5.1 no valid recipients", "554 5.5.1 after DATA"),
        now("final", "451 4.7.1 greylisted", "451 4.7.1 after the mail"),
        now("final", "421 4.3.2 stopping", "421 4.3.2 after the mail"),
        now("final", "452 4.3.1 disk full", "452 4.3.1 after the mail"),
        good("final", "550 5.1.1 said too late", "550 5.1.1 after the mail"),
        good("final", "554 5.7.1 spam from amina@example.org", "554 5.7.1 after the mail"),
    ]

    /// No answer: before the mail left it is safe to repeat, afterwards nobody knows.
    static let silences: [SMTPFault] =
        ["hang", "reset", "close"].flatMap { way in
            ["greeting", "ehlo", "mail", "rcpt", "data"].map { now($0, way, "") } + [
                SMTPFault(phase: "final", reply: way, delivery: .uncertain(reply: ""))
            ]
        }

    private static func now(_ phase: String, _ reply: String, _ text: String) -> SMTPFault {
        SMTPFault(phase: phase, reply: reply, delivery: .refusedForNow(reply: text))
    }

    private static func good(_ phase: String, _ reply: String, _ text: String) -> SMTPFault {
        SMTPFault(phase: phase, reply: reply, delivery: .refusedForGood(reply: text))
    }

    /// The mailbox itself was refused (M-04).
    private static func dead(_ phase: String, _ reply: String, _ text: String) -> SMTPFault {
        let status = text.split(separator: " ").compactMap { DeliveryStatus($0) }.first
        let delivery = status.map { Delivery.undeliverable($0, reply: text) }
        return SMTPFault(phase: phase, reply: reply, delivery: delivery ?? .accepted)
    }
}

/// each fault at each phase becomes the right delivery.
@Suite(.serialized)
struct SMTPCourierTests {
    @Test(arguments: SMTPFault.replies)
    func `a refusal says where and with which code, and never repeats an address`(fault: SMTPFault) async throws {
        let (delivery, _) = try await deliver(to: .init(faults: [fault.phase: fault.reply]))
        #expect(delivery == fault.delivery)
    }

    @Test(arguments: SMTPFault.silences)
    func `silence before the mail left is a refusal for now, silence after it is uncertain`(
        fault: SMTPFault
    ) async throws {
        let (delivery, sessions) = try await deliver(to: .init(faults: [fault.phase: fault.reply])) {
            $0.totalLimitMilliseconds = fault.reply == "hang" ? 700 : 10_000
        }
        #expect(delivery.withoutReply == fault.delivery)
        #expect(sessions.flatMap(\.messages).count == (fault.phase == "final" ? 1 : 0))
    }

    @Test func `a server that is not there is a refusal for now`() async throws {
        let sink = try MailSink()
        try sink.close()
        let courier = SMTPCourier(SMTPSettings(host: "127.0.0.1", port: sink.port, security: .insecure))
        #expect(
            await courier.deliver(.sample()) == .refusedForNow(reply: "no connection to the mail server at connecting")
        )
    }

    @Test func `a server that sends a byte a second is given up in time`() async throws {
        let (delivery, _) = try await deliver(to: .init(slow: true)) { $0.totalLimitMilliseconds = 500 }
        #expect(
            delivery == .refusedForNow(reply: "no answer in time at the greeting")
                || delivery
                    == .refusedForNow(reply: "no answer in time at connecting")
        )
    }

    @Test func `a mail arrives with one sender, one recipient and the site's name in the greeting`() async throws {
        let (delivery, sessions) = try await deliver(to: .init())
        #expect(delivery == .accepted)
        let session = try #require(sessions.first)
        #expect(session.commands.first == "EHLO petitions.example.org")
        #expect(session.messages.map(\.recipients) == [["RCPT TO:<amina@example.org>"]])
        #expect(session.messages.first?.sender.hasPrefix("MAIL FROM:<b-0f0e0d@petitions.example.org>") == true)
    }

    // M-02
    @Test func `a mail's own return address is on the envelope and not in its From`() async throws {
        let address = try #require(BounceAddress("bounces+{}@example.org"))
        let code = try #require(BounceCode(Array(0..<16)))
        var message = MailMessage.sample()
        message.envelopeSender = address.text(code)
        let (delivery, sessions) = try await deliver(message, to: .init())
        #expect(delivery == .accepted)
        let seen = try #require(sessions.first?.messages.first)
        #expect(seen.sender.hasPrefix("MAIL FROM:<bounces+aaaqeayeaudaocajbifqydiob4@example.org>"))
        #expect(seen.read.from == ["Save the library", "petitions@petitions.example.org"])
    }

    @Test func `mails share a connection`() async throws {
        let sink = try MailSink()
        var settings = SMTPSettings(host: "127.0.0.1", port: sink.port, security: .insecure)
        settings.connectionLimit = 1
        let courier = SMTPCourier(settings)
        for _ in 1...3 {
            #expect(await courier.deliver(.sample()) == .accepted)
        }
        #expect(try sink.close().map { $0.messages.count } == [3])
    }

    @Test func `a connection that the server gave up is replaced at once`() async throws {
        let sink = try MailSink(.init(mails: 1))
        var settings = SMTPSettings(host: "127.0.0.1", port: sink.port, security: .insecure)
        settings.connectionLimit = 1
        let courier = SMTPCourier(settings)
        for _ in 1...3 {
            #expect(await courier.deliver(.sample()) == .accepted)
        }
        #expect(try sink.close().flatMap(\.messages).count == 3)
    }

    //
    @Test func `a mail without an answer keeps its Message-ID when it is sent again`() async throws {
        let sink = try MailSink(.init(faults: ["final": "close"], times: 1))
        let courier = SMTPCourier(SMTPSettings(host: "127.0.0.1", port: sink.port, security: .insecure))
        #expect(await courier.deliver(.sample()).withoutReply == .uncertain(reply: ""))
        #expect(await courier.deliver(.sample()) == .accepted)
        let messages = try sink.close().flatMap(\.messages)
        #expect(messages.count == 2)
        #expect(Set(messages.map(\.message)).count == 1)
    }

    @Test func `an address that needs SMTPUTF8 is refused clearly unless the server offers it`() async throws {
        let message = MailMessage.sample(to: "амина@example.org")
        let refused = try await deliver(message, to: .init())
        #expect(
            refused.delivery
                == .refusedForGood(reply: "the mail server does not offer SMTPUTF8, which this address needs")
        )
        #expect(refused.sessions.flatMap(\.messages).isEmpty)
        let accepted = try await deliver(message, to: .init(utf8: true))
        #expect(accepted.delivery == .accepted)
        #expect(accepted.sessions.first?.messages.first?.sender.contains("SMTPUTF8") == true)
    }
}

extension Delivery {
    /// The same kind of answer, whatever its words.
    var withoutReply: Delivery {
        switch self {
        case .accepted: .accepted
        case .refusedForNow: .refusedForNow(reply: "")
        case .refusedForGood, .undeliverable: .refusedForGood(reply: "")
        case .uncertain: .uncertain(reply: "")
        }
    }
}

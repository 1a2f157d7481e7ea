import Foundation
import Testing
import UndersignedMail

/// S-43: certificates are checked unless the configuration names the insecure mode.
@Suite(.serialized)
struct SMTPSecurityTests {
    private func deliver(
        to plan: MailSink.Plan,
        _ security: SMTPSettings.Security,
        trusting authority: TestCertificate?,
        login: SMTPSettings.Login? = nil
    ) async throws -> (delivery: Delivery, sessions: [MailSink.Session]) {
        let sink = try MailSink(plan)
        let settings = SMTPSettings(
            host: "127.0.0.1",
            port: sink.port,
            security: security,
            login: login,
            authorityFile: authority?.certificate
        )
        let delivery = await SMTPCourier(settings).deliver(.sample())
        return (delivery, try sink.close())
    }

    private func plan(_ security: String, _ certificate: TestCertificate, login: [String]? = nil) -> MailSink.Plan {
        .init(security: security, cert: certificate.certificate, key: certificate.key, login: login)
    }

    @Test(arguments: [("starttls", SMTPSettings.Security.startTLS), ("implicit", .implicitTLS)])
    func `a trusted certificate for the right host is accepted`(name: String, way: SMTPSettings.Security) async throws {
        let (delivery, sessions) = try await deliver(to: plan(name, .right), way, trusting: .right)
        #expect(delivery == .accepted)
        #expect(sessions.map(\.tls) == [true])
    }

    @Test(arguments: [("starttls", SMTPSettings.Security.startTLS), ("implicit", .implicitTLS)])
    func `an unknown certificate and one for another host are refused`(
        name: String,
        way: SMTPSettings.Security
    ) async throws {
        for (shown, trusted) in [(TestCertificate.right, nil), (.forAnotherHost, TestCertificate.forAnotherHost)] {
            let (delivery, sessions) = try await deliver(to: plan(name, shown), way, trusting: trusted)
            guard case .refusedForNow(let reply) = delivery else {
                Issue.record("\(delivery)")
                continue
            }
            #expect(reply.hasPrefix("the mail server's certificate is not trusted"))
            #expect(sessions.flatMap(\.messages).isEmpty)
        }
    }

    @Test func `without STARTTLS on offer nothing is sent`() async throws {
        let (delivery, sessions) = try await deliver(to: .init(), .startTLS, trusting: .right)
        #expect(delivery == .refusedForNow(reply: "the mail server does not offer TLS at EHLO"))
        #expect(sessions.flatMap(\.commands).filter { $0.hasPrefix("MAIL") }.isEmpty)
    }

    @Test func `a server that will not start TLS after offering it gets nothing`() async throws {
        var plan = plan("starttls", .right)
        plan.faults = ["starttls": "454 4.7.0 not now"]
        let (delivery, sessions) = try await deliver(to: plan, .startTLS, trusting: .right)
        #expect(delivery.withoutReply == .refusedForNow(reply: ""))
        #expect(sessions.flatMap(\.commands).filter { $0.hasPrefix("MAIL") }.isEmpty)
    }

    @Test func `the insecure mode takes any certificate`() async throws {
        let (delivery, sessions) = try await deliver(to: plan("starttls", .forAnotherHost), .insecure, trusting: nil)
        #expect(delivery == .accepted)
        #expect(sessions.map(\.tls) == [true])
    }

    @Test func `a right password lets the mail through and a wrong one keeps it for later`() async throws {
        let plan = plan("starttls", .right, login: ["mailer@example.org", "correct horse"])
        let right = SMTPSettings.Login(user: "mailer@example.org", password: "correct horse")
        let accepted = try await deliver(to: plan, .startTLS, trusting: .right, login: right)
        #expect(accepted.delivery == .accepted)
        #expect(accepted.sessions.map(\.user) == ["mailer@example.org"])
        let wrong = SMTPSettings.Login(user: "mailer@example.org", password: "battery staple")
        let refused = try await deliver(to: plan, .startTLS, trusting: .right, login: wrong)
        #expect(refused.delivery == .refusedForNow(reply: "535 5.7.8 after AUTH"))
        let none = try await deliver(to: plan, .startTLS, trusting: .right)
        #expect(none.delivery == .refusedForNow(reply: "530 5.7.0 after MAIL FROM"))
    }
}

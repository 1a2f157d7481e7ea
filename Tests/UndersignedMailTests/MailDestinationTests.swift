import Foundation
import Testing
import UndersignedMail

struct MailDestinationTests {
    @Test func `a folder and both kinds of server are understood`() throws {
        #expect(try MailDestination("folder:/srv/mail") == .folder("/srv/mail"))
        #expect(
            try MailDestination("smtp://mail.example.org")
                == .server(.init(host: "mail.example.org", port: 25, security: .startTLS), user: nil, passwordFile: nil)
        )
        #expect(
            try MailDestination("smtps://u%40example.org@mail.example.org/?password-file=/run/secret&ca=/etc/ca.pem")
                == .server(
                    .init(host: "mail.example.org", port: 465, security: .implicitTLS, authorityFile: "/etc/ca.pem"),
                    user: "u@example.org",
                    passwordFile: "/run/secret"
                )
        )
        #expect(
            try MailDestination("smtp://[::1]:2525?tls=insecure")
                == .server(.init(host: "::1", port: 2_525, security: .insecure), user: nil, passwordFile: nil)
        )
    }

    // S-43
    @Test func `only the named mode is insecure`() throws {
        #expect(try MailDestination("smtp://mail.example.org?tls=insecure").isInsecure)
        #expect(try !MailDestination("smtp://mail.example.org").isInsecure)
        #expect(try !MailDestination("folder:mail").isInsecure)
    }

    static let mistakes: [(String, MailDestination.Problem)] = [
        ("", .unknownForm), ("folder:", .unknownForm), ("mail.example.org", .unknownForm), ("http://a", .unknownForm),
        ("smtp://", .unknownForm), ("smtp://a:0", .unknownForm), ("smtp://a:70000", .unknownForm),
        ("smtp://a/b", .unknownForm), ("smtp://@a", .unknownForm), ("smtp://a\n", .unknownForm),
        ("smtp://a?verify=no", .unknownOption("verify")), ("smtp://a?tls=none", .unknownOption("tls")),
        ("smtp://a?ca=1&ca=2", .unknownOption("ca")), ("smtps://a?tls=insecure", .contradiction),
        ("smtp://a?tls=insecure&ca=b", .contradiction), ("smtp://u:secret@a", .inlinePassword),
        ("smtp://u@a", .loginIncomplete), ("smtp://a?password-file=b", .loginIncomplete),
        ("smtp://u@a?password-file=b&tls=insecure", .insecureLogin),
    ]

    @Test(arguments: mistakes)
    func `a mistake is named`(text: String, problem: MailDestination.Problem) {
        #expect(throws: problem) { try MailDestination(text) }
    }

    // C-05
    @Test func `C-05 a password in the address is refused without being repeated`() {
        let problem = #expect(throws: MailDestination.Problem.self) { try MailDestination("smtp://u:secret@a") }
        #expect(problem?.description.contains("secret") == false)
        #expect(problem?.description.contains("password-file=FILE") == true)
    }

    @Test func `the password is the one line of its file`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "password-\(UUID().uuidString)")
        let destination = try MailDestination("smtp://u@a?password-file=\(file.path)")
        #expect(throws: MailDestination.Problem.unreadablePassword) { try destination.courier() }
        try Data("one\ntwo\n".utf8).write(to: file)
        #expect(throws: MailDestination.Problem.unreadablePassword) { try destination.courier() }
        try Data("correct horse\n".utf8).write(to: file)
        #expect(try destination.courier() is SMTPCourier)
    }
}

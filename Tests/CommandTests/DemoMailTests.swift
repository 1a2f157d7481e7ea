import Foundation
import Testing

struct DemoMailTests {
    private struct Mail: Decodable, Equatable {
        let to: String
        let subject: String
        let link: String?
    }

    private static let link = "http://127.0.0.1:8080/s/AAAAAAAAAAU98bvXz7hpgq4cPziOp_rBSBRVNYpprFviEJ_lwHAAng"

    /// The mails of a folder with one file.
    private func read(_ lines: [String]) throws -> [Mail] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("demo-mail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }  // a folder left behind harms no other test
        try Data(lines.joined(separator: "\r\n").utf8).write(to: folder.appendingPathComponent("one.eml"))
        try Data("not finished".utf8).write(to: folder.appendingPathComponent(".two.eml.new"))
        return try BuiltProgram(["demo", "--list-mail", "--mail", folder.path]).lines(of: Mail.self)
    }

    @Test func `a quoted-printable mail is read, with its soft line breaks`() throws {
        let halves = (Self.link.prefix(40), Self.link.dropFirst(40))
        let mails = try read([
            "To: <ana.petrova.17@example.org>", "Subject: Confirm your", " signature: Save the library",
            "Content-Type: multipart/alternative; boundary=\"=_alternative_=_\"", "",
            "--=_alternative_=_", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable", "",
            "Dear =D0=90=D0=BD=D0=B0,", "", "\(halves.0)=", "\(halves.1)", "", "2 =3D 1 + 1", "",
            "--=_alternative_=_", "Content-Type: text/html; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable", "", "<p>http://127.0.0.1:8080/s/other</p>", "",
            "--=_alternative_=_--", "",
        ])
        let subject = "Confirm your signature: Save the library"
        #expect(mails == [Mail(to: "ana.petrova.17@example.org", subject: subject, link: Self.link)])
    }

    @Test func `a base64 mail is read, with a subject beyond ASCII`() throws {
        // The subject is "Підтвердьте", cut in two and encoded with the program base64.
        let body = Data("Здравствуйте\n\n\(Self.link)\n".utf8).base64EncodedString()
        let mails = try read([
            "Subject: =?utf-8?B?0J/RltC00YLQstC1?=", " =?utf-8?B?0YDQtNGM0YLQtQ==?=",
            "To: \"Олена\" <olena.shevchenko.1@example.org>", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64", "", String(body.prefix(76)), String(body.dropFirst(76)), "",
        ])
        #expect(mails == [Mail(to: "olena.shevchenko.1@example.org", subject: "Підтвердьте", link: Self.link)])
    }

    @Test func `a mail without a link has none, a file that is no mail is left out`() throws {
        let plain = ["To: <x.1@example.org>", "Subject: Hello", "", "No link here: http://example.org/", ""]
        #expect(try read(plain) == [Mail(to: "x.1@example.org", subject: "Hello", link: nil)])
        #expect(try read(["no header", "no text"]).isEmpty)
    }
}

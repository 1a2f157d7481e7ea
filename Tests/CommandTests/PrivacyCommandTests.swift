import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport

/// `undersigned privacy report`, run as an operator does (P-12).
struct PrivacyCommandTests {
    @Test(arguments: TestDatabase.all)
    func `the record says what the settings and the database say, and names no person`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await CommandSite(kind)
        defer { site.remove() }
        let petition = try await site.test.open()
        try await site.test.sign(Samples.person(1, isShown: true), petition)
        let password = site.test.folder.url.appending(path: "mail-password")
        try Data("four-lanterns".utf8).write(to: password)
        let mail = "smtps://sender@mail.example.net?password-file=\(password.path)"
        let settings = ["--base-url", "https://petitions.example.net", "--mail", mail]
        let printed = try BuiltProgram(["privacy", "report"] + site.place + settings, in: site.folder)
        #expect(printed.status == 0 && printed.errors.isEmpty, "\(printed.errors)")
        for words in ["https://petitions.example.net", "mail.example.net", petition.slug.text] {
            #expect(printed.output.contains(words), "\(words)")
        }
        #expect(printed.output.contains("PostgreSQL") == (kind == .postgres))
        for words in ["person1@", "Person 1", "sender@", "lanterns"] {
            #expect(!printed.output.contains(words), "\(words)")
        }
        let out = settings + ["--out", "record.md"]
        let written = try BuiltProgram(["privacy", "report"] + site.place + out, in: site.folder)
        #expect(written.status == 0 && written.output.isEmpty, "\(written.errors)")
        // The moment of each may be another minute.
        #expect(try site.text("record.md").split(separator: "\n").count == printed.output.split(separator: "\n").count)
        let again = try BuiltProgram(["privacy", "report"] + site.place + out, in: site.folder)
        #expect(again.status == 2 && again.errors.contains("record.md exists; nothing is written over it"))
        #expect(try site.files() == ["record.md"])
    }

    @Test func `of mail into a folder no relay and no TLS is told, and a sensitive petition is told of`() async throws {
        let site = try await CommandSite(.sqlite)
        defer { site.remove() }
        var sheet = Samples.library
        sheet.discretion = .init(isSensitive: true, workDomains: ["corp.example"])
        _ = try await site.test.open(sheet)
        for mail in [[], ["--mail", "folder:mail"]] {
            let run = try BuiltProgram(["privacy", "report"] + site.place + mail, in: site.folder)
            #expect(run.status == 0 && run.output.contains("Mail is written into a folder"), "\(run.errors)")
            #expect(!run.output.contains("relay:") && !run.output.contains("TLS"))
            #expect(run.output.contains("| **yes** | corp.example |") && run.output.contains("article 35(3)(b)"))
        }
    }

    @Test func `bad settings and places are said, and nothing is made`() async throws {
        let site = try await CommandSite(.sqlite)
        defer { site.remove() }
        let cases: [([String], Int32, String)] = [
            (["--mail", "pigeon://loft"], 2, "mail"), (["--witnesses", "absent"], 2, "witnesses"),
            (["--base-url", "nowhere"], 2, "base-url"), (["--config", "absent.json"], 2, "config"),
            (["--out", "no/such/folder/record.md"], 1, "can't be written"),
        ]
        for (arguments, status, words) in cases {
            let run = try BuiltProgram(["privacy", "report"] + site.place + arguments, in: site.folder)
            #expect(run.status == status && run.errors.contains(words), "\(arguments): \(run.status) \(run.errors)")
            #expect(run.output.isEmpty)
        }
        let none = try BuiltProgram(["privacy", "report", "--data", "absent"], in: site.folder)
        #expect(none.status != 0 && !none.errors.isEmpty && none.output.isEmpty)
        #expect(try site.files().isEmpty)
    }
}

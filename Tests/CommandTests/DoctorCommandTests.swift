import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// `undersigned doctor`: what it warns of beside what is broken.
struct DoctorCommandTests {
    // P-25
    @Test(arguments: TestDatabase.all)
    func `it warns where the sender says what a sensitive petition's mails are about, and of no other petition`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await CommandSite(kind)
        defer { site.remove() }
        _ = try await site.test.open()
        let settings = ["--base-url", "https://petitions.example.org"]
        func run(_ sender: String?) throws -> BuiltProgram {
            let content = sender.map { "{\"mail-from\": \"\($0)\"}" } ?? "{}"
            try Data(content.utf8).write(to: site.folder.appending(path: "site.json"))
            return try BuiltProgram(["doctor", "--config", "site.json"] + site.place + settings, in: site.folder)
        }
        let calm = try run(nil)
        #expect(calm.status == 0 && !calm.output.contains("sensitive"), "\(calm.errors)")
        var sheet = Samples.petition("case-17")
        sheet.discretion = PetitionSheet.Discretion(isSensitive: true)
        _ = try await site.test.draft(sheet)
        #expect(try !run(nil).output.contains("sensitive"), "a draft sends nothing")
        _ = try await Opening(site: site.test.site).open(sheet.slug)
        let words =
            "!!  case-17 is sensitive, and the sender petitions@petitions.example.org says what its mails are about"
        let warned = try run(nil)
        #expect(warned.status == 0 && warned.output.contains(words), "\(warned.output) \(warned.errors)")
        #expect(warned.output.components(separatedBy: "is sensitive").count == 2, "once")
        #expect(try run("library@example.org").output.contains("case-17 is sensitive"), "a word of its title")
        #expect(try !run("post@example.org").output.contains("sensitive"))
    }

    // P-25
    @Test func `serve warns of the same when it starts`() async throws {
        let site = try await CommandSite(.sqlite)
        defer { site.remove() }
        var sheet = Samples.petition("case-17")
        sheet.discretion = PetitionSheet.Discretion(isSensitive: true)
        _ = try await site.test.open(sheet)
        let server = try RunningProgram(["serve", "--listen", "127.0.0.1:0"] + site.place, in: site.folder)
        defer { _ = server.end() }
        try server.waitForError(containing: "case-17 is sensitive, and the sender")
    }

    // P-22
    @Test func `a key whose private half the server has seals no draft`() async throws {
        let site = try await CommandSite(.sqlite)
        defer { site.remove() }
        let petition = try await site.test.open()
        let key = try site.test.site.keys.keys(of: petition.slug).custodyPublic.text
        try Data("Please.".utf8).write(to: site.folder.appending(path: "letter.md"))
        let draft = ["petition", "new", "--slug", "sealed", "--title", "T", "--to", "B", "--text", "letter.md"]
        let run = try BuiltProgram(draft + ["--custody-key", key] + site.place, in: site.folder)
        #expect(run.status != 0 && run.errors.contains("private half of its custody key"), "\(run.errors)")
        #expect(try await site.test.database.read { try $0.petitions() }.count == 1)
    }

    @Test func `it says what others on the machine can read, and the database is its owner's alone`() async throws {
        let site = try await CommandSite(.sqlite)
        defer { site.remove() }
        let data = site.test.folder.url.path
        func attributes(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        func set(_ mode: Int, _ path: String) throws {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }
        func run() throws -> String {
            try BuiltProgram(["doctor", "--base-url", "https://petitions.example.org"] + site.place, in: site.folder)
                .output
        }
        #expect(try attributes(data + "/undersigned.sqlite") == 0o600)
        try set(0o700, data)
        #expect(try !run().contains("others on this machine"))
        try set(0o755, data)
        try set(0o644, data + "/undersigned.sqlite")
        let said = try run()
        #expect(said.contains("!!  others on this machine can read \(data): chmod 700 \(data)"))
        #expect(said.contains("undersigned.sqlite: chmod 600") && !said.contains("/keys: chmod"))
    }
}

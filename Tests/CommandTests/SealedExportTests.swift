import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// A sealed petition by the command line: from the key to the table.
struct SealedExportTests {
    private let folder: URL
    private static let passphrase = "lantern gravel oboe tide\n"
    private static let base = ["--base-url", "https://petitions.example.org"]

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("sealed-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func run(_ arguments: [String], typing: String? = nil) throws -> BuiltProgram {
        try BuiltProgram(arguments, in: folder, typing: typing)
    }

    @Test func `a petition is sealed to a key, its records leave sealed, and the organiser opens them`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }  // left in the temporary folder at worst
        let made = try run(["key", "new", "--out", "organiser.key"], typing: Self.passphrase)
        let line = try Samples.required(made.output.split(separator: "\n").first { $0.hasPrefix("public key:") })
        let key = String(try Samples.required(line.split(separator: " ").last))
        let test = try await TestSite(
            .sqlite,
            start: Moment(seconds: Int64(Date().timeIntervalSince1970)),
            limits: .off
        )
        var sheet = Samples.petition("sealed-library")
        sheet.seal(to: try Samples.required(CustodyPublicKey(key)))
        let petition = try await test.open(sheet)
        for number in 1...3 { try await test.sign(Samples.person(number), petition) }
        let arguments = ["export", "sealed-library", "--data", test.folder.url.path] + Self.base
        let refused = try run(arguments + ["--out", "a.csv"])
        #expect(refused.status == 1 && refused.errors.contains("--sealed"), "\(refused.errors)")
        let sealed = try run(arguments + ["--sealed", "--out", "sealed.jsonl"])
        #expect(sealed.status == 0 && sealed.output.contains("3 contacts"), "\(sealed.errors)")
        let file = try String(contentsOf: folder.appending(path: "sealed.jsonl"), encoding: .utf8)
        #expect(!file.contains("person1"))
        let open = ["export", "--key", "organiser.key", "--in", "sealed.jsonl", "--out", "a.csv"]
        let opened = try run(open, typing: Self.passphrase)
        #expect(opened.status == 0 && opened.output.contains("3 contacts"), "\(opened.errors)")
        let rows = try String(contentsOf: folder.appending(path: "a.csv"), encoding: .utf8)
            .components(separatedBy: "\r\n")
        #expect(rows.count == 5 && rows[0].hasPrefix("\"signature\",\"state\",\"confirmed_at\",\"name\",\"email\""))
        #expect(rows[3].contains("\"Person 3\",\"person3@example.org\""))
        let osdi = try run(Array(open.dropLast()) + ["b.json", "--format", "osdi"], typing: Self.passphrase)
        #expect(osdi.status == 2 && osdi.errors.contains("are a csv"))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["a.csv", "organiser.key", "sealed.jsonl"])
    }

    @Test func `records come through a pipe too, piece after piece`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }  // left in the temporary folder at worst
        let made = try run(["key", "new", "--out", "organiser.key"], typing: Self.passphrase)
        let line = try Samples.required(made.output.split(separator: "\n").first { $0.hasPrefix("public key:") })
        let key = String(try Samples.required(line.split(separator: " ").last))
        let site = try await CommandSite(.sqlite)
        defer { site.remove() }
        var sheet = Samples.petition("sealed-library")
        sheet.seal(to: try Samples.required(CustodyPublicKey(key)))
        let petition = try await site.test.open(sheet)
        for number in 1...200 { try await site.test.sign(Samples.person(number), petition) }
        let sealed = folder.appending(path: "sealed.jsonl").path
        let fetched = try site.run("export", "sealed-library", "--sealed", "--out", sealed)
        #expect(fetched.status == 0, "\(fetched.errors)")
        let bytes = try FileManager.default.attributesOfItem(atPath: sealed)[.size] as? Int
        #expect(bytes ?? 0 > 70_000, "more than one piece")
        let (pipe, gone) = (folder.appending(path: "pipe").path, folder.appending(path: "cut").path)
        for path in [pipe, gone] { #expect(mkfifo(path, 0o600) == 0) }
        for (path, writes) in [(pipe, "cat '\(sealed)'"), (gone, "head -c 70000 '\(sealed)'")] {
            let writer = Process()
            writer.executableURL = URL(filePath: "/bin/sh")
            writer.arguments = ["-c", "\(writes) > '\(path)'"]
            try writer.run()
            let open = ["export", "--key", "organiser.key", "--in", path, "--out", path + ".csv"]
            let opened = try run(open, typing: Self.passphrase)
            writer.waitUntilExit()
            if path == pipe {
                #expect(opened.status == 0 && opened.output.contains("200 contacts"), "\(opened.errors)")
                let rows = try String(contentsOfFile: path + ".csv", encoding: .utf8).components(separatedBy: "\r\n")
                #expect(rows.count == 202 && rows[200].contains("person200@example.org"))
            } else {
                #expect(opened.status == 3 && opened.errors.contains("ends too early"), "\(opened.errors)")
            }
        }
    }

    // S-16: a rule for lists that can be read; this one opens at its key holder's alone (docs/sealed.md)
    @Test func `sealed records wait for no owner, leave a line, and hold nothing that can be read`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }  // left in the temporary folder at worst
        let site = try await CommandSite(.sqlite)
        defer { site.remove() }
        let accounts = try Accounts(site: site.test.site, cost: Samples.cheap)
        let owner = Membership(campaignID: nil, role: .owner)
        for name in ["dana", "eli"] {
            let address = "\(name)@example.org"
            _ = try await accounts.invite(address: address, name: name, membership: owner, by: nil)
            let account = try Samples.required(try await accounts.account(address))
            try await site.test.database.write { try $0.setAccount(account.id, name: name, state: .active) }
        }
        var sheet = Samples.petition("sealed-library")
        sheet.seal(to: try Samples.required(CustodyPrivateKey(bytes: Samples.randomBytes(32))).publicKey)
        let sealed = try await site.test.open(sheet)
        let standard = try await site.test.open()
        for petition in [sealed, standard] {
            for number in 1...3 { try await site.test.sign(Samples.person(number), petition) }
        }
        let base = Self.base + ["--out"]
        let open = try BuiltProgram(["export", standard.slug.text] + site.place + base + ["open.csv"], in: site.folder)
        #expect(open.status == 75, "two owners: one of them has to agree")
        let mails = { (kind: OutboxMail.Kind) in
            try await site.test.database.read { try $0.dueMails(at: Samples.noon + .days(9_000), limit: 100) }
                .count { $0.mail.kind == kind }
        }
        #expect(try await mails(.contactsAsked) == 2)
        let arguments = ["export", sealed.slug.text, "--sealed"] + site.place + base + ["sealed.jsonl"]
        let run = try BuiltProgram(arguments, in: site.folder)
        #expect(run.status == 0 && run.output.contains("3 contacts"), "\(run.errors)")
        #expect(try await mails(.contactsAsked) == 2, "nobody is asked about it")
        #expect(try await mails(.sealedFetched) == 2, "both owners are told")
        let acts = try await Trail(site: site.test.site).lines(before: nil, limit: 1).map(\.event)
        #expect(acts.map(\.act) == [.sealedFetched])
        let text = try site.text("sealed.jsonl")
        for number in 1...3 { #expect(!text.contains("person\(number)") && !text.contains("Person \(number)")) }
    }

    @Test func `what is no key is refused before anything is written`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }  // left in the temporary folder at worst
        try Data("Please.".utf8).write(to: folder.appending(path: "letter.md"))
        let arguments = [
            "petition", "new", "--data", "data", "--slug", "library", "--title", "T", "--to", "The council", "--text",
            "letter.md", "--custody-key", "nothing",
        ]
        let program = try run(arguments + Self.base)
        #expect(program.status == 2 && program.errors.contains("no public key"), "\(program.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "data").path))
    }
}

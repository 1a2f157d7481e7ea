import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// `undersigned export`, as a partner and as whoever runs the site.
struct ExportCommandTests {
    private let folder: URL
    private static let passphrase = "lantern gravel oboe tide"

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("export-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func run(
        _ arguments: String...,
        typing: String = ExportCommandTests.passphrase + "\n"
    ) throws -> BuiltProgram {
        try BuiltProgram(["export"] + arguments, in: folder, typing: typing)
    }

    /// Somebody with a formula for a name agreed, somebody else took it back; the records lie in `records.jsonl`.
    private func prepare() async throws -> SampleCoalition {
        let test = try await TestSite(.sqlite, limits: .off)
        let coalition = try await SampleCoalition(test)
        var form = SampleCoalition.person(1, agreeingTo: ["readers"])
        form.name = "=cmd|' /C calc'!A0"
        try await test.sign(form, coalition.petition)
        let token = try await test.sign(SampleCoalition.person(2, agreeingTo: ["readers"]), coalition.petition)
        _ = try await Links(site: test.site).withdraw(token)
        let readers = try Samples.required(Slug("readers"))
        let page = try await PartnerRecords(site: test.site)
            .page(of: readers, in: coalition.campaignID, after: RecordCursor())
        try write(page.lines, "records.jsonl")
        for (name, partner) in [("readers.key", "readers"), ("teachers.key", "teachers")] {
            let key = try Samples.required(coalition.keys[Samples.required(Slug(partner))])
            let file = try PrivateKeyFile(
                key,
                passphrase: Self.passphrase,
                cost: Samples.cheap,
                randomBytes: Samples.randomBytes
            )
            try Data(file.text.utf8).write(to: folder.appending(path: name))
        }
        return coalition
    }

    private func write(_ lines: [RecordLine], _ name: String) throws {
        try Data(lines.flatMap { try $0.encoded() }).write(to: folder.appending(path: name))
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    @Test func `a partner opens its records into a table that no spreadsheet runs`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }  // left in the temporary folder at worst
        let coalition = try await prepare()
        let program = try run("--key", "readers.key", "--in", "records.jsonl", "--out", "a.csv")
        #expect(program.status == 0, "\(program.errors)")
        #expect(program.output.contains("1 contacts, and 1 that were taken back"))
        #expect(program.output.contains("--after \(coalition.petition.id)."))
        let rows = try text("a.csv").components(separatedBy: "\r\n")
        #expect(rows.count == 4 && rows[0].hasPrefix("\"id\",\"state\",\"name\",\"email\""))
        #expect(rows[1].contains("\"agreed\",\"'=cmd|' /C calc'!A0\",\"person1@example.org\",\"coalition-library\""))
        #expect(rows[2].contains("\"withdrawn\",\"\",\"\""))
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.appending(path: "a.csv").path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let again = try run("--key", "readers.key", "--in", "records.jsonl", "--out", "a.csv")
        #expect(again.status == 2 && again.errors.contains("nothing is written over it"))
    }

    @Test func `or into people as OSDI has them`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }  // left in the temporary folder at worst
        _ = try await prepare()
        let program = try run("--key", "readers.key", "--in", "records.jsonl", "--out", "a.json", "--format", "osdi")
        #expect(program.status == 0, "\(program.errors)")
        let file =
            try JSONSerialization.jsonObject(with: Data(text("a.json").utf8)) as? [String: [String: [[String: Any]]]]
        let people = try #require(file?["_embedded"]?["osdi:people"])
        #expect(people.map { $0["given_name"] as? String } == ["=cmd|' /C calc'!A0", nil])
        let addresses = people.compactMap { ($0["email_addresses"] as? [[String: Any]])?.first }
        #expect(addresses.map { $0["status"] as? String } == ["subscribed", "unsubscribed"])
        #expect(addresses.map { $0["address"] as? String } == ["person1@example.org", nil])
    }

    @Test func `another key, another passphrase, a cut file and a foreign one write nothing`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }  // left in the temporary folder at worst
        _ = try await prepare()
        let lines = try text("records.jsonl").split(separator: "\n")
        try Data(lines.dropLast().joined(separator: "\n").appending("\n").utf8).write(
            to: folder.appending(path: "cut.jsonl")
        )
        try Data("name,email\n".utf8).write(to: folder.appending(path: "foreign.jsonl"))
        let cases: [(String, String, String, Int32, String)] = [
            ("teachers.key", "records.jsonl", Self.passphrase, 3, "none of 1 records"),
            ("readers.key", "records.jsonl", "lantern gravel oboe", 2, "not the passphrase"),
            ("readers.key", "cut.jsonl", Self.passphrase, 3, "ends too early"),
            ("readers.key", "foreign.jsonl", Self.passphrase, 3, "no record"),
            ("readers.key", "absent.jsonl", Self.passphrase, 2, "does not exist"),
        ]
        for (key, input, typed, status, words) in cases {
            let program = try run("--key", key, "--in", input, "--out", "a.csv", typing: typed + "\n")
            #expect(program.status == status && program.errors.contains(words), "\(key) \(input): \(program.errors)")
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(!names.contains { $0.contains("a.csv") }, "\(names)")
        }
        for arguments in [
            ["--out", "a.csv"], ["lib", "--key", "k", "--out", "a.csv"], ["--key", "k", "--out", "a.csv"],
        ] {
            #expect(try BuiltProgram(["export"] + arguments, in: folder).status == 2)
        }
    }

    @Test(arguments: [
        "http://a.example.org/x", "http://127.0.0.1.evil.example/x", "http://localhost.evil.example/x",
        "http://127.0.0.1@evil.example/x", "https://name@a.example.org/x", "ftp://a.example.org/x", "https:///x",
        "https://a.example.org/x?after=1",
    ])
    func `a token leaves for an address that is sealed on its way, or on this machine, alone`(
        _ address: String
    ) async throws {
        defer { try? FileManager.default.removeItem(at: folder) }  // left in the temporary folder at worst
        _ = try await prepare()
        try Data("token".utf8).write(to: folder.appending(path: "token"))
        let program = try run(
            "--key",
            "readers.key",
            "--from",
            address,
            "--token-file",
            "token",
            "--out",
            "a.csv"
        )
        #expect(program.status == 2 && program.errors.contains("https://"), "\(program.errors)")
    }

    @Test func `what the records' own seal does not say is left out, and the cursor is not moved on`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }  // left in the temporary folder at worst
        _ = try await prepare()
        let records = try text("records.jsonl")
        let lines = records.split(separator: "\n").map { $0 + "\n" }
        let (end, rest) = (try #require(lines.last), lines.dropLast().joined())
        let more = rest + rest.replacing("coalition-library", with: "another-petition") + end
        let cases: [(String, Int32, String)] = [
            (more, 3, "1 records were left out"),
            (records + records, 3, "behind the end"),
            (rest + "{\"kind\":\"end\",\"more\":false,\"cursor\":\"1.4\\u001b[31m\"}\n", 3, "no record"),
        ]
        for (place, (content, status, words)) in cases.enumerated() {
            try Data(content.utf8).write(to: folder.appending(path: "in.jsonl"))
            let program = try run("--key", "readers.key", "--in", "in.jsonl", "--out", "\(place).csv")
            #expect(program.status == status && program.errors.contains(words), "\(program.errors)")
            #expect(!program.output.contains("--after"))
        }
        #expect(try !text("0.csv").contains("another-petition\",\"Yes"))
    }

    @Test func `whoever runs the site exports a petition's own contacts, and the trail says so`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }  // left in the temporary folder at worst
        let test = try await TestSite(
            .sqlite,
            start: Moment(seconds: Int64(Date().timeIntervalSince1970)),
            limits: .off
        )
        let petition = try await test.open()
        for number in 1...3 { try await test.sign(Samples.person(number), petition) }
        let arguments = ["export", petition.slug.text, "--data", test.folder.url.path]
        let base = ["--base-url", "https://petitions.example.org"]
        let program = try BuiltProgram(arguments + ["--out", "a.csv"] + base, in: folder)
        #expect(program.status == 0 && program.output.contains("a.csv holds 3 contacts"), "\(program.errors)")
        let rows = try text("a.csv").components(separatedBy: "\r\n")
        #expect(rows.count == 5 && rows[3].contains("\"Person 3\",\"person3@example.org\",\"no\""))
        let trail = try await test.database.read { try $0.trail(before: nil, limit: 10) }
        #expect(trail.map(\.event.act) == [.contactsExported])
        let taken = try BuiltProgram(arguments + ["--out", "a.csv"] + base, in: folder)
        #expect(taken.status == 2 && taken.errors.contains("nothing is written over it"))
        let unknown = try BuiltProgram(
            ["export", "absent", "--data", test.folder.url.path, "--out", "b.csv"] + base,
            in: folder
        )
        #expect(unknown.status == 1 && unknown.errors.contains("no opened petition"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.csv"])
    }
}

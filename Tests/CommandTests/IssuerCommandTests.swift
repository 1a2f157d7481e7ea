import Foundation
import MemberTokens
import Testing
import UndersignedCore

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// `undersigned issuer` as its operator meets it, and the codes that organisers make (issue 7, items 3 and 4).
@Suite struct IssuerCommandTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "is-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func run(_ arguments: String...) throws -> BuiltProgram { try BuiltProgram(arguments, in: folder) }

    private func add(
        _ more: [String] = ["--domain", "works.example", "--invitations"],
        name: String = #"The "Works" Union"#,
        url: String = "https://union.example/petitions/dear-board",
        data: String = "i"
    ) throws -> BuiltProgram {
        let letter = "https://letters.example.org/petitions/dear-board"
        let own = ["issuer", "add", "dear-board", "--data", data, "--letter", letter, "--url", url, "--name", name]
        return try BuiltProgram(own + more, in: folder)
    }

    /// A campaign with a letter whose tokens another issuer signs.
    private func write(issuer: String) throws {
        let lines = issuer.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
        let text = """
            slug: works
            title: Works
            summary: One letter.
            sponsor: {id: union, name: The union}
            targets:
              - {id: board, name: The board, state: no-answer}
            petitions:
              - slug: dear-board
                title: Dear board
                letter: letter.md
                to: [board]
                from: Us
                state: open
                signatories: members
                members:
                  domains: [works.example]
            \(lines)
            """
        try Data(text.utf8).write(to: folder.appending(path: "campaign.yaml"))
        try Data("Please drop it.".utf8).write(to: folder.appending(path: "letter.md"))
    }

    private func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: path).path)
    }

    @Test func `what an issuer prints goes into a campaign file, and the letter's document names its key`() async throws
    {
        let added = try add()
        #expect(added.status == 0, "\(added.errors)")
        let start = try #require(added.output.range(of: "issuer:"))
        try write(issuer: String(added.output[start.lowerBound...]))
        let imported = try run("campaign", "import", "--data", "s", ".")
        #expect(imported.status == 0, "\(imported.errors)")
        #expect(exists("i/keys/dear-board/issuer") && !exists("s/keys/dear-board/issuer"))
        let server = try RunningProgram(["serve", "--data", "s", "--listen", "127.0.0.1:0"], in: folder)
        defer { server.end() }
        let place = try server.waitForError(containing: "serving").split(separator: " ").last ?? ""
        let address = try #require(URL(string: "\(place)/petitions/dear-board/document.json"))
        let text = String(decoding: try await URLSession.shared.data(from: address).0, as: UTF8.self)
        let key = try #require(added.output.firstMatch(of: #/key: "([A-Za-z0-9+/=]+)"/#)).1
        #expect(text.contains(key), "\(text)")
        #expect(text.contains(#""name":"The \"Works\" Union""#))
        let twice = try add()
        #expect(twice.status == 1 && twice.errors.contains("it was added before"))
        let list = try run("issuer", "list", "--data", "i").output
        #expect(list.hasPrefix("open\t0 signed\t0 told\tdear-board\t") && list.contains("https://letters.example.org/"))
    }

    @Test(arguments: [
        (["--domain", "gmail.com"], "Union", "https://union.example/petitions/dear-board", "--domain: ‘gmail.com’"),
        ([], "Union", "https://union.example/petitions/dear-board", "--domain: name the mail domains"),
        (["--domain", "a.example"], "Ünion", "https://union.example/petitions/dear-board", "--name: write at most"),
        (
            ["--domain", "a.example"], "Union", "https://union.example/dear-board",
            "--url: write https://HOST/petitions/"
        ),
        (["--domain", "a.example"], "Union", "https://union.example/petitions/other", "--url: write https://HOST/pet"),
        (["--domain", "a.example"], "Union", "http://union.example/petitions/dear-board", "--url: write https://HOST"),
        (
            ["--domain", "a.example", "--vouchers", "11"], "Union", "https://union.example/petitions/dear-board",
            "--vouchers: 11 is none, or too many"
        ),
        (
            ["--domain", "a.example", "--closes", "soon"], "Union", "https://union.example/petitions/dear-board",
            "--closes: write 2026-12-01"
        ),
    ])
    func `what can't be an issuer is named, and makes no key`(
        _ more: [String],
        _ name: String,
        _ url: String,
        _ words: String
    ) throws {
        let result = try add(more, name: name, url: url)
        #expect(result.status == 2 && result.errors.contains(words), "\(result.errors)")
        #expect(!exists("i/keys/dear-board"))
    }

    @Test func `a domain is taken as it is written`() throws {
        let added = try add(["--domain", "Bücher.Example"])
        #expect(added.status == 0, "\(added.errors)")
        let twice = try add(["--domain", "bücher.example", "--domain", "xn--bcher-kva.example"], data: "j")
        #expect(twice.status == 2 && twice.errors.contains("‘xn--bcher-kva.example’ is no mail domain, is given twice"))
    }

    @Test func `an issuer and a site keep out of each other's data`() throws {
        #expect(try add().status == 0)
        // A taken port, so that who is let in ends at once.
        let taken = try LoopbackListener()
        defer { taken.stop() }
        let place = ["--listen", "127.0.0.1:\(taken.port)"]
        let site = try BuiltProgram(["serve", "--data", "i"] + place, in: folder)
        #expect(site.status == 2 && site.errors.contains("undersigned issuer serve"), "\(site.errors)")
        try Data("Text.\n".utf8).write(to: folder.appending(path: "t.md"))
        let new = ["petition", "new", "--data", "s", "--slug", "a", "--title", "A", "--to", "B", "--text", "t.md"]
        #expect(try BuiltProgram(new, in: folder).status == 0)
        let refused = try add(data: "s")
        #expect(refused.status == 1 && refused.errors.contains("there is a site in this data folder"))
        for arguments in [["issuer", "serve"] + place, ["issuer", "list"], ["issuer", "close", "a"]] {
            let result = try BuiltProgram(arguments + ["--data", "s"], in: folder)
            #expect(result.status != 0 && result.errors.contains("there is no issuer in this data folder"))
        }
        #expect(try run("issuer", "serve", "--data", "typo").errors.contains("there is no folder typo"))
    }

    @Test func `letters are added, invited to and closed while the issuer serves`() throws {
        #expect(try add().status == 0)
        let base = ["--base-url", "https://union.example"]
        let server = try RunningProgram(
            ["issuer", "serve", "--data", "i", "--listen", "127.0.0.1:0"] + base,
            in: folder
        )
        defer { server.end() }
        try server.waitForError(containing: "serving https://union.example")
        #expect(try run("member", "codes", "--count", "40", "--out", "codes.txt").status == 0)
        let invited = try run("issuer", "invite", "dear-board", "codes.txt.hashes", "--data", "i")
        #expect(invited.status == 0 && invited.output.contains("40 codes let somebody in"), "\(invited.errors)")
        let again = try run("issuer", "invite", "dear-board", "codes.txt.hashes", "--data", "i")
        #expect(again.output.contains("0 codes let somebody in from now on; 40 did before."))
        let wrong = try add(["--domain", "b.example"], url: "https://elsewhere.example/petitions/dear-board")
        #expect(wrong.status == 2 && wrong.errors.contains("this issuer is reached at https://union.example"))
        #expect(try run("issuer", "close", "dear-board", "--data", "i").output.contains("its key is destroyed"))
        #expect(!exists("i/keys/dear-board/issuer") && exists("i/keys/dear-board/issuer.pub"))
        let late = try run("issuer", "invite", "dear-board", "codes.txt.hashes", "--data", "i")
        #expect(late.status == 1 && late.errors.contains("dear-board: it is closed"))
        #expect(try run("issuer", "list", "--data", "i").output.hasPrefix("closed\t"))
        #expect(server.end() == 0)
    }

    @Test func `codes are made offline: each opens one of the hashes, whose order tells nothing`() throws {
        let made = try run("member", "codes", "--count", "50", "--out", "codes.txt")
        #expect(made.status == 0, "\(made.errors)")
        let codes = try String(contentsOf: folder.appending(path: "codes.txt"), encoding: .utf8).split(separator: "\n")
        let hashes = try String(contentsOf: folder.appending(path: "codes.txt.hashes"), encoding: .utf8)
            .split(separator: "\n").map(String.init)
        #expect(Set(codes).count == 50 && hashes.count == 50)
        let own = codes.map { Hexadecimal.encode(RecoveryCode.hash(of: String($0))) }
        #expect(Set(own) == Set(hashes) && own != hashes && hashes == hashes.sorted())
        #expect(MemberCommandRun.isPrivate(folder.appending(path: "codes.txt")))
        #expect(try run("member", "codes", "--count", "50", "--out", "codes.txt").errors.contains("codes.txt exists"))
        #expect(try run("member", "codes", "--count", "2", "--out", "absent/codes.txt").status == 2)
        for count in ["0", "100001"] {
            #expect(try run("member", "codes", "--count", count, "--out", "more.txt").errors.contains("--count: write"))
        }
        #expect(try add().status == 0)
        let plain = try run("issuer", "invite", "dear-board", "codes.txt", "--data", "i")
        #expect(plain.status == 2 && plain.errors.contains("line 1: this is no hash"), "\(plain.errors)")
        let absent = try run("issuer", "invite", "dear-board", "absent", "--data", "i")
        #expect(absent.status == 2 && absent.errors.contains("absent does not exist"))
    }

    @Test func `a site takes a list for its own letter, and says whose list another one is`() throws {
        #expect(try run("member", "codes", "--count", "3", "--out", "codes.txt").status == 0)
        try write(issuer: "invitations: true")
        #expect(try run("campaign", "import", "--data", "s", ".").status == 0)
        let invited = try run("petition", "invite", "dear-board", "codes.txt.hashes", "--data", "s")
        #expect(invited.status == 0 && invited.output.contains("3 codes let somebody in"), "\(invited.errors)")
        #expect(try run("petition", "invite", "other", "codes.txt.hashes", "--data", "s").status == 1)
        try write(issuer: "crowd: 30")
        #expect(try run("campaign", "import", "--data", "t", ".").status == 0)
        let none = try run("petition", "invite", "dear-board", "codes.txt.hashes", "--data", "t")
        #expect(none.status == 1 && none.errors.contains("it takes no invitations;"), "\(none.errors)")
        let added = try add()
        let start = try #require(added.output.range(of: "issuer:"))
        try write(issuer: String(added.output[start.lowerBound...]))
        #expect(try run("campaign", "import", "--data", "u", ".").status == 0)
        let other = try run("petition", "invite", "dear-board", "codes.txt.hashes", "--data", "u")
        #expect(other.status == 1 && other.errors.contains("no tokens are signed here"), "\(other.errors)")
    }

    @Test func `an issuer is not asked on an open line`() throws {
        let key = try IssuerPrivateKey().publicKey.base64
        try write(issuer: "issuer: {name: Union, key: \(key), url: 'http://union.example/petitions/dear-board'}")
        #expect(try run("campaign", "import", "--data", "s", ".").status == 0)
        let server = try RunningProgram(["serve", "--data", "s", "--listen", "127.0.0.1:0"], in: folder)
        defer { server.end() }
        try server.waitForError(containing: "is silent: its address must begin with https://")
    }
}

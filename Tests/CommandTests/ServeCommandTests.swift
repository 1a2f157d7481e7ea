import Foundation
import Testing

/// The program as its operator meets it when something is wrong: a clear message and the documented exit code.
@Suite struct ServeCommandTests {
    private static func folder() throws -> URL {
        let url = FileManager.default.temporaryDirectory.appending(path: "serve-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }

    // C-04, O-33
    @Test(arguments: [
        (["serve"], "data: name the folder"),
        (["serve", "--data", "d", "--listen", "nowhere"], "listen: write HOST:PORT"),
        (["serve", "--data", "d", "--base-url", "ftp://x"], "base-url: write http"),
        (["serve", "--data", "d", "--mail", "pigeon:1"], "mail: write folder:DIR"),
        (["serve", "--data", "d", "--mail", "smtp://u:secret@mail.example.org"], "a password here can be read"),
        (["serve", "--data", "d", "--limits", "off", "--listen", "0.0.0.0:1"], "off is refused unless"),
        (["serve", "--data", "d", "--limits", "some"], "limits: write default or off"),
        (
            ["serve", "--data", "d", "--database", "postgres://x"],
            "database: write sqlite, or name the database: postgres://USER@HOST/DATABASE"
        ),
        (["serve", "--data", "d", "--trusted-proxies", "zz"], "trusted-proxies: write IP addresses"),
        (["serve", "--data", "d", "--nonsense"], "Unknown option"),
        (["serve", "--data", "d", "--config", "absent.json"], "config: the file absent.json does not exist"),
        (
            ["petition", "new", "--data", "d", "--slug", "A B", "--title", "t", "--to", "x", "--text", "t"],
            "--slug: use"
        ),
        (
            ["petition", "new", "--data", "d", "--slug", "a", "--title", "t", "--to", "x", "--text", "gone"],
            "--text: the"
        ),
        (["campaign", "import", "--data", "d", "absent"], "absent/campaign.yaml can't be read"),
    ])
    func `wrong usage exits 2 and says what to do`(_ arguments: [String], _ words: String) throws {
        let result = try BuiltProgram(arguments, in: Self.folder())
        #expect(result.status == 2)
        #expect(result.errors.contains(words), "\(result.errors)")
        #expect(!result.errors.contains("secret"))
    }

    @Test func `all problems are told at once`() throws {
        let result = try BuiltProgram(["serve", "--listen", "x", "--limits", "y", "--mail", "z"], in: Self.folder())
        for key in ["data:", "listen:", "limits:", "mail:"] { #expect(result.errors.contains(key)) }
    }

    @Test func `a misspelt setting in a file is named with those there are`() throws {
        let folder = try Self.folder()
        try Data(#"{"data": "d", "lisen": "127.0.0.1:1"}"#.utf8).write(to: folder.appending(path: "c.json"))
        let result = try BuiltProgram(["serve", "--config", "c.json"], in: folder)
        #expect(result.status == 2 && result.errors.contains("‘lisen’") && result.errors.contains("listen"))
    }

    @Test func `a misspelt name in a campaign file is named with its line`() throws {
        let folder = try Self.folder()
        try Data("slug: a\ntitel: x\n".utf8).write(to: folder.appending(path: "campaign.yaml"))
        let result = try BuiltProgram(["campaign", "import", "--data", "d", "."], in: folder)
        #expect(result.status == 2 && result.errors.contains("line 2: ‘titel’ is not a name here"))
    }

    // R-21
    @Test func `a second process on the same data exits 4 and names the first`() async throws {
        let folder = try Self.folder()
        let first = try RunningProgram(["serve", "--data", "d", "--listen", "127.0.0.1:0"], in: folder)
        defer { first.end() }
        try first.waitForError(containing: "serving")
        let second = try BuiltProgram(["serve", "--data", "d", "--listen", "127.0.0.1:0"], in: folder)
        #expect(second.status == 4 && second.errors.contains("process \(first.identifier) is using the folder d"))
    }

    @Test func `a taken port is named`() async throws {
        let folder = try Self.folder()
        let first = try RunningProgram(["serve", "--data", "a", "--listen", "127.0.0.1:0"], in: folder)
        defer { first.end() }
        let line = try first.waitForError(containing: "serving")
        let port = line.split(separator: ":").last.map { $0.prefix { $0.isNumber } } ?? ""
        let second = try BuiltProgram(["serve", "--data", "b", "--listen", "127.0.0.1:\(port)"], in: folder)
        #expect(second.status == 1 && second.errors.contains("another program listens on 127.0.0.1:\(port)"))
    }

    @Test func `a data folder that can't be made is named`() throws {
        let folder = try Self.folder()
        try Data().write(to: folder.appending(path: "file"))
        let result = try BuiltProgram(["serve", "--data", "file/d"], in: folder)
        #expect(result.status == 2 && result.errors.contains("file/d"))
    }

    @Test func `a petition is written, opened, listed, shown and closed from the shell`() throws {
        let folder = try Self.folder()
        try Data("Keep it **open**.\n".utf8).write(to: folder.appending(path: "letter.md"))
        func run(_ arguments: String...) throws -> BuiltProgram {
            try BuiltProgram(arguments + ["--data", "d", "--base-url", "https://petitions.example.org"], in: folder)
        }
        let new = try run(
            "petition",
            "new",
            "--slug",
            "library",
            "--title",
            "Keep it",
            "--to",
            "The council",
            "--text",
            "letter.md",
            "--open"
        )
        #expect(new.status == 0 && new.output.contains("petitions.example.org/petitions/library/log"), "\(new.errors)")
        #expect(try run("petition", "list").output.contains("open\t0\tlibrary\tKeep it"))
        #expect(try run("petition", "show", "library").output.contains("size    3"))
        #expect(try run("petition", "open", "library").status == 1)
        #expect(try run("petition", "close", "library").output.contains("library is closed."))
        #expect(try run("petition", "close", "library").status == 1)
        #expect(try run("petition", "show", "nobody").status == 1)
        #expect(try run("doctor").output.contains("ok  the keys of every opened petition read"))
    }

    @Test func `a misspelt data folder is no empty site`() throws {
        for command in [["doctor"], ["petition", "list"], ["petition", "show", "x"]] {
            let result = try BuiltProgram(command + ["--data", "typo"], in: Self.folder())
            #expect(result.status == 2 && result.errors.contains("there is no folder typo"))
        }
    }

    // R-26
    @Test func `SIGTERM ends a server with exit code 0`() async throws {
        let folder = try Self.folder()
        let server = try RunningProgram(["serve", "--data", "d", "--listen", "127.0.0.1:0"], in: folder)
        try server.waitForError(containing: "serving")
        #expect(server.end() == 0)
    }

    // S-44: secrets are for their owner alone.
    @Test func `folders and key files that the program makes are for their owner alone`() throws {
        let folder = try Self.folder()
        try Data("Text.\n".utf8).write(to: folder.appending(path: "t.md"))
        let new = ["petition", "new", "--data", "d", "--slug", "a", "--title", "A", "--to", "B", "--text", "t.md"]
        _ = try BuiltProgram(new, in: folder)
        func mode(_ path: String) throws -> Int? {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.appending(path: path).path)
            return attributes[.posixPermissions] as? Int
        }
        #expect(try mode("d") == 0o700 && mode("d/keys") == 0o700 && mode("d/keys/outbox.keys") == 0o600)
    }
}

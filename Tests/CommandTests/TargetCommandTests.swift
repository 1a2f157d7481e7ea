import Foundation
import Testing

/// What targets answer is recorded while the site is served, and refused with words.
@Suite struct TargetCommandTests {
    private static let yaml = """
        slug: libraries
        title: Libraries for everybody
        summary: One petition.
        started: 2018-06-20
        sponsor: {id: readers, name: Readers' Union, contact: post@readers.example.org}
        partners:
          - {id: club, name: The club, contact: post@club.example.org}
        targets:
          - {id: council, name: The town council, state: no-answer}
          - id: mayor
            name: The mayor
            state: evasive
            answer: {date: 2018-06-21, text: It is too early to say., source: 1}
        sources:
          - {title: Minutes, publisher: The council}
        petitions:
          - {slug: lib, title: Keep it, letter: letter.md, to: [council, mayor], from: Your name, state: open}
        """

    private struct Site {
        let folder: URL

        init() throws {
            folder = FileManager.default.temporaryDirectory.appending(path: "tg-\(UUID().uuidString.prefix(8))")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(yaml.utf8).write(to: folder.appending(path: "campaign.yaml"))
            try Data("Please keep it open.".utf8).write(to: folder.appending(path: "letter.md"))
            try Data("No.\n\nNot this *year*.".utf8).write(to: folder.appending(path: "answer.md"))
        }

        func run(_ arguments: String...) throws -> BuiltProgram {
            try BuiltProgram(arguments + ["--data", "d"], in: folder)
        }

        func answer(_ more: String...) throws -> BuiltProgram {
            try BuiltProgram(["target", "answer", "libraries", "council", "--data", "d"] + more, in: folder)
        }
    }

    @Test func `answers are recorded while serving, listed, corrected, and an import leaves them alone`() throws {
        let site = try Site()
        let arguments = ["serve", "--data", "d", "--listen", "127.0.0.1:0", "--base-url", "http://localhost:1"]
        let server = try RunningProgram(arguments, in: site.folder)
        defer { server.end() }
        try server.waitForError(containing: "serving")
        #expect(try site.run("campaign", "import", ".").status == 0)
        let first = try site.run("target", "list", "libraries")
        #expect(first.output.contains("libraries\tcouncil\tno-answer\t2018-06-20\tThe town council"), "\(first.errors)")
        #expect(first.output.contains("libraries\tmayor\tevasive\t2018-06-21\tThe mayor"))
        let options = ["--state", "declined", "--date", "2018-07-01", "--text", "answer.md", "--source", "1"]
        let answer = try BuiltProgram(
            ["target", "answer", "libraries", "council", "--data", "d"] + options,
            in: site.folder
        )
        #expect(answer.status == 0 && answer.output.contains("council is declined: entry 2"), "\(answer.errors)")
        #expect(answer.output.contains("in the log of lib: http://localhost:1/petitions/lib/documents/"))
        let right = try site.answer(
            "--state",
            "evasive",
            "--date",
            "2018-07-01",
            "--text",
            "answer.md",
            "--correction",
            "Not a no."
        )
        #expect(right.status == 0 && right.output.contains("council is evasive: entry 3"), "\(right.errors)")
        let again = try site.run("campaign", "import", ".")
        #expect(again.status == 0 && again.output.contains("target council: its recorded standing stays"))
        #expect(!again.output.contains("target mayor"))
        #expect(try site.run("target", "list").output.contains("council\tevasive\t2018-07-01"))
        // Entry 0, hour, opened, the mayor's answer, and the council's two.
        #expect(try site.run("petition", "show", "lib").output.contains("size    6"))
        #expect(try site.run("doctor").status == 4, "the site is served")
        #expect(server.end() == 0)
        #expect(try site.run("doctor", "--base-url", "http://localhost:1").status == 0)
    }

    @Test func `what can't be recorded is refused with what to do`() throws {
        let site = try Site()
        #expect(try site.run("campaign", "import", ".", "--base-url", "http://localhost:1").status == 0)
        let base = ["--base-url", "http://localhost:1"]
        let cases: [([String], Int32, String)] = [
            (["--state", "maybe"], 2, "--state: use no-answer, evasive, declined, partly-met, met"),
            (["--state", "met", "--date", "2018-07-01"], 2, "--text: name a file"),
            (["--state", "met", "--date", "2018-06-01", "--text", "answer.md"], 2, "asked on 2018-06-20"),
            (["--state", "met", "--date", "2999-01-01", "--text", "answer.md"], 2, "has not come yet"),
            (["--state", "met", "--date", "soon", "--text", "gone.md"], 2, "gone.md can't be read"),
            (["--state", "met", "--date", "2018-07-01", "--text", "answer.md", "--source", "2"], 2, "1 to 1"),
            (["--state", "no-answer"], 2, "on record already"),
        ]
        for (options, code, words) in cases {
            let refused = try BuiltProgram(
                ["target", "answer", "libraries", "council", "--data", "d"] + base + options,
                in: site.folder
            )
            #expect(refused.status == code && refused.errors.contains(words), "\(options): \(refused.errors)")
        }
        #expect(try site.run("target", "list", "nowhere", "--base-url", "http://localhost:1").status == 1)
    }
}

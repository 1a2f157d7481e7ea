import Foundation
import Testing

/// `undersigned petition amend`, as an organiser runs it.
struct PetitionAmendCommandTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("amend-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try write("Please keep the library open on Saturdays.", "letter.md")
        try write("Please keep the library open on Sundays.", "next.md")
        try write("# Die Bücherei\nTo: Der Rat\nFrom: Ihr Name\n\nBitte sonntags.", "de.md")
    }

    private func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }

    private func run(_ arguments: String...) throws -> BuiltProgram {
        try BuiltProgram(
            ["petition"] + arguments + ["--data", "data", "--base-url", "https://a.example.org"],
            in: folder
        )
    }

    @Test func `a text is looked at, changed with its translation, and verified by the next start`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }  // left in the temporary folder at worst
        let new = try run(
            "new",
            "--slug",
            "lib",
            "--title",
            "Keep it open",
            "--to",
            "The council",
            "--text",
            "letter.md",
            "--open"
        )
        #expect(new.status == 0, "\(new.errors)")
        // C-06
        let look = try run("amend", "lib", "--text", "next.md", "--reason", "The day moved.", "--dry-run")
        #expect(look.status == 0 && look.output.contains("open on [-Saturdays.-]{+Sundays.+}"))
        #expect(look.output.contains("Nothing was changed."))
        let change = try run(
            "amend",
            "lib",
            "--text",
            "next.md",
            "--translation",
            "de=de.md",
            "--goal",
            "100=The council answers",
            "--reason",
            "The day moved."
        )
        #expect(change.status == 0 && change.output.contains("now has version 2"), "\(change.errors)")
        #expect(change.output.contains("{+Die Bücherei+}") && change.output.contains("{+Der Rat+}"))
        let show = try run("show", "lib")
        // Entry 0, hour, opened, text, goal, note; one more where the hour has changed in between.
        #expect(show.status == 0 && ["size    6", "size    7"].contains { show.output.contains($0) }, "\(show.output)")
    }

    @Test func `what can't be done says what to do`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }  // left in the temporary folder at worst
        let text = ["--slug", "lib", "--title", "Keep it open", "--to", "The council", "--text", "letter.md"]
        _ = try BuiltProgram(["petition", "new", "--data", "data", "--open"] + text, in: folder)
        let cases: [([String], Int32, String)] = [
            (["--text", "letter.md", "--reason", "x"], 1, "nothing would change"),
            (["--text", "absent.md", "--reason", "x"], 2, "can't be read"),
            (["--text", "next.md", "--reason", ""], 1, "--reason"),
            (["--text", "next.md"], 2, "reason"),
            (["--goal", "many=x", "--reason", "x"], 2, "not a number"),
            (["--drop-goal", "7", "--reason", "x"], 2, "no goal of 7"),
            (["--translation", "de=letter.md", "--reason", "x"], 2, "# Title"),
            (["--translation", "en=de.md", "--reason", "x"], 1, "no language of a translation"),
        ]
        for (arguments, status, words) in cases {
            let program = try BuiltProgram(["petition", "amend", "lib", "--data", "data"] + arguments, in: folder)
            #expect(program.status == status && program.errors.contains(words), "\(arguments): \(program.errors)")
        }
        _ = try run("close", "lib")
        let late = try run("amend", "lib", "--text", "next.md", "--reason", "x")
        #expect(late.status == 1 && late.errors.contains("closed"))
    }
}

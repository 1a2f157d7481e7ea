import Foundation
import Testing

/// an older copy of the data folder, with the keys where they were, does not start.
struct RollbackCommandTests {
    @Test func `a data folder older than what was published is refused with 3 and both sizes`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rollback-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // a folder left behind harms no other test
        let data = folder.appendingPathComponent("data").path
        let options = [
            "--data", data, "--keys", folder.appendingPathComponent("keys").path,
            "--base-url", "https://petitions.example.org",
        ]
        let text = folder.appendingPathComponent("letter.md")
        try Data("Please keep it open.".utf8).write(to: text)
        let new = try BuiltProgram(
            ["petition", "new"] + options + [
                "--slug", "library", "--title", "Keep it", "--to", "The council", "--text", text.path, "--open",
            ]
        )
        #expect(new.status == 0, "\(new.errors)")
        let copy = folder.appendingPathComponent("copy").path
        try FileManager.default.copyItem(atPath: data, toPath: copy)
        #expect(try BuiltProgram(["petition", "close"] + options + ["library"]).status == 0)
        #expect(try BuiltProgram(["doctor"] + options).status == 0)

        try FileManager.default.removeItem(atPath: data)
        try FileManager.default.moveItem(atPath: copy, toPath: data)
        let run = try BuiltProgram(["doctor"] + options)
        #expect(run.status == 3)
        #expect(run.errors.contains("library: log head older than last published checkpoint"), "\(run.errors)")
        #expect(run.errors.contains("3 entries, and 4 were published"), "\(run.errors)")
        let serve = ["serve"] + options + ["--listen", "127.0.0.1:0"]
        #expect(try BuiltProgram(serve).status == 3)
        try expectAccepted(serve, options, folder)
    }

    /// given up in public, once; the option has no place in a unit file.
    private func expectAccepted(_ serve: [String], _ options: [String], _ folder: URL) throws {
        // All or nothing: with a key missing it does not even begin.
        let (key, aside) = (
            folder.appendingPathComponent("keys/library/custody.key"), folder.appendingPathComponent("k")
        )
        try FileManager.default.moveItem(at: key, to: aside)
        let halfway = try BuiltProgram(serve + ["--accept-rollback"])
        #expect(halfway.status == 3 && halfway.errors.contains("Restore the keys folder"), "\(halfway.errors)")
        try FileManager.default.moveItem(at: aside, to: key)
        let accepting = try RunningProgram(serve + ["--accept-rollback"], in: folder)
        try accepting.waitForError(containing: "petitions.example.org/petitions/library/log/2 carries on 3 entries")
        try accepting.waitForError(containing: "serving")
        #expect(accepting.end() == 0)
        #expect(try BuiltProgram(["doctor", "--deep"] + options).status == 0)
        let again = try BuiltProgram(serve + ["--accept-rollback"])
        #expect(again.status == 2 && again.errors.contains("leave the option out"), "\(again.errors)")
        let show = try BuiltProgram(["petition", "show"] + options + ["library"])
        #expect(show.output.contains("petitions.example.org/petitions/library/log/2"), "\(show.output)")
    }
}

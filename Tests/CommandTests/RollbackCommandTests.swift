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
        #expect(try BuiltProgram(["serve"] + options + ["--listen", "127.0.0.1:0"]).status == 3)
    }
}

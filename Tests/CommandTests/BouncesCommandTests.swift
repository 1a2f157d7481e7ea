import Foundation
import Testing
import UndersignedTestSupport

/// `undersigned bounces secret`, and the settings that turn the hook on.
struct BouncesCommandTests {
    @Test func `the secret is made once, for its owner alone, and printed as a header`() throws {
        let folder = try TestFolder()
        let arguments = ["bounces", "secret", "--data", folder.url.path]
        let first = try BuiltProgram(arguments)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.wholeMatch(of: /Authorization: Bearer [A-Za-z0-9+\/]{43}=\n/) != nil)
        #expect(try BuiltProgram(arguments).output == first.output)
        let file = folder.url.appending(path: "keys/bounces.key").path
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try Data("damaged".utf8).write(to: URL(filePath: file))
        let damaged = try BuiltProgram(arguments)
        #expect(damaged.status == 2 && damaged.errors.contains("bounces.key") && damaged.output.isEmpty)
    }

    // O-33
    @Test func `a form of return addresses without its braces stops the start and says what to write`() throws {
        let folder = try TestFolder()
        let run = try BuiltProgram([
            "serve", "--data", folder.url.path, "--listen", "127.0.0.1:0", "--bounce-address", "bounces@example.org",
        ])
        #expect(
            run.status == 2 && run.errors.contains("bounce-address") && run.errors.contains("bounces+{}@example.org")
        )
    }
}

import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport

/// `undersigned key`, as an organisation runs it on its own machine.
struct KeyCommandTests {
    private let folder: URL
    private static let passphrase = "lantern gravel oboe tide\n"

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("key-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func run(_ arguments: String..., typing: String? = nil) throws -> BuiltProgram {
        try BuiltProgram(["key"] + arguments, in: folder, typing: typing)
    }

    private func publicLine(_ program: BuiltProgram) throws -> String {
        try Samples.required(program.output.split(separator: "\n").first { $0.hasPrefix("public key:") }).description
    }

    @Test func `a key is made, shown, printed, made anew of paper, and destroyed`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }  // left in the temporary folder at worst
        let made = try run("new", "--out", "a.key", "--paper", "a.txt", typing: Self.passphrase)
        #expect(made.status == 0, "\(made.errors)")
        let line = try publicLine(made)
        #expect(CustodyPublicKey(String(try Samples.required(line.split(separator: " ").last))) != nil)
        for name in ["a.key", "a.txt"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.appending(path: name).path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
        let shown = try run("show", "a.key")
        #expect(try publicLine(shown) == line && shown.output.contains("in words:"))
        let again = try run("new", "--from-paper", "a.txt", "--out", "b.key", typing: Self.passphrase)
        #expect(try again.status == 0 && publicLine(again) == line, "\(again.errors)")
        let words = try #require(shown.output.split(separator: "in words:").last?.split(separator: " ").first)
        #expect(try run("destroy", "a.key", "--confirm", "nothing").status == 2)
        let other = folder.appending(path: "other name of a.key")
        try FileManager.default.linkItem(at: folder.appending(path: "a.key"), to: other)
        let gone = try run("destroy", "a.key", "--confirm", words.trimmingCharacters(in: .whitespaces))
        #expect(gone.status == 0, "\(gone.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "a.key").path))
        let left = try Data(contentsOf: other)
        #expect(!left.isEmpty && left.allSatisfy { $0 == 0 }, "it is overwritten where it lies")
    }

    @Test func `what can't be done says what to do, and nothing is written over a file`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }  // left in the temporary folder at worst
        let there = folder.appending(path: "there.key")
        try Data("mine".utf8).write(to: there)
        let cases: [([String], String?, String)] = [
            (["new", "--out", "there.key"], Self.passphrase, "exists"),
            (["new", "--out", "c.key", "--paper", "./c.key"], Self.passphrase, "a file of its own"),
            (["new", "--out", "c.key"], "short\n", "too short"),
            (["new", "--out", "c.key"], "", "no passphrase"), (["show", "there.key"], nil, "no key file"),
            (["show", "absent.key"], nil, "does not exist"),
            (["new", "--from-paper", "there.key", "--out", "c.key"], Self.passphrase, "four lines"),
        ]
        for (arguments, typing, words) in cases {
            let program = try BuiltProgram(["key"] + arguments, in: folder, typing: typing)
            #expect(program.status == 2 && program.errors.contains(words), "\(arguments): \(program.errors)")
        }
        let nowhere = try run("new", "--out", "c.key", "--paper", "absent/c.txt", typing: Self.passphrase)
        #expect(nowhere.status == 1 && nowhere.errors.contains("absent/c.txt can't be written"), "\(nowhere.errors)")
        let dangling = folder.appending(path: "link.key")
        try FileManager.default.createSymbolicLink(atPath: dangling.path, withDestinationPath: "nothing")
        let taken = try run("new", "--out", "link.key", typing: Self.passphrase)
        #expect(taken.status == 2 && taken.errors.contains("exists"), "\(taken.errors)")
        try FileManager.default.removeItem(at: dangling)
        #expect(try String(contentsOf: there, encoding: .utf8) == "mine")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["there.key"])
    }
}

import Foundation
import Testing

/// Commands on a data folder work while the site is served, through the socket in it.
@Suite struct OperatorSocketTests {
    private struct Site {
        let folder: URL
        let server: RunningProgram

        init() throws {
            folder = FileManager.default.temporaryDirectory.appending(path: "op-\(UUID().uuidString.prefix(8))")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data("Please keep it open.".utf8).write(to: folder.appending(path: "letter.md"))
            try Data("a scan".utf8).write(to: folder.appending(path: "sheet.pdf"))
            let arguments = ["serve", "--data", "d", "--listen", "127.0.0.1:0", "--base-url", "http://localhost:1"]
            server = try RunningProgram(arguments, in: folder)
            try server.waitForError(containing: "serving")
        }

        func run(_ arguments: String...) throws -> BuiltProgram {
            try BuiltProgram(arguments + ["--data", "d"], in: folder)
        }
    }

    @Test func `petitions are drafted, opened, given paper and notes, and closed while serving`() throws {
        let site = try Self.opened()
        defer { site.server.end() }
        let paper = try site.run("paper", "add", "lib", "--scan", "sheet.pdf", "--lines", "22")
        #expect(paper.status == 0 && paper.output.contains("counts 22 on paper"), "\(paper.errors)")
        let twice = try site.run("paper", "add", "lib", "--scan", "sheet.pdf", "--lines", "22")
        #expect(twice.status == 1 && twice.errors.contains("entered before"))
        let hash = try #require(paper.output.split(separator: " ").first).description
        #expect(try site.run("petition", "note", "lib", "--title", "Paper", "--text", "A stall.").status == 0)
        #expect(try site.run("petition", "show", "lib").output.contains("count   22"))
        #expect(try site.run("paper", "remove", "lib", hash, "--rule", "illegible").status == 0)
        #expect(try site.run("paper", "list", "lib").output.contains("removed\t22"))
        #expect(try site.run("petition", "close", "lib").output.contains("lib is closed"))
        #expect(try site.run("petition", "close", "lib").status == 1)
        #expect(try site.run("petition", "list").output.contains("closed\t0\tlib"))
    }

    @Test func `a rule that finds nobody changes nothing`() throws {
        let site = try Self.opened()
        defer { site.server.end() }
        let found = try site.run("signature", "find", "lib", "--domain", "*.example.org")
        #expect(found.status == 0 && found.output.contains("0 of 0") && found.output.contains("Nothing was changed"))
        let reasons = ["--domain", "*.example.org", "--rule", "r", "--reason", "Why."]
        let none = try BuiltProgram(["signature", "invalidate", "lib", "--data", "d"] + reasons, in: site.folder)
        #expect(none.status == 1 && none.errors.contains("no counted signature fits"))
        #expect(try site.run("signature", "cancel", "lib", "1").status == 1)
    }

    @Test func `a packet is read from the site that serves, and written by whoever asks`() throws {
        let site = try Self.opened()
        defer { site.server.end() }
        let packet = try site.run("deliver", "lib", "--out", "packet", "--names", "public")
        #expect(packet.status == 0 && packet.output.contains("http://localhost:1/deliveries/"), "\(packet.errors)")
        let letter = site.folder.appending(path: "packet/letter.pdf")
        #expect(try Data(contentsOf: letter).starts(with: Data("%PDF".utf8)))
        #expect(try site.run("deliver", "lib", "--list").output.contains("target-1\tentry 3\tnot acknowledged"))
        #expect(try site.run("petition", "close", "lib").status == 0)
        #expect(try site.run("deliver", "lib", "--out", "second").status == 0)
        #expect(try site.run("deliver", "lib", "--list").output.split(separator: "\n").count == 2)
    }

    private static func opened() throws -> Site {
        let site = try Site()
        let title = ["--title", "Keep it", "--text", "letter.md", "--to", "The council"]
        let new = try BuiltProgram(["petition", "new", "--data", "d", "--slug", "lib"] + title, in: site.folder)
        #expect(new.status == 0 && new.output.contains("lib is a draft"), "\(new.errors)")
        #expect(try site.run("petition", "open", "lib").output.contains("lib is open"))
        return site
    }

    // the lock still keeps a second server out; C-04: exit 4.
    @Test func `a second server is refused, and after the first one ended commands work alone`() throws {
        let site = try Site()
        let second = try site.run("serve", "--listen", "127.0.0.1:0")
        #expect(second.status == 4 && second.errors.contains("\(site.server.identifier)"))
        let socket = site.folder.appending(path: "d/operator.sock").path
        let mode = try FileManager.default.attributesOfItem(atPath: socket)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(site.server.end() == 0)
        #expect(!FileManager.default.fileExists(atPath: socket))
        #expect(try site.run("petition", "list").status == 0)
    }

    @Test func `wrong usage of paper and signature says what to do`() throws {
        let folder = FileManager.default.temporaryDirectory
        let cases: [([String], String)] = [
            (
                ["paper", "add", "lib", "--scan", "gone.pdf", "--lines", "1", "--data", "d"],
                "--scan: the file gone.pdf"
            ),
            (["paper", "remove", "lib", "xyz", "--rule", "r", "--data", "d"], "no SHA-256"),
            (["signature", "find", "lib", "--from", "noon", "--data", "d"], "--from: write 2026-11-20"),
            (["signature", "find", "Bad Slug", "--data", "d"], "no petition's name"),
        ]
        for (arguments, words) in cases {
            let result = try BuiltProgram(arguments, in: folder)
            #expect(result.status == 2 && result.errors.contains(words), "\(result.errors)")
        }
    }
}

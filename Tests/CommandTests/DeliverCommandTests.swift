import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport

/// `undersigned deliver`, as an organiser runs it.
struct DeliverCommandTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("deliver-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("Please keep the library **open**.".utf8).write(to: folder.appendingPathComponent("letter.md"))
    }

    private func run(_ arguments: String...) throws -> BuiltProgram {
        try BuiltProgram(arguments + ["--data", "data", "--base-url", "https://a.example.org"], in: folder)
    }

    private func open(_ targets: String...) throws {
        let to = targets.flatMap { ["--to", $0] }
        let program = try BuiltProgram(
            ["petition", "new", "--slug", "lib", "--title", "Keep it open", "--text", "letter.md", "--open"] + to
                + ["--data", "data", "--base-url", "https://a.example.org"],
            in: folder
        )
        #expect(program.status == 0, "\(program.errors)")
    }

    @Test func `a packet is written, said in the log, handed in once, and listed`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }  // left in the temporary folder at worst
        try open("The council")
        let first = try run("deliver", "lib", "--out", "packet")
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.contains("letter.pdf has 1 page") || first.output.contains("letter.pdf has 2 pages"))
        #expect(first.output.contains("https://a.example.org/deliveries/"))
        #expect(first.output.contains("The log says that it was handed over."))
        let again = try run("deliver", "lib", "--out", "packet")
        #expect(again.status == 0 && again.output.contains("The log said so already."))
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "packet").path)
        #expect(Set(files) == ["letter.pdf", "packet.json", "checkpoint", "how-to-verify.txt", "receipt-address.txt"])
        let content = try Data(contentsOf: folder.appending(path: "packet/packet.json"))
        #expect(try DeliveryPacket(parsing: Array(content)).address == "https://a.example.org/petitions/lib")
        let other = try run("deliver", "another", "--out", "packet")
        #expect(other.status == 2 && other.errors.contains("a packet of another petition"), "\(other.errors)")
        let list = try run("deliver", "lib", "--list")
        #expect(list.status == 0 && list.output.contains("not acknowledged"), "\(list.output)")
        #expect(list.output.split(separator: "\n").count == 1)
    }

    @Test func `names go along where they are asked for, and only those who chose to show theirs`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }  // left in the temporary folder at worst
        let test = try await TestSite(.sqlite, start: Moment(seconds: Int64(Date().timeIntervalSince1970)))
        let petition = try await test.open()
        try await test.sign(Samples.amina, petition)
        try await test.sign(Samples.wei, petition)
        for (out, names) in [("without", [String]()), ("with", ["--names", "public"])] {
            let arguments = ["deliver", petition.slug.text, "--data", test.folder.url.path, "--out", out]
            let program = try BuiltProgram(
                arguments + names + ["--base-url", "https://petitions.example.org"],
                in: folder
            )
            #expect(program.status == 0, "\(program.errors)")
            let file = folder.appending(path: "\(out)/names.txt")
            #expect(FileManager.default.fileExists(atPath: file.path) != names.isEmpty)
            if !names.isEmpty { #expect(try String(contentsOf: file, encoding: .utf8) == "Amina Diallo\n") }
        }
    }

    // As in the browser: a packet that was made before somebody took a name back is not handed in
    @Test func `a packet with a name that is not shown any more is not handed in`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }  // left in the temporary folder at worst
        let test = try await TestSite(.sqlite, start: Moment(seconds: Int64(Date().timeIntervalSince1970)))
        let petition = try await test.open()
        let amina = try await test.sign(Samples.amina, petition)
        try await test.sign(Samples.person(1, isShown: true), petition)
        // Handed in of a copy of the site alone: for the site itself the command was interrupted before that.
        let copy = folder.appending(path: "copy")
        try FileManager.default.copyItem(at: test.folder.url, to: copy)
        let arguments = [
            "deliver", petition.slug.text, "--out", "packet", "--names", "public", "--base-url",
            "https://petitions.example.org", "--data",
        ]
        let made = try BuiltProgram(arguments + [copy.path], in: folder)
        #expect(made.status == 0, "\(made.errors)")
        try await test.sign(Samples.person(2, isShown: true), petition)
        _ = try await Links(site: test.site).withdraw(amina)
        let refused = try BuiltProgram(arguments + [test.folder.url.path], in: folder)
        #expect(refused.status == 1 && refused.errors.contains("not shown any more"), "\(refused.errors)")
        #expect(try await !test.entries(petition).contains { if case .delivered = $0 { true } else { false } })
        // Names that came since are in no way.
        let same = try BuiltProgram(arguments + [copy.path], in: folder)
        #expect(same.status == 0 && same.output.contains("The log said so already."), "\(same.errors)")
    }

    @Test func `what can't be done says what to do`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }  // left in the temporary folder at worst
        try open("The council", "The mayor")
        let cases: [([String], Int32, String)] = [
            (["lib", "--out", "packet"], 2, "--to takes"), (["lib"], 2, "--out"),
            (["lib", "--out", "packet", "--to", "nobody"], 2, "the petition addresses"),
            (["absent", "--out", "packet"], 1, "no opened petition"),
            (["lib", "--out", ".", "--to", "target-1"], 2, "exists"),
            (["lib", "--out", "packet", "--names", "all"], 2, "names"),
        ]
        for (arguments, status, words) in cases {
            let program = try BuiltProgram(["deliver", "--data", "data"] + arguments, in: folder)
            #expect(program.status == status && program.errors.contains(words), "\(arguments): \(program.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "packet").path))
    }
}

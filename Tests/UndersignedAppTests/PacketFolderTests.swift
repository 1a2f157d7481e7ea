import Foundation
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport

/// The files of a packet: whole or absent, and with no more in them than was asked for.
@Suite struct PacketFolderTests {
    private struct Jam: Error {}

    private let parent: TestFolder
    private let out: URL

    init() throws {
        parent = try TestFolder()
        out = parent.url.appending(path: "packet", directoryHint: .isDirectory)
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: out.appending(path: name)), as: UTF8.self)
    }

    private func finish(_ folder: PacketFolder, drawn: inout [String]) throws {
        try folder.finish(try Messages.catalogues(), letter: []) { sheet, names, file in
            drawn += [sheet.title] + names
            try Data("%PDF".utf8).write(to: URL(filePath: file))
        }
    }

    @Test func `a packet without names holds none, and says how it is checked`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        try await test.sign(Samples.amina, petition)
        let draft = try await Delivering(site: test.site).prepare(petition.slug, to: nil)
        let folder = try PacketFolder(draft, at: out, salt: nil)
        try folder.add(["Amina Diallo"])
        var drawn: [String] = []
        try finish(folder, drawn: &drawn)
        #expect(drawn == ["Keep the library open"])
        let names = try FileManager.default.contentsOfDirectory(atPath: out.path).sorted()
        #expect(names == ["checkpoint", "how-to-verify.txt", "letter.pdf", "packet.json", "receipt-address.txt"])
        for name in names { #expect(try !text(name).contains("Amina"), "\(name)") }
        let log = try Samples.required(petition.log)
        let how = try text("how-to-verify.txt")
        let hash = Hexadecimal.encode(Array(try text("packet.json").utf8).sha256)
        let address = "https://petitions.example.org/petitions/save-the-library"
        #expect(how.contains("undersigned verify \(address) --key '\(log.verifierKey)'"))
        #expect(how.contains("curl -fsS \(address)/documents/\(hash) | cmp - packet.json"))
        #expect(!how.contains("⟦") && !how.contains("{"), "every sentence is there")
        #expect(try text("checkpoint").hasPrefix(log.origin + "\n"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent.url.path).contains("packet"))
    }

    @Test func `paper says when it was made, and breaks the log's key where it can be put together again`() async throws
    {
        let test = try await TestSite()
        let petition = try await test.open()
        let draft = try await Delivering(site: test.site).prepare(petition.slug, to: nil)
        let sheet = PacketWording(draft.packet, try Messages.catalogues()).printed([])
        #expect(sheet.eyebrow.hasPrefix("Made on ") && sheet.author == draft.packet.text.from)
        let lines = try #require(
            sheet.sections.last?.parts.lazy.compactMap { part in
                if case .code(let lines) = part { lines } else { nil }
            }.first
        )
        #expect(lines.count == 3)
        let command = lines.joined(separator: " ").filter { !$0.isWhitespace }
        #expect(command.hasSuffix("--key'\(try Samples.required(petition.log).verifierKey)'"))
    }

    @Test func `names that are handed over are in both files, and the packet has their hash alone`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        let draft = try await Delivering(site: test.site).prepare(petition.slug, to: nil)
        let folder = try PacketFolder(draft, at: out, salt: Array(repeating: 5, count: 32))
        try folder.add(["Amina Diallo", "魏"])
        try folder.add(["Síle \"O'Connor\"/x"])
        var drawn: [String] = []
        try finish(folder, drawn: &drawn)
        #expect(drawn.dropFirst() == ["Amina Diallo", "魏", "Síle \"O'Connor\"/x"])
        #expect(try text("names.txt") == "Amina Diallo\n魏\nSíle \"O'Connor\"/x\n")
        let list = Array(try text("names.json").utf8)
        let object = try Samples.required(try JSONSerialization.jsonObject(with: Data(list)) as? [String: Any])
        #expect(object["names"] as? [String] == ["Amina Diallo", "魏", "Síle \"O'Connor\"/x"])
        #expect(object["salt"] as? String == String(repeating: "05", count: 32))
        let packet = try DeliveryPacket(parsing: Array(try text("packet.json").utf8))
        #expect(packet.names == DeliveryPacket.NameList(count: 3, sha256: Hexadecimal.encode(list.sha256)))
        #expect(try !text("packet.json").contains("Amina"))
    }

    @Test func `where nobody shows a name there are no files of names`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        let draft = try await Delivering(site: test.site).prepare(petition.slug, to: nil)
        let folder = try PacketFolder(draft, at: out, salt: Array(repeating: 5, count: 32))
        var drawn: [String] = []
        try finish(folder, drawn: &drawn)
        #expect(!FileManager.default.fileExists(atPath: out.appending(path: "names.json").path))
        #expect(try DeliveryPacket(parsing: Array(try text("packet.json").utf8)).names == nil)
    }

    @Test func `one that was cut short is not there, and the next try makes it whole`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        let delivering = Delivering(site: test.site)
        let draft = try await delivering.prepare(petition.slug, to: nil)
        let jammed = try PacketFolder(draft, at: out, salt: nil)
        #expect(throws: Jam.self) {
            try jammed.finish(try Messages.catalogues(), letter: []) { _, _, _ in throw Jam() }
        }
        #expect(try FinishedPacket(out) == nil && !FileManager.default.fileExists(atPath: out.path))
        var drawn: [String] = []
        try finish(try PacketFolder(draft, at: out, salt: nil), drawn: &drawn)
        // The process ends here, before the log says anything; whoever runs it again hands the same in.
        #expect(try await test.entries(petition).count == 3)
        let packet = try #require(try FinishedPacket(out))
        #expect(packet.address == draft.address)
        #expect(try await delivering.deliver(packet.content, checkpoint: packet.checkpoint, token: packet.token))
        #expect(try await !delivering.deliver(packet.content, checkpoint: packet.checkpoint, token: packet.token))
        #expect(throws: PacketFolder.Taken.self) { try PacketFolder(draft, at: out, salt: nil) }
        try await test.expectSoundLog(petition, size: 4)
    }
}

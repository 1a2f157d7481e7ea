package import Foundation
package import UndersignedCore

/// The folder of a packet while it is made: it has its name only once all that is in it is on the disk.
///
/// A crash leaves a hidden folder beside it, which the next try replaces.
package final class PacketFolder {
    /// There is something else of that name.
    package struct Taken: Error {}

    /// What draws `letter.pdf`.
    package typealias Drawing = (PrintedPacket, NameLines, _ file: String) throws -> Void

    private let draft: Delivering.Draft
    private let folder: URL
    private let work: URL
    private let names: NameFiles?

    /// - Parameters:
    ///   - draft: What it is about.
    ///   - folder: What it will be called; the folder above it exists.
    ///   - salt: 32 random bytes for the file of names; nil where none are handed over.
    /// - Throws: `Taken`, `DurableFile.Failure`, or the file system's error.
    package init(_ draft: Delivering.Draft, at folder: URL, salt: [UInt8]?) throws {
        guard try Self.isFree(folder) else { throw Taken() }
        (self.draft, self.folder) = (draft, folder)
        work = folder.deletingLastPathComponent().appending(path: ".\(folder.lastPathComponent).new")
        if FileManager.default.fileExists(atPath: work.path) { try FileManager.default.removeItem(at: work) }
        try DurableFile.makeFolder(work)
        names = try salt.map { [work] in try NameFiles(in: work, salt: $0) }
    }

    /// Adds names, some at a time.
    ///
    /// - Throws: `DurableFile.Failure`.
    package func add(_ more: [String]) throws {
        try names?.add(more)
    }

    /// Writes all else, and gives the folder its name.
    ///
    /// - Parameters:
    ///   - catalogues: The words, the base first.
    ///   - letter: The packet's letter.
    ///   - draw: Draws the paper.
    /// - Throws: `DurableFile.Failure`, the file system's error, or what `draw` throws; the folder is then not there.
    package func finish(_ catalogues: [Catalogue], letter: [LetterBlock], draw: Drawing) throws {
        var packet = draft.packet
        packet.names = try names?.finish()
        let content = try packet.canonical()
        let wording = PacketWording(packet, catalogues)
        let lines = try packet.names == nil ? NameLines() : NameLines(of: work.appending(path: "names.txt"))
        try draw(wording.printed(letter), lines, work.appending(path: "letter.pdf").path(percentEncoded: false))
        try DurableFile.synchronise(file: work.appending(path: "letter.pdf"))
        try write(content, "packet.json")
        try write(Array(draft.checkpoint.utf8), "checkpoint")
        try write(Array(wording.instructions(hash: content.sha256).utf8), "how-to-verify.txt")
        try write(Array(wording.address(draft.address).utf8), "receipt-address.txt")
        guard rename(work.path(percentEncoded: false), folder.path(percentEncoded: false)) == 0 else {
            throw DurableFile.Failure(step: "rename", code: errno)
        }
        try DurableFile.synchronise(folder: folder.deletingLastPathComponent())
    }

    private func write(_ bytes: [UInt8], _ name: String) throws {
        try DurableFile.write(bytes, to: work.appending(path: name))
    }

    /// An empty folder may be there already.
    private static func isFree(_ folder: URL) throws -> Bool {
        guard FileManager.default.fileExists(atPath: folder.path) else { return true }
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty
    }
}

/// What a finished folder hands in; the same again after a crash.
package struct FinishedPacket: Sendable {
    package let packet: DeliveryPacket
    /// `packet.json`.
    package let content: [UInt8]
    package let checkpoint: String
    package let token: LinkToken
    /// The private address.
    package let address: String

    /// Reads a folder; nil where there is none that `PacketFolder` finished.
    ///
    /// - Throws: The file system's error.
    package init?(_ folder: URL) throws {
        let names = ["packet.json", "checkpoint", "receipt-address.txt"]
        let files = names.map { folder.appending(path: $0) }
        guard files.allSatisfy({ FileManager.default.fileExists(atPath: $0.path) }) else { return nil }
        content = Array(try Data(contentsOf: files[0]))
        checkpoint = String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
        guard let packet = try? DeliveryPacket(parsing: content),  // damaged, so no packet
            let (address, token) = try Self.privateAddress(in: folder)
        else {
            return nil
        }
        (self.packet, self.address, self.token) = (packet, address, token)
    }

    /// The private address alone: a stranger's request costs no more than one short file a packet.
    static func privateAddress(in folder: URL) throws -> (text: String, token: LinkToken)? {
        let file = folder.appending(path: "receipt-address.txt")
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        let lines = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n")
        guard let text = lines.last, let token = text.split(separator: "/").last.flatMap({ LinkToken($0) }) else {
            return nil
        }
        return (String(text), token)
    }
}

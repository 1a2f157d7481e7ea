import Synchronization
package import UndersignedCore

/// What turns a packet into paper: the letter's Markdown into blocks, and those into `letter.pdf`.
package struct PacketPress: Sendable {
    private let catalogues: [Catalogue]
    /// Of the letter's Markdown.
    private let blocks: @Sendable (String) -> [LetterBlock]
    private let draw: @Sendable (PrintedPacket, NameLines, _ file: String) throws -> Void

    package init(
        catalogues: [Catalogue],
        blocks: @escaping @Sendable (String) -> [LetterBlock],
        draw: @escaping @Sendable (PrintedPacket, NameLines, _ file: String) throws -> Void
    ) {
        self.catalogues = catalogues
        self.blocks = blocks
        self.draw = draw
    }

    /// Writes all of a packet but its names.
    ///
    /// - Throws: `DurableFile.Failure`, the file system's error, or what draws throws; no packet is there then.
    func finish(_ folder: PacketFolder, _ packet: DeliveryPacket) throws {
        try folder.finish(catalogues, letter: blocks(packet.text.letter), draw: draw)
    }
}

/// A folder that several threads fill, one after the other.
final class OpenPacket: Sendable {
    private let folder: Mutex<PacketFolder>

    init(_ folder: sending PacketFolder) {
        self.folder = Mutex(folder)
    }

    func add(_ names: [String]) throws {
        try folder.withLock { try $0.add(names) }
    }

    func finish(_ press: PacketPress, _ packet: DeliveryPacket) throws {
        try folder.withLock { try press.finish($0, packet) }
    }
}

package import Foundation
import UndersignedCore

/// The names in a finished packet, held against those that are shown now: nobody is handed over who took a name back.
///
/// Both lists have one order, which never changes: names that were added since are passed over.
package struct PacketNames {
    private let lines: AnyIterator<String>
    private let isComplete: Bool
    private var next: String?

    /// Nil for a packet without names.
    ///
    /// - Throws: The file system's error.
    package init?(_ packet: FinishedPacket, in folder: URL) throws {
        guard packet.packet.names != nil else { return nil }
        let file = folder.appending(path: "names.txt")
        isComplete = FileManager.default.fileExists(atPath: file.path)
        lines = (isComplete ? try NameLines(of: file) : NameLines()).makeIterator()
        next = lines.next()
    }

    /// Takes the next of the names that are shown of those whom the packet counts.
    package mutating func take(_ shown: [String]) {
        for name in shown where name == next { next = lines.next() }
    }

    /// Whether each is still shown, once all were taken.
    package var areAllShown: Bool { isComplete && next == nil }
}

import Foundation
import Synchronization
import UndersignedCore

/// The names in packets, held against those that are shown now: nobody is handed over who took his or her name back.
extension PacketShelf {
    /// How long a name may lie there after it was taken back; reading a million names takes seconds.
    private static let namePause = Moment.Span.minutes(10)
    private static let namedFiles = ["names.txt", "names.json", "letter.pdf"]

    /// Whether a file of a packet has signatories' names in it.
    ///
    /// - Throws: The file system's error.
    package func holdsNames(_ name: String, of place: Place) throws -> Bool {
        guard Self.namedFiles.contains(name), case .made(let packet)? = try state(of: place) else { return false }
        return packet.content.names != nil
    }

    /// Deletes the files with names of each packet of which a name is not shown any more; what is left says so.
    func forgetStaleNames() async throws {
        let now = site.ambient.now()
        let isDue = namesReadAt.withLock { readAt in
            if let last = readAt, now - last < Self.namePause, last <= now { return false }
            readAt = now
            return true
        }
        guard isDue else { return }
        for folder in try packetFolders() {
            guard let finished = try FinishedPacket(folder), try await !showsAllNames(finished, in: folder) else {
                continue
            }
            for file in Self.namedFiles.map({ folder.appending(path: $0) })
            where FileManager.default.fileExists(atPath: file.path) {
                try FileManager.default.removeItem(at: file)
            }
        }
    }

    /// The folders of finished packets: what is being made is hidden.
    func packetFolders() throws -> [URL] {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(
            at: folder,
            includingPropertiesForKeys: nil,
            options: .skipsHiddenFiles
        )
    }

    /// Whether each name of a packet is still shown; true where it has none.
    func showsAllNames(_ packet: FinishedPacket, in folder: URL) async throws -> Bool {
        guard var names = try PacketNames(packet, in: folder) else { return true }
        let size = packet.packet.log.size
        try await Delivering(site: site).readNames(of: packet.token.petitionID, countedWithin: size) { names.take($0) }
        return names.areAllShown
    }
}

import Foundation
import UndersignedApp

/// A petition's log in a folder: `checkpoint` and `tile/`, and the petition's own files there or one folder up.
struct DirectoryLogSource: PublishedPetition {
    private let folder: URL

    /// Nil when the path is no folder.
    ///
    /// A folder whose `log` holds the checkpoint stands for that one.
    init?(path: String) {
        let folder = URL(fileURLWithPath: path, isDirectory: true)
        let log = folder.appendingPathComponent("log", isDirectory: true)
        guard Self.exists(folder) else { return nil }
        let isPetitionFolder =
            !Self.exists(folder.appendingPathComponent("checkpoint"))
            && Self.exists(log.appendingPathComponent("checkpoint"))
        self.folder = isPetitionFolder ? log : folder
    }

    func file(_ path: String) async throws -> [UInt8]? {
        try read(folder.appendingPathComponent(path))
    }

    func petitionFile(_ name: String) async throws -> [UInt8]? {
        try read(folder.appendingPathComponent(name))
            ?? read(folder.deletingLastPathComponent().appendingPathComponent(name))
    }

    private func read(_ address: URL) throws -> [UInt8]? {
        guard Self.exists(address) else { return nil }
        do {
            return Array(try Data(contentsOf: address))
        } catch {
            throw LogSourceFailure("\(address.path) can't be read: \(error.localizedDescription)")
        }
    }

    private static func exists(_ address: URL) -> Bool {
        FileManager.default.fileExists(atPath: address.path)
    }
}

import Foundation
import UndersignedApp
import UndersignedCore

/// A petition's log in a folder: `checkpoint` and `tile/`, and the petition's own files there or one folder up.
struct DirectoryLogSource: PublishedPetition {
    private var folder: URL
    /// The folder that was named, where it holds the log in another one.
    private let petition: URL?

    /// A file is read in some millionths of a second: less than it takes to begin a task.
    let filesPerTask = 32

    /// Nil when the path is no folder.
    ///
    /// A folder whose `log` holds the checkpoint stands for that one.
    init?(path: String) {
        let folder = URL(fileURLWithPath: path, isDirectory: true)
        let log = folder.appendingPathComponent("log", isDirectory: true)
        guard Self.exists(folder) else { return nil }
        let isPetitionFolder = !Self.exists(folder.appendingPathComponent("checkpoint")) && Self.exists(log)
        self.folder = isPetitionFolder ? log : folder
        petition = isPetitionFolder ? folder : nil
    }

    func following(_ origin: LogOrigin) -> any PublishedPetition {
        var other = self
        if let petition { other.folder = petition.appendingPathComponent(origin.path, isDirectory: true) }
        return other
    }

    func file(_ path: String) async throws -> [UInt8]? {
        try read(folder.appendingPathComponent(path))
    }

    func petitionFile(_ name: String) async throws -> [UInt8]? {
        try petition.flatMap { try read($0.appendingPathComponent(name)) } ?? read(folder.appendingPathComponent(name))
            ?? read(folder.deletingLastPathComponent().appendingPathComponent(name))
    }

    /// Straight into an array, in four system calls; nil where there is no file.
    private func read(_ address: URL) throws -> [UInt8]? {
        let path = address.path
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw failure(path)
        }
        defer { close(descriptor) }
        var bytes = try chunk(of: descriptor, path)
        var isWhole = bytes.isEmpty
        while !isWhole {
            let more = try chunk(of: descriptor, path)
            isWhole = more.isEmpty
            bytes += more
        }
        return bytes
    }

    /// Holds every tile and nearly every bundle whole.
    private static let chunkBytes = 32_768

    /// What comes next in a file; empty at its end.
    private func chunk(of descriptor: Int32, _ path: String) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: Self.chunkBytes) { buffer, filled in
            let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
            guard count >= 0 else { throw failure(path) }
            filled = count
        }
    }

    private func failure(_ path: String) -> LogSourceFailure {
        LogSourceFailure("\(path) can't be read: \(String(cString: strerror(errno)))")
    }

    private static func exists(_ address: URL) -> Bool {
        FileManager.default.fileExists(atPath: address.path)
    }
}

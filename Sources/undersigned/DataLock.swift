import ArgumentParser
import Foundation
import UndersignedApp

/// The lock on a data folder: a second process on the same data is refused.
final class DataLock: Sendable {
    private let descriptor: Int32

    /// - Parameters:
    ///   - folder: The data folder.
    ///   - mayBeNew: Whether it is made where it is missing; else a misspelt name would look like an empty site.
    /// - Throws: `ExitCode(2)` when the folder can't be used, `ExitCode(4)` when another process holds the lock.
    init(folder: String, mayBeNew: Bool) throws {
        guard mayBeNew || FileManager.default.fileExists(atPath: folder) else {
            throw stop(2, "data: there is no folder \(folder)")
        }
        do {
            try DurableFile.makeFolder(URL(filePath: folder, directoryHint: .isDirectory).absoluteURL)
        } catch {
            throw stop(2, "data: the folder \(folder) can't be made; check its parent's permissions")
        }
        let path = folder + "/lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw stop(2, "data: the folder \(folder) can't be written; check its permissions")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw Self.refusal(of: folder)
        }
        ftruncate(descriptor, 0)
        let text = "\(ProcessInfo.processInfo.processIdentifier)"
        _ = text.withCString { write(descriptor, $0, text.utf8.count) }
    }

    /// Whether another process has the folder now.
    static func isHeld(_ folder: String) -> Bool {
        let descriptor = open(folder + "/lock", O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) != 0
    }

    /// Names the process that has the folder.
    static func refusal(of folder: String) -> ExitCode {
        // The holder's number is for the message only.
        let text = try? String(contentsOfFile: folder + "/lock", encoding: .utf8)  // unreadable: still locked
        let holder = text ?? "?"
        return stop(4, "data: process \(holder) is using the folder \(folder); stop it first")
    }

    deinit {
        close(descriptor)
    }
}

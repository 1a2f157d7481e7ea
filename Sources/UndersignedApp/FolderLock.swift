import Foundation

/// The lock on a folder of keys that several processes share: one at a time reads, changes and writes back.
///
/// The kernel frees it when its holder dies.
struct FolderLock: Sendable {
    /// The file system gave no lock.
    struct Failure: Error {
        let code: Int32
    }

    private let file: String

    /// - Parameter folder: Must exist.
    init(folder: URL) {
        file = folder.appending(path: ".lock").path(percentEncoded: false)
    }

    /// Runs a block that nobody else's block comes between; waits for the others first, some milliseconds at most.
    func hold<Result>(_ block: () throws -> Result) throws -> Result {
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure(code: errno) }
        // Closing frees it.
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX) == 0 else { throw Failure(code: errno) }
        return try block()
    }
}

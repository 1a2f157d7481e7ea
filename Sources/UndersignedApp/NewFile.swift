import Foundation

/// A file that did not exist before: written beside, of mode 0600, and there only once it is whole.
package final class NewFile {
    /// There is something of that name already: nothing is written over it.
    package struct Taken: Error {}

    private let file: URL
    private let draft: URL
    private let descriptor: Int32
    private var pending: [UInt8] = []
    private var isFinished = false

    private static let pieceBytes = 256 * 1_024

    /// - Parameter path: Where it is to be.
    /// - Throws: `Taken`, `DurableFile.Failure`.
    package init(_ path: String) throws {
        file = URL(filePath: path).absoluteURL
        draft = file.deletingLastPathComponent().appending(path: ".\(file.lastPathComponent).\(getpid()).new")
        guard !FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) else { throw Taken() }
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        descriptor = open(draft.path(percentEncoded: false), flags, 0o600)
        guard descriptor >= 0 else { throw DurableFile.Failure(step: "open", code: errno) }
    }

    deinit {
        close(descriptor)
        if !isFinished { unlink(draft.path(percentEncoded: false)) }
    }

    /// Adds bytes.
    ///
    /// - Throws: `DurableFile.Failure`.
    package func write(_ bytes: some Sequence<UInt8>) throws {
        pending += bytes
        if pending.count >= Self.pieceBytes { try flush() }
    }

    /// Gives the file its name, durably.
    ///
    /// - Throws: `Taken` where somebody else made one meanwhile, `DurableFile.Failure`.
    package func finish() throws {
        try flush()
        guard fsync(descriptor) == 0 else { throw DurableFile.Failure(step: "fsync", code: errno) }
        // A link does not take an existing file's place, as a rename would.
        guard link(draft.path(percentEncoded: false), file.path(percentEncoded: false)) == 0 else {
            if errno == EEXIST { throw Taken() }
            throw DurableFile.Failure(step: "link", code: errno)
        }
        unlink(draft.path(percentEncoded: false))
        isFinished = true
        try DurableFile.synchronise(folder: file.deletingLastPathComponent())
    }

    private func flush() throws {
        try DurableFile.writeAll(pending, descriptor)
        pending.removeAll(keepingCapacity: true)
    }
}

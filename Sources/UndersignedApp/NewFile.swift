import Foundation

/// A file that did not exist before: of mode 0600, and there only once it is whole.
///
/// Until then it has no name, so that nothing of it stays when the program is killed; where the file system can't do that,
/// it is written beside.
package final class NewFile {
    /// There is something of that name already: nothing is written over it.
    package struct Taken: Error {}

    private let file: URL
    /// Where it is written beside; nil where it has no name yet.
    private let draft: URL?
    private let descriptor: Int32
    private var pending: [UInt8] = []
    private var isFinished = false

    private static let pieceBytes = 256 * 1_024
    /// Linux's `O_TMPFILE`, which its headers put together in a way that Swift does not read.
    private static let unnamed = 0o20_000_000 | O_DIRECTORY

    /// - Parameter path: Where it is to be.
    /// - Throws: `Taken`, `DurableFile.Failure`.
    package init(_ path: String) throws {
        file = URL(filePath: path).absoluteURL
        guard !FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) else { throw Taken() }
        let folder = file.deletingLastPathComponent()
        let nameless = open(folder.path(percentEncoded: false), O_WRONLY | Self.unnamed | O_CLOEXEC, 0o600)
        if nameless < 0, [EOPNOTSUPP, EISDIR, EINVAL].contains(errno) {
            let draft = folder.appending(path: ".\(file.lastPathComponent).\(getpid()).new")
            let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
            descriptor = open(draft.path(percentEncoded: false), flags, 0o600)
            self.draft = draft
        } else {
            (descriptor, draft) = (nameless, nil)
        }
        guard descriptor >= 0 else { throw DurableFile.Failure(step: "open", code: errno) }
    }

    deinit {
        close(descriptor)
        if !isFinished, let draft { unlink(draft.path(percentEncoded: false)) }
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
        let source = draft?.path(percentEncoded: false) ?? "/proc/self/fd/\(descriptor)"
        let path = file.path(percentEncoded: false)
        guard linkat(AT_FDCWD, source, AT_FDCWD, path, draft == nil ? AT_SYMLINK_FOLLOW : 0) == 0 else {
            if errno == EEXIST { throw Taken() }
            throw DurableFile.Failure(step: "link", code: errno)
        }
        if let draft { unlink(draft.path(percentEncoded: false)) }
        isFinished = true
        try DurableFile.synchronise(folder: file.deletingLastPathComponent())
    }

    private func flush() throws {
        try DurableFile.writeAll(pending, descriptor)
        pending.removeAll(keepingCapacity: true)
    }
}

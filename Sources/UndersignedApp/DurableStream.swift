package import Foundation

/// A large file that is written bit by bit and is whole or absent after a crash; mode 0600.
package final class DurableStream {
    /// Another process writes the same file.
    package struct Busy: Error {}

    package let descriptor: Int32
    private let file: URL
    private let draft: URL
    private var isDone = false

    /// Begins beside the file, which stays as it is until `commit`.
    ///
    /// - Parameter file: Where to; its folder exists.
    /// - Throws: `Busy`, or `DurableFile.Failure`.
    package init(_ file: URL) throws {
        self.file = file
        draft = file.deletingLastPathComponent().appending(path: ".\(file.lastPathComponent).new")
        let path = draft.path(percentEncoded: false)
        descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            isDone = true
            throw DurableFile.Failure(step: "open", code: errno)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            isDone = true
            close(descriptor)
            throw Busy()
        }
        // One that was cut short left its beginning here.
        guard ftruncate(descriptor, 0) == 0, fchmod(descriptor, 0o600) == 0 else {
            throw DurableFile.Failure(step: "truncate", code: errno)
        }
    }

    deinit {
        guard !isDone else { return }
        unlink(draft.path(percentEncoded: false))
        close(descriptor)
    }

    /// Syncs, gives the file its name, and syncs the folder: from here a crash loses nothing.
    ///
    /// - Throws: `DurableFile.Failure`; the earlier file of that name is then untouched.
    package func commit() throws {
        guard fsync(descriptor) == 0 else { throw DurableFile.Failure(step: "fsync", code: errno) }
        guard rename(draft.path(percentEncoded: false), file.path(percentEncoded: false)) == 0 else {
            throw DurableFile.Failure(step: "rename", code: errno)
        }
        isDone = true
        close(descriptor)
        try DurableFile.synchronise(folder: file.deletingLastPathComponent())
    }
}

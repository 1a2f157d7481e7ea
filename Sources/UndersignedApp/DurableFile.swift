package import Foundation

/// Small secret files that are whole or absent after a crash.
package enum DurableFile {
    /// The file system refused a step.
    package struct Failure: Error {
        package let step: String
        package let code: Int32

        package init(step: String, code: Int32) {
            (self.step, self.code) = (step, code)
        }
    }

    /// Writes beside, syncs, renames, syncs the folder; mode 0600.
    ///
    /// - Parameters:
    ///   - bytes: The whole content.
    ///   - file: Where; replaced when it exists.
    /// - Throws: `Failure` with the step and errno; the old file is then untouched.
    package static func write(_ bytes: [UInt8], to file: URL) throws {
        let folder = file.deletingLastPathComponent()
        let draft = folder.appending(path: ".\(file.lastPathComponent).new")
        let descriptor = open(draft.path(percentEncoded: false), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure(step: "open", code: errno) }
        do {
            defer { close(descriptor) }
            try writeAll(bytes, descriptor)
            guard fsync(descriptor) == 0 else { throw Failure(step: "fsync", code: errno) }
        }
        guard rename(draft.path(percentEncoded: false), file.path(percentEncoded: false)) == 0 else {
            throw Failure(step: "rename", code: errno)
        }
        try synchronise(folder: folder)
    }

    /// Makes a folder and what is missing above it; each name is on stable storage when it returns.
    ///
    /// - Parameters:
    ///   - folder: Left as it is where it exists.
    ///   - permissions: Of what is made.
    /// - Throws: `Failure` with the step and errno.
    package static func makeFolder(_ folder: URL, permissions: mode_t = 0o700) throws {
        let path = folder.path(percentEncoded: false)
        guard mkdir(path, permissions) != 0 else { return try synchronise(folder: folder.deletingLastPathComponent()) }
        switch errno {
        case EEXIST: return
        case ENOENT where folder.pathComponents.count > 1:
            try makeFolder(folder.deletingLastPathComponent(), permissions: permissions)
            try makeFolder(folder, permissions: permissions)
        case let code: throw Failure(step: "mkdir", code: code)
        }
    }

    /// Makes renames in a folder durable.
    ///
    /// - Parameter folder: An existing folder.
    /// - Throws: `Failure` with the step and errno.
    package static func synchronise(folder: URL) throws {
        let descriptor = open(folder.path(percentEncoded: false), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(step: "open folder", code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Failure(step: "fsync folder", code: errno) }
    }

    /// Makes a file durable that something else wrote.
    ///
    /// - Parameter file: An existing file.
    /// - Throws: `Failure` with the step and errno.
    package static func synchronise(file: URL) throws {
        let descriptor = open(file.path(percentEncoded: false), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(step: "open", code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Failure(step: "fsync", code: errno) }
    }

    /// Overwrites a file where it lies, and deletes it; a file system that copies on writing may keep the old blocks.
    ///
    /// - Parameter file: An existing file.
    /// - Throws: `Failure` with the step and errno; what was overwritten by then stays so.
    package static func shred(_ file: URL) throws {
        let path = file.path(percentEncoded: false)
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(step: "open", code: errno) }
        do {
            defer { close(descriptor) }
            let length = lseek(descriptor, 0, SEEK_END)
            guard length >= 0, lseek(descriptor, 0, SEEK_SET) == 0 else { throw Failure(step: "seek", code: errno) }
            try writeAll([UInt8](repeating: 0, count: Int(length)), descriptor)
            guard fsync(descriptor) == 0 else { throw Failure(step: "fsync", code: errno) }
        }
        guard unlink(path) == 0 else { throw Failure(step: "delete", code: errno) }
        try synchronise(folder: file.deletingLastPathComponent())
    }

    static func writeAll(_ bytes: [UInt8], _ descriptor: Int32) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw Failure(step: "write", code: errno) }
            rest = rest.dropFirst(written)
        }
    }
}

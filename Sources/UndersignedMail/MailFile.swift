import CCurl
import Glibc

/// A file that is there whole or not at all, also after a loss of power: its content is synced before it gets its name.
enum MailFile {
    /// Writes the content beside the file it is for; not yet on stable storage.
    ///
    /// - Parameters:
    ///   - bytes: The whole content.
    ///   - name: The file's name, without a folder.
    ///   - folder: Must exist, on one file system.
    /// - Throws: `Fault` with the step that failed and its error number.
    static func prepare(_ bytes: [UInt8], for name: String, in folder: String) throws(Fault) {
        let file = unsafe open(temporary(name, folder), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Fault(step: "open", number: errno) }
        defer { close(file) }
        try writeAll(bytes, to: file)
    }

    /// Gives prepared and synced content its name, over what was there.
    ///
    /// - Parameters:
    ///   - name: As for `prepare`.
    ///   - folder: As for `prepare`.
    /// - Throws: `Fault`.
    static func name(_ name: String, in folder: String) throws(Fault) {
        guard unsafe rename(temporary(name, folder), folder + "/" + name) == 0 else {
            throw Fault(step: "rename", number: errno)
        }
    }

    /// Puts everything written to a folder's file system onto stable storage.
    ///
    /// - Parameter folder: Must exist.
    /// - Throws: `Fault`.
    static func synchronise(_ folder: String) throws(Fault) {
        let directory = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw Fault(step: "open folder", number: errno) }
        defer { close(directory) }
        guard csyncfs(directory) == 0 else { throw Fault(step: "syncfs", number: errno) }
    }

    /// A step that the operating system refused.
    struct Fault: Error, CustomStringConvertible {
        let step: String
        let number: Int32

        var description: String { "cannot write a file: \(step) failed with error \(number)" }
    }

    private static func temporary(_ name: String, _ folder: String) -> String { folder + "/." + name + ".new" }

    private static func writeAll(_ bytes: [UInt8], to file: Int32) throws(Fault) {
        var start = 0
        while start < bytes.count {
            let rest = bytes[start...]
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Fault(step: "write", number: errno) }
            start += count
        }
    }
}

import Glibc

/// A file that is there whole or not at all, also after a loss of power.
enum MailFile {
    /// Puts bytes under a name: into a temporary file, onto stable storage, then renamed over what was there.
    ///
    /// When this returns, the file and its name are on stable storage.
    /// - Parameters:
    ///   - bytes: The whole content.
    ///   - name: The file's name, without a folder.
    ///   - folder: Must exist, on one file system.
    /// - Throws: `Fault` with the step that failed and its error number.
    static func write(_ bytes: [UInt8], to name: String, in folder: String) throws(Fault) {
        let path = folder + "/" + name
        let temporary = folder + "/." + name + ".new"
        let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Fault(step: "open", number: errno) }
        do {
            defer { close(file) }
            try writeAll(bytes, to: file)
            guard fsync(file) == 0 else { throw Fault(step: "fsync", number: errno) }
        }
        guard unsafe rename(temporary, path) == 0 else { throw Fault(step: "rename", number: errno) }
        let directory = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw Fault(step: "open folder", number: errno) }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw Fault(step: "fsync folder", number: errno) }
    }

    /// A step that the operating system refused.
    struct Fault: Error, CustomStringConvertible {
        let step: String
        let number: Int32

        var description: String { "cannot write a file: \(step) failed with error \(number)" }
    }

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

import ArgumentParser
import Foundation
import UndersignedApp
import UndersignedCore
import UndersignedDatabase

/// Where a backup is written: a file that is whole or absent, or standard output.
struct BackupOutput {
    let descriptor: Int32
    private let stream: DurableStream?
    private let name: String

    /// Who may read the file beside its owner.
    enum Secrecy {
        /// Nobody can read addresses in it, but keep it apart all the same.
        case sealed
        /// Keys.
        case secret
    }

    /// - Parameters:
    ///   - name: A path, or `-`.
    ///   - secrecy: What is written.
    /// - Throws: `ExitCode(2)` for a place that a secret must not go to, `ExitCode(1)` for one that can't be written.
    init(_ name: String, _ secrecy: Secrecy) throws {
        self.name = name
        guard name != "-" else {
            descriptor = FileHandle.standardOutput.fileDescriptor
            stream = nil
            guard isatty(descriptor) == 0 else {
                throw stop(2, "-: a backup is no text; send it to a file or a program")
            }
            if secrecy == .secret { try Self.demandPrivate(descriptor, "the file behind standard output") }
            return
        }
        if secrecy == .secret { try Self.demandPrivate(name) }
        do {
            let stream = try DurableStream(URL(filePath: name))
            (descriptor, self.stream) = (stream.descriptor, stream)
        } catch is DurableStream.Busy {
            throw stop(4, "another backup is just being written to \(name)")
        } catch {
            throw Self.stopped(error, writing: name)
        }
    }

    /// Where words go that are not the backup.
    func say(_ words: String) {
        let handle = stream == nil ? FileHandle.standardError : FileHandle.standardOutput
        handle.write(Data((words + "\n").utf8))
    }

    /// Makes the file durable and gives it its name.
    func commit() throws {
        do {
            try stream?.commit()
        } catch {
            throw stopped(error)
        }
    }

    /// What went wrong, said.
    func stopped(_ error: any Error) -> any Error { Self.stopped(error, writing: name) }

    private static func stopped(_ error: any Error, writing name: String) -> any Error {
        guard let failure = error as? DurableFile.Failure else { return error }
        return stop(
            1,
            "\(name): \(failure.reason) (\(failure.step)). Nothing was changed: an earlier file is still there."
        )
    }

    private static func demandPrivate(_ name: String) throws {
        if let found = FileMode(of: name) {
            guard found.type != .typeDirectory else {
                throw stop(
                    2,
                    "--keys: \(name) is a folder; name the file to write. (The folder of keys is --keys-folder.)"
                )
            }
            guard found.bits & 0o077 == 0 else {
                throw stop(2, "--keys: others can read \(name): chmod 600 it, or delete it")
            }
        }
        let folder = URL(filePath: name).deletingLastPathComponent().path(percentEncoded: false)
        // In a folder with the sticky bit nobody replaces another's file.
        if let found = FileMode(of: folder), found.bits & 0o022 != 0, found.bits & 0o1000 == 0 {
            throw stop(2, "--keys: others can write the folder \(folder), and so replace the file: choose another one")
        }
    }

    private static func demandPrivate(_ descriptor: Int32, _ what: String) throws {
        // A pipe has no name that is a file's.
        let place = "/proc/self/fd/\(descriptor)"
        let name = try? FileManager.default.destinationOfSymbolicLink(atPath: place)  // no file then
        guard let found = name.flatMap({ FileMode(of: $0) }), found.type == .typeRegular else { return }
        guard found.bits & 0o077 == 0 else {
            throw stop(2, "--keys: others can read \(what): set umask 077 first, or name the file instead of -")
        }
    }
}

/// What a file is, and who may do what with it.
private struct FileMode {
    let type: FileAttributeType
    let bits: Int

    /// Nil where there is no such file.
    init?(of name: String) {
        let path = URL(filePath: name).resolvingSymlinksInPath().path(percentEncoded: false)
        guard let found = try? FileManager.default.attributesOfItem(atPath: path),  // absent
            let type = found[.type] as? FileAttributeType, let bits = found[.posixPermissions] as? NSNumber
        else { return nil }
        (self.type, self.bits) = (type, bits.intValue)
    }
}

/// A backup that is read: a file, or standard input.
final class BackupInput {
    let descriptor: Int32
    let name: String

    /// - Parameter name: A path, or `-`.
    /// - Throws: `ExitCode(2)` when it can't be read.
    init(_ name: String) throws {
        self.name = name
        descriptor = name == "-" ? FileHandle.standardInput.fileDescriptor : open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw stop(2, "\(name) can't be read: \(String(cString: strerror(errno)))") }
    }

    deinit {
        if name != "-" { close(descriptor) }
    }

    /// What is wrong with it, said; any other error is given back.
    func stopped(_ error: any Error) -> any Error {
        switch error {
        case let fault as BackupFault: stop(fault.exitCode, "\(name): \(fault.words)")
        case let failure as DurableFile.Failure: stop(1, "\(name): \(failure.reason) (\(failure.step))")
        default: error
        }
    }
}

extension DurableFile.Failure {
    /// The system's words, such as "No space left on device".
    var reason: String { String(cString: strerror(code)) }
}

extension BackupFault: OperatorRefusal {
    var words: String {
        switch self {
        case .notABackup(.data): "this is no backup of a site"
        case .notABackup(.keys): "this is no backup of keys"
        case .unknownFormat(let format): "it is in format \(format), which a newer version of this program writes"
        case .newerSchema(let found, let known):
            "its tables are of version \(found), and this program knows those up to \(known): use the newer program"
        case .truncated: "it ends too early: the rest is missing"
        case .damaged(let what): "it is damaged: \(what)"
        case .unsound(let slug, let what): "the log of \(slug) in it is not sound: \(what)"
        }
    }

    var exitCode: Int32 {
        switch self {
        case .notABackup, .unknownFormat, .newerSchema: 2
        case .truncated, .damaged, .unsound: 3
        }
    }
}

extension BackingUp.Summary {
    /// One line.
    var words: String {
        let logs = header.logs.count == 1 ? "1 petition's log" : "\(header.logs.count) petitions' logs"
        let size = byteCount < 10_000_000 ? "\(byteCount / 1_000) kB" : "\(byteCount / 1_000_000) MB"
        return "\(logs), \(rowCount) rows, \(size), as of \(header.taken)"
    }
}

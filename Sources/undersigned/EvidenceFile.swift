import ArgumentParser
import Crypto
import Foundation
import UndersignedEvidence

/// A file of records on disk, read in pieces.
struct EvidenceFile {
    let path: String
    let header: [String]?
    let isQuiet: Bool

    /// It was opened, and nothing of it goes in.
    struct Refused: Error {
        let reason: EvidenceRefusal
        let report: ImportReport

        /// What a command can do about it besides.
        var advice: String {
            if case .missing = reason { ", or give them with --header-from FILE" } else { "" }
        }
    }

    private static let chunkBytes = 256 << 10

    /// Without the folder.
    var name: String { URL(filePath: path).lastPathComponent }

    /// SHA-256 of all of it.
    ///
    /// - Throws: `ExitCode(2)` after saying that it can't be opened.
    func hash() throws -> [UInt8] {
        let handle = try Self.open(path)
        var hash = SHA256()
        while let chunk = try handle.read(upToCount: Self.chunkBytes), !chunk.isEmpty { hash.update(data: chunk) }
        return Array(hash.finalize())
    }

    /// Reads it to its end.
    ///
    /// - Parameter keep: Gets the records in batches.
    /// - Returns: What became of it.
    /// - Throws: `Refused`, `ExitCode(2)` after saying that it can't be opened, and what `keep` throws.
    func report(keep: ([ContractRecord]) throws -> [RecordIndex.Place]) throws -> ImportReport {
        let handle = try Self.open(path)
        var bar = ProgressBar(isQuiet: isQuiet, unit: "KiB")
        defer { bar.clear() }
        let size = try handle.seekToEnd()
        try handle.seek(toOffset: 0)
        var running = EvidenceImport(header: header)
        do {
            var done: UInt64 = 0
            while let chunk = try handle.read(upToCount: Self.chunkBytes), !chunk.isEmpty {
                try running.feed([UInt8](chunk), keep: keep)
                done += UInt64(chunk.count)
                bar.show(done: done >> 10, of: size >> 10)
            }
            return try running.finish(file: path, keep: keep)
        } catch let reason as EvidenceRefusal {
            throw Refused(reason: reason, report: running.refusedReport(file: path))
        }
    }

    /// The names of the columns in a table's first row.
    ///
    /// - Throws: `ExitCode(2)` after saying what is wrong with it.
    static func header(in path: String) throws -> [String] {
        let handle = try open(path)
        var decoding = TextDecoding()
        var rows = SeparatedRows()
        var names: [String]?
        func take(_ row: SeparatedRow) {
            if names == nil { names = (0..<row.count).map { row.text($0) ?? "" } }
        }
        do {
            while names == nil, let chunk = try handle.read(upToCount: chunkBytes), !chunk.isEmpty {
                try rows.feed(decoding.feed([UInt8](chunk)), take: take)
            }
            if names == nil {
                try rows.feed(decoding.finish(), take: take)
                try rows.finish(take: take)
            }
        } catch {
            throw stop(2, "--header-from \(path): \(error)")
        }
        guard let names else {
            throw stop(2, "--header-from \(path): the file is empty; give one that names the columns")
        }
        return names
    }

    private static func open(_ path: String) throws -> FileHandle {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
            throw stop(
                2,
                isFolder.boolValue ? "‘\(path)’ is a folder; name the files in it" : "there is no file ‘\(path)’"
            )
        }
        // A pipe without anybody who writes would keep the program waiting, were it opened.
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            throw stop(
                2,
                "‘\(path)’ is no file but a pipe or a device, and can't be read twice; save it as a file first"
            )
        }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw stop(2, "‘\(path)’ can't be read: see to its permissions")
        }
        return handle
    }
}

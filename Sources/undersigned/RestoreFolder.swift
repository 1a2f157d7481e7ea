import ArgumentParser
import Foundation
import UndersignedApp
import UndersignedDatabase
import UndersignedSQLite

/// A data folder that a backup is brought back into: beside what is there, under its own name only when it is whole.
struct RestoreFolder {
    private let folder: String
    private let isReplaced: Bool
    private let lock: DataLock

    private static let companions = ["", "-wal", "-shm"]

    /// Takes the folder.
    ///
    /// - Parameters:
    ///   - folder: The data folder; made where it is missing.
    ///   - replaced: The folder's name once more, where what it holds is to be replaced.
    /// - Throws: `ExitCode(2)` when it holds a site already, `ExitCode(4)` when a process serves it.
    init(_ folder: String, replacing replaced: String?) throws {
        let isThere = FileManager.default.fileExists(atPath: Self.database(in: folder))
        if isThere, replaced != folder {
            let hint = replaced == nil ? "" : " (--replace names another folder)"
            throw stop(
                2,
                "data: \(folder) holds a site already\(hint); to put the backup in its place: --replace \(folder)"
            )
        }
        lock = try DataLock(folder: folder, mayBeNew: true)
        (self.folder, isReplaced) = (folder, isThere)
        try removeDraft()
    }

    static func database(in folder: String) -> String { folder + "/undersigned.sqlite" }

    private static func draft(in folder: String) -> String { folder + "/undersigned.sqlite.restoring" }

    /// Stops where a restore was begun and did not end: what is there may be older than what is to come.
    static func refuseHalf(_ folder: String) throws {
        guard !FileManager.default.fileExists(atPath: draft(in: folder)) else { throw half(folder) }
    }

    static func half(_ folder: String) -> ExitCode {
        stop(2, "data: a restore into \(folder) was cut short; run it again")
    }

    /// Reads the backup into a new database, and puts it in its place when all of it was right.
    ///
    /// - Parameter descriptor: The open backup.
    /// - Returns: What was restored, and where the replaced database is.
    /// - Throws: What was wrong; the folder is then as it was.
    func fill(from descriptor: Int32) async throws -> (summary: BackingUp.Summary, old: String?) {
        let summary: BackingUp.Summary
        do {
            let database = try SQLiteDatabase(path: Self.draft(in: folder))
            do {
                summary = try await Restoring(into: database).run(descriptor)
                try database.close()
            } catch {
                try? database.close()  // it is deleted below
                throw error
            }
        } catch {
            try removeDraft()
            throw error
        }
        let old = isReplaced ? try moveAside(as: summary.header.taken) : nil
        let (draft, database) = (Self.draft(in: folder), Self.database(in: folder))
        guard rename(draft, database) == 0 else { throw DurableFile.Failure(step: "rename", code: errno) }
        try DurableFile.synchronise(folder: URL(filePath: folder, directoryHint: .isDirectory))
        // The end of the new database cut its write-ahead log to nothing: what is beside it is empty.
        try removeDraft()
        // From here the folder holds the site of the backup; until here the draft's name kept every program out.
        return (summary, old)
    }

    /// Gives the database that was there another name; it stays readable, with what its write-ahead log holds.
    private func moveAside(as taken: String) throws -> String {
        let old = Self.database(in: folder) + ".replaced-by-\(taken)"
        for part in Self.companions.reversed() {
            guard rename(Self.database(in: folder) + part, old + part) == 0 || errno == ENOENT else {
                throw DurableFile.Failure(step: "rename", code: errno)
            }
        }
        return old
    }

    private func removeDraft() throws {
        for part in Self.companions.reversed() {
            guard unlink(Self.draft(in: folder) + part) == 0 || errno == ENOENT else {
                throw stop(1, "\(Self.draft(in: folder) + part) can't be deleted: \(String(cString: strerror(errno)))")
            }
        }
    }
}

import Foundation
import Testing
import UndersignedDatabase
import UndersignedSQLite
import UndersignedStore
import UndersignedTestSupport

/// SQLite's write-ahead log is moved into the database beside the writer.
@Suite struct LogMoverTests {
    // What a failing disk does then: Crash/disk_faults.py.
    @Test func `a long log is moved while commits go on, begins anew, and nothing is lost`() async throws {
        let folder = try TestFolder()
        let path = folder.url.appending(path: "x.sqlite").path
        let database = try SQLiteDatabase(path: path)
        _ = try await database.write { transaction in
            try transaction.rows("CREATE TABLE paper (number INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT")
        }
        let salt = try Self.salt(of: path)
        for number in 1...20 { try await put(Int64(number), bytes: 1 << 20, database) }
        // The thread beside takes its time: commits go on until it has been, and a thousand times as many as it takes are a fault.
        var count: Int64 = 20
        while try Self.salt(of: path) == salt, count < 20_000 {
            count += 1
            try await put(count, bytes: 10, database)
        }
        #expect(try Self.salt(of: path) != salt, "the log begins anew")
        let found = try await database.read { transaction in
            try transaction.row("SELECT COUNT(*) AS n, SUM(length(content)) AS bytes FROM paper")
        }
        #expect(try found?.integer("n") == count && found?.integer("bytes") == 20 << 20 + (count - 20) * 10)
        let check = try await database.read { try $0.row("PRAGMA integrity_check")?.text("integrity_check") }
        #expect(check == "ok")
        try database.close()
    }

    private func put(_ number: Int64, bytes: Int, _ database: SQLiteDatabase) async throws {
        let content = [UInt8](repeating: 7, count: bytes)
        _ = try await database.write {
            try $0.rows("INSERT INTO paper (number, content) VALUES (\(number), \(content))")
        }
    }

    /// Bytes 16 to 23 of the log's header: another number each time that it begins anew.
    private static func salt(of path: String) throws -> Data {
        let file = try FileHandle(forReadingFrom: URL(filePath: path + "-wal"))
        defer { try? file.close() }  // read only
        return try Samples.required(try file.read(upToCount: 24)).suffix(8)
    }
}

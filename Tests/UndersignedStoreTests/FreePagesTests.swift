import Foundation
import Testing
import UndersignedDatabase
import UndersignedSQLite
import UndersignedTestSupport

/// What many deleted rows leave behind.
struct FreePagesTests {
    private static func fill(_ database: SQLiteDatabase) async throws {
        try await database.write { transaction in
            try transaction.rows("CREATE TABLE item (id INTEGER PRIMARY KEY, content BLOB) STRICT")
            for id in Int64(1)...2_000 {
                try transaction.rows("INSERT INTO item VALUES (\(id), \([UInt8](repeating: 7, count: 3_000)))")
            }
            try transaction.rows("DELETE FROM item WHERE id > 10")
        }
    }

    private static func bytes(_ folder: TestFolder) throws -> Int {
        let path = folder.url.appending(path: "a.sqlite").path
        return try Samples.required(FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    }

    @Test func `a file that is closed gives back the pages of what was deleted`() async throws {
        let folder = try TestFolder()
        let database = try SQLiteDatabase(path: folder.url.appending(path: "a.sqlite").path)
        try await Self.fill(database)
        try database.close()
        #expect(try Self.bytes(folder) < 100_000)
    }

    @Test func `a file in use gives them back little by little`() async throws {
        let folder = try TestFolder()
        let database = try SQLiteDatabase(path: folder.url.appending(path: "a.sqlite").path)
        try await Self.fill(database)
        try await database.forgetDeleted()
        let full = try Self.bytes(folder)
        #expect(full > 6_000_000)
        for step in 1...5 {
            try await database.forgetDeleted()
            #expect(try Self.bytes(folder) <= max(100_000, full - step * 512 * 4_096))
        }
        #expect(try Self.bytes(folder) < 100_000)
        #expect(try await database.read { try $0.rows("SELECT id FROM item") }.count == 10)
        try database.close()
    }
}

import Foundation
import Testing
import UndersignedDatabase
import UndersignedSQLite
import UndersignedStore
import UndersignedTestSupport

/// SQLite's own limit on pages stands for a full disk: both end a statement with `SQLITE_FULL`.
@Suite struct FullDiskTests {
    private let folder: TestFolder
    private let database: SQLiteDatabase

    init() async throws {
        folder = try TestFolder()
        database = try SQLiteDatabase(path: folder.url.appending(path: "x.sqlite").path)
        _ = try await database.write { transaction in
            try transaction.rows("CREATE TABLE paper (number INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT")
        }
    }

    //
    @Test func `a full disk refuses writes, is read all the same, and takes writes again when there is room`()
        async throws
    {
        try await fill()
        #expect(database.condition == .unwritable)
        #expect(try await count() > 0)
        _ = try await database.write { try $0.rows("PRAGMA max_page_count = 100000") }
        try await put(1_000, bytes: 100_000)
        #expect(database.condition == .good)
    }

    @Test func `a commit that writes nothing does not make a full disk good`() async throws {
        try await fill()
        _ = try await database.write { try $0.rows("SELECT 1") }
        #expect(database.condition == .unwritable)
        _ = try await database.write { try $0.rows("DELETE FROM paper") }
        #expect(database.condition == .good)
    }

    @Test func `what failed on a full disk is not there and what succeeded is, however they shared commits`()
        async throws
    {
        _ = try await database.write { try $0.rows("PRAGMA max_page_count = 200") }
        let stored = await withTaskGroup(of: Int64?.self) { group in
            for number in 0..<400 {
                group.addTask {
                    do {
                        try await put(Int64(number), bytes: number % 3 == 0 ? 20_000 : 10)
                        return Int64(number)
                    } catch {
                        return nil
                    }
                }
            }
            return await group.reduce(into: Set<Int64>()) { stored, number in if let number { stored.insert(number) } }
        }
        let found = try await database.read { transaction in
            Set(try transaction.rows("SELECT number FROM paper").map { try $0.integer("number") })
        }
        #expect(found == stored)
        #expect(stored.count < 400)
    }

    private func fill() async throws {
        _ = try await database.write { try $0.rows("PRAGMA max_page_count = 60") }
        let refusal = await #expect(throws: DatabaseFailure.self) {
            for number in 1...100 { try await put(Int64(number), bytes: 4_000) }
        }
        guard case .unwritable = refusal else {
            Issue.record("refused as \(String(describing: refusal))")
            return
        }
    }

    private func put(_ number: Int64, bytes: Int) async throws {
        let content = [UInt8](repeating: 7, count: bytes)
        _ = try await database.write {
            try $0.rows("INSERT INTO paper (number, content) VALUES (\(number), \(content))")
        }
    }

    private func count() async throws -> Int64 {
        try await database.read { try $0.rows("SELECT COUNT(*) AS count FROM paper").first?.integer("count") } ?? 0
    }
}

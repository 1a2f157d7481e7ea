import Foundation
import Testing
import TransparencyLog
import UndersignedCore
import UndersignedDatabase
import UndersignedSQLite
import UndersignedStore
import UndersignedTestSupport

/// The contract of the log queries, on every real database.
@Suite struct LogQueriesTests {
    private static func head(_ size: UInt64) -> LogHead {
        LogHead(size: size, checkpoint: "c", counts: Counts(mail: 3), lastMark: nil, advancedAt: Samples.noon)
    }

    private static func prepared(_ kind: TestDatabase) async throws -> (any TransactionalDatabase, TestFolder) {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        _ = try await database.write { try $0.saveDraft(Samples.library, campaignID: nil) }
        return (database, folder)
    }

    @Test(arguments: TestDatabase.all)
    func `the head moves by compare-and-swap: the second of two is refused`(_ kind: TestDatabase) async throws {
        let (database, folder) = try await Self.prepared(kind)
        let moves = try await database.write { transaction in
            [
                try transaction.beginHead(Self.head(0), of: 1),
                try transaction.beginHead(Self.head(0), of: 1),
                try transaction.advanceHead(to: Self.head(5), from: 0, of: 1),
                try transaction.advanceHead(to: Self.head(6), from: 0, of: 1),
            ]
        }
        #expect(moves == [true, false, true, false])
        let head = try await database.read { try $0.head(1) }
        #expect(head?.size == 5 && head?.counts.mail == 3)
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `stored tiles give the edge of every size`(_ kind: TestDatabase) async throws {
        let (database, folder) = try await Self.prepared(kind)
        let leaves = (0..<700).map { MerkleTree.leafHash(of: Array("entry \($0)".utf8)) }
        var size = 0
        while size < leaves.count {
            let step = min([1, 7, 255, 256, 3][size % 5], leaves.count - size)
            let from = size
            let root = try await database.write { transaction in
                var edge = try transaction.edge(of: 1, size: UInt64(from))
                for tile in edge.append(Array(leaves[from..<from + step])) { try transaction.saveTile(tile, of: 1) }
                return edge.root
            }
            size += step
            #expect(root == MerkleTree.root(of: Array(leaves[..<size])), "size \(size)")
        }
        let partial = try await database.read { transaction in
            try transaction.tileBytes(TileCoordinate(level: 0, index: 1, width: 10), of: 1)
        }
        #expect(partial == leaves[256..<266].flatMap(\.bytes), "a partial tile is a prefix of the stored row")
        let beyond = try await database.read { transaction in
            try transaction.tileBytes(TileCoordinate(level: 0, index: 2, width: 189), of: 1)
        }
        #expect(beyond == nil)
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `an entry's place is taken once`(_ kind: TestDatabase) async throws {
        let (database, folder) = try await Self.prepared(kind)
        try await database.write { try $0.saveEntries([[1]], from: 0, of: 1) }
        await #expect(throws: DatabaseFailure.self) {
            try await database.write { try $0.saveEntries([[2]], from: 0, of: 1) }
        }
        let entries = try await database.read { try $0.entries(from: 0, count: 5, of: 1) }
        #expect(entries == [[1]])
        _ = folder
    }

    // NORMAL would lose acknowledged commits on power loss, and GRDB sets it by itself.
    @Test func `SQLite commits with synchronous FULL, in WAL mode, and deletes securely`() async throws {
        let folder = try TestFolder()
        let database = try SQLiteDatabase(path: folder.url.appending(path: "x.sqlite").path)
        let pragmas = try await database.write { transaction in
            (
                try transaction.row("PRAGMA synchronous")?.integer("synchronous"),
                try transaction.row("PRAGMA journal_mode")?.text("journal_mode"),
                try transaction.row("PRAGMA secure_delete")?.integer("secure_delete")
            )
        }
        #expect(pragmas == (2, "wal", 1))
    }

    @Test func `a newer schema is refused`() async throws {
        let folder = try TestFolder()
        let database = try await TestDatabase.sqlite.make(in: folder.url)
        try await database.write { try $0.setMetaValue("schema", Schema.version + 1) }
        await #expect(throws: Schema.TooNew.self) { try await database.write { try Schema.migrate($0) } }
    }

    @Test func `a closed database refuses, and a full queue says so`() async throws {
        let folder = try TestFolder()
        let path = folder.url.appending(path: "x.sqlite").path
        let full = try SQLiteDatabase(path: path, queueLimit: 0)
        await #expect(throws: DatabaseFailure.overloaded) { try await full.write { _ in } }
        try full.close()
        await #expect(throws: DatabaseFailure.self) { try await full.write { _ in } }
    }
}

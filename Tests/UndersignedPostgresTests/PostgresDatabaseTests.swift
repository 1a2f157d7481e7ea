import Foundation
import Synchronization
import Testing
import UndersignedDatabase
import UndersignedPostgres
import UndersignedTestSupport

/// What the driver adds to the contract that both databases fulfil.
@Suite(.enabled(if: TestDatabase.postgresAddress != nil, "no PostgreSQL: see bin/test"))
struct PostgresDatabaseTests {
    private static func withTable() async throws -> TestSchema {
        let database = try await TestSchema()
        try await database.write { transaction in
            _ = try transaction.rows("CREATE TABLE item (id BIGINT PRIMARY KEY, word TEXT, content BYTEA)")
        }
        return database
    }

    @Test func `values of each type come back as they went in`() async throws {
        let database = try await Self.withTable()
        let numbers: [Int64] = [.min, -1, 0, 1, .max]
        let words = numbers.map { $0 == 0 ? nil : "?' \($0) — ü" }
        let blob = [UInt8](0...255)
        let rows = try await database.write { transaction in
            for (number, word) in zip(numbers, words) {
                try transaction.rows("INSERT INTO item VALUES (\(number), \(word), \(number == 0 ? [] : blob))")
            }
            return try transaction.rows("SELECT id, word, content, '?' AS mark FROM item ORDER BY id")
        }
        #expect(try rows.map { try $0.integer("id") } == numbers)
        #expect(
            try rows.map { try $0.optionalText("word") } == [
                "?' \(Int64.min) — ü", "?' -1 — ü", nil, "?' 1 — ü", "?' \(Int64.max) — ü",
            ]
        )
        #expect(try rows.map { try $0.blob("content").count } == [256, 256, 0, 256, 256])
        #expect(try rows[1].blob("content") == blob && rows[1].text("mark") == "?")
    }

    @Test(arguments: [0, 1, -1, 9_999, 10_000, -10_000, 123_456_789, 100_000_000_000_000, Int64.max, .min])
    func `a sum of integers is an integer`(_ number: Int64) async throws {
        let database = try await TestSchema()
        let sum = try await database.read { try $0.row("SELECT SUM(n) AS sum FROM (VALUES (\(number))) AS t(n)") }
        #expect(try sum?.integer("sum") == number)
    }

    @Test func `a fault names no value`() async throws {
        let database = try await Self.withTable()
        let failure = await #expect(throws: DatabaseFailure.self) {
            try await database.write { transaction in
                for _ in 0..<2 { try transaction.rows("INSERT INTO item VALUES (4711, \("geheim"), NULL)") }
            }
        }
        #expect(failure?.words.contains("item_pkey") == true)
        #expect(failure?.words.contains("4711") == false && failure?.words.contains("geheim") == false)
    }

    @Test func `a read view is one view, and writes nothing`() async throws {
        let database = try await Self.withTable()
        let other = PostgresDatabase(database.address)
        let counts = try await database.read { transaction in
            let count: Query = "SELECT COUNT(*) AS n FROM item"
            let before = try transaction.row(count)?.integer("n")
            let done = DispatchSemaphore(value: 0)
            Task {
                _ = try await other.write { try $0.rows("INSERT INTO item VALUES (1, NULL, NULL)") }
                done.signal()
            }
            done.wait()
            return [before, try transaction.row(count)?.integer("n")]
        }
        #expect(counts == [0, 0])
        await #expect(throws: DatabaseFailure.self) {
            try await database.read { _ = try $0.rows("INSERT INTO item VALUES (2, NULL, NULL)") }
        }
        try other.close()
    }

    // What SQLite's single writer gives: nobody decides on a row that another is about to change.
    @Test func `two processes that read a locked row before they change it lose no change`() async throws {
        let database = try await Self.withTable()
        try await database.write { _ = try $0.rows("INSERT INTO item VALUES (1, '0', NULL)") }
        let nodes = [PostgresDatabase(database.address), PostgresDatabase(database.address)]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for turn in 0..<60 {
                group.addTask {
                    try await nodes[turn % 2].write { transaction in
                        let row = try transaction.lockedRow("SELECT word FROM item WHERE id = 1")
                        let count = try Samples.required(Int(Samples.required(row).text("word")))
                        try transaction.rows("UPDATE item SET word = \(String(count + 1)) WHERE id = 1")
                    }
                }
            }
            try await group.waitForAll()
        }
        let word = try await database.read { try $0.row("SELECT word FROM item WHERE id = 1")?.text("word") }
        #expect(word == "60")
        for node in nodes { try node.close() }
    }

    @Test func `two transactions that wait for each other both commit in the end`() async throws {
        let database = try await Self.withTable()
        try await database.write { _ = try $0.rows("INSERT INTO item VALUES (1, '', NULL), (2, '', NULL)") }
        let nodes = [PostgresDatabase(database.address), PostgresDatabase(database.address)]
        let meeting = [DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)]
        let tries = Tries()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for turn in 0..<2 {
                group.addTask {
                    try await nodes[turn].write { transaction in
                        let isFirst = tries.add() <= 2
                        try transaction.rows("UPDATE item SET word = word || 'x' WHERE id = \(1 + turn)")
                        if isFirst {
                            meeting[turn].signal()
                            meeting[1 - turn].wait()
                        }
                        try transaction.rows("UPDATE item SET word = word || 'x' WHERE id = \(2 - turn)")
                    }
                }
            }
            try await group.waitForAll()
        }
        let words = try await database.read { try $0.rows("SELECT word FROM item").map { try $0.text("word") } }
        #expect(words == ["xx", "xx"])
        #expect(tries.add() > 3, "they met")
        for node in nodes { try node.close() }
    }

    // R-19
    @Test func `a connection lost before the commit is made anew, and the block runs again`() async throws {
        let database = try await Self.withTable()
        let runs = Tries()
        try await database.write { transaction in
            try transaction.rows("INSERT INTO item VALUES (1, NULL, NULL)")
            if runs.add() == 1 { try transaction.rows("SELECT pg_terminate_backend(pg_backend_pid())") }
        }
        let count = try await database.read { try $0.row("SELECT COUNT(*) AS n FROM item")?.integer("n") }
        #expect(count == 1 && runs.add() == 3)
    }

    @Test func `a full queue says so, and a closed database refuses`() async throws {
        var limits = PostgresDatabase.Limits()
        limits.waiting = 0
        let full = PostgresDatabase(try await TestSchema().address, limits: limits)
        await #expect(throws: DatabaseFailure.overloaded) { try await full.write { _ in } }
        try full.close()
        await #expect(throws: DatabaseFailure.self) { try await full.write { _ in } }
    }

    // R-21
    @Test func `of several processes one is on duty, and another when it ends`() async throws {
        let database = try await TestSchema()
        let nodes = [PostgresDatabase(database.address), PostgresDatabase(database.address)]
        var duties = [await nodes[0].isOnDuty(), await nodes[1].isOnDuty(), await nodes[0].isOnDuty()]
        #expect(duties == [true, false, true])
        try nodes[0].close()
        // The server frees the lock when it has seen the connection's end.
        duties = []
        while duties.last != true, duties.count < 10_000 { duties.append(await nodes[1].isOnDuty()) }
        #expect(duties.last == true)
        try nodes[1].close()
    }

    // R-01
    @Test func `a server without a standby is refused where durability is replicated`() async throws {
        let database = PostgresDatabase(try await TestSchema().address, durability: .replicated)
        let failure = await #expect(throws: DatabaseFailure.self) { try await database.write { _ in } }
        guard case .unfit(let words) = failure else {
            Issue.record("\(failure.debugDescription)")
            return
        }
        #expect(words.contains("synchronous_standby_names is empty"))
        // What is there can be read meanwhile.
        try await database.read { _ in }
        try database.close()
    }

    @Test(arguments: ["synchronous_commit"])
    func `a server that forgets commits is refused`(setting: String) async throws {
        let address = try await TestSchema().address
        let careless = PostgresDatabase(address.with(setting, "off"))
        let failure = await #expect(throws: DatabaseFailure.self) { try await careless.write { _ in } }
        #expect(failure?.words.contains("\(setting) is off") == true)
        try careless.close()
    }
}

/// How often a block ran.
final class Tries: Sendable {
    private let count = Mutex(0)

    /// Counts one more, and gives their number.
    func add() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}

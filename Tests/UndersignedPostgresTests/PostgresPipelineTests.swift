import Testing
import UndersignedDatabase
import UndersignedPostgres
import UndersignedTestSupport

/// Statements that nobody waits for, one behind the other.
@Suite(.enabled(if: TestDatabase.postgresAddress != nil, "no PostgreSQL: see bin/test"))
struct PostgresPipelineTests {
    private static func withTable() async throws -> TestSchema {
        let database = try await TestSchema()
        try await database.write { transaction in
            _ = try transaction.rows("CREATE TABLE item (id BIGINT PRIMARY KEY, word TEXT)")
        }
        return database
    }

    private static func ids(_ database: TestSchema) async throws -> [Int64] {
        try await database.read { try $0.rows("SELECT id FROM item ORDER BY id").map { try $0.integer("id") } }
    }

    private static func insert(_ id: Int64, _ word: String = "", in transaction: any Transaction) throws {
        try transaction.execute("INSERT INTO item VALUES (\(id), \(word))")
    }

    @Test func `more than are under way at once arrive in their order, before whatever asks next`() async throws {
        let database = try await Self.withTable()
        let seen = try await database.write { transaction in
            var seen: [Int64?] = []
            for id in 1...1_000 {
                try Self.insert(Int64(id), in: transaction)
                guard id % 300 == 0 else { continue }
                seen.append(try transaction.row("SELECT MAX(id) AS last FROM item")?.integer("last"))
                try transaction.execute("UPDATE item SET word = 'seen' WHERE id <= \(id)")
            }
            return seen
        }
        #expect(seen == [300, 600, 900])
        #expect(try await Self.ids(database) == Array(1...1_000))
    }

    @Test func `a fault that comes late undoes its block and no other, and names no value`() async throws {
        let database = try await Self.withTable()
        let outcomes = await withTaskGroup(of: Result<Void, any Error>.self) { group in
            for number in Int64(0)..<20 {
                group.addTask {
                    do {
                        try await database.write { transaction in
                            for id in 0..<5 { try Self.insert(number * 10 + Int64(id), in: transaction) }
                            // The server learns of it when nothing else is asked any more, or with the next question.
                            let isBad = number % 4 == 0
                            if isBad { try transaction.execute("INSERT INTO item VALUES (NULL, \("geheim"))") }
                            if number % 8 == 0 { _ = try transaction.row("SELECT 1 AS one") }
                        }
                        return .success(())
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let failures = outcomes.compactMap { outcome -> DatabaseFailure? in
            if case .failure(let error) = outcome { error as? DatabaseFailure } else { nil }
        }
        #expect(failures.count == 5 && outcomes.count == 20)
        #expect(failures.allSatisfy { !$0.words.contains("geheim") && $0.words.contains("23502") }, "\(failures)")
        let good = (Int64(0)..<20).filter { $0 % 4 != 0 }
        let expected: [Int64] = good.flatMap { number in (Int64(0)..<5).map { number * 10 + $0 } }
        #expect(try await Self.ids(database) == expected)
    }

    @Test func `a fault under way, and then the block's own, leave a connection that works`() async throws {
        struct Own: Error {}
        let database = try await Self.withTable()
        try await database.write { try Self.insert(1, in: $0) }
        for _ in 0..<4 {
            await #expect(throws: (any Error).self) {
                try await database.write { transaction in
                    try Self.insert(1, in: transaction)
                    throw Own()
                }
            }
        }
        for id in Int64(2)...20 { try await database.write { try Self.insert(id, in: $0) } }
        #expect(try await Self.ids(database) == Array(1...20))
    }

    @Test func `a connection that is lost under way is made anew, and the block runs again`() async throws {
        let database = try await Self.withTable()
        let tries = Tries()
        try await database.write { transaction in
            let isFirst = tries.add() == 1
            for id in Int64(1)...50 { try Self.insert(id, in: transaction) }
            if isFirst { try transaction.execute("SELECT pg_terminate_backend(pg_backend_pid())") }
            for id in Int64(51)...100 { try Self.insert(id, in: transaction) }
        }
        #expect(try await Self.ids(database) == Array(1...100))
    }
}

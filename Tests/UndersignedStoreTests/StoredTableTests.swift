import Testing
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// The list of tables that a backup copies is the database's own.
@Suite struct StoredTableTests {
    @Test func `no table, no column and no key is forgotten by a backup`() async throws {
        let folder = try TestFolder()
        let database = try await TestDatabase.sqlite.make(in: folder.url)
        let found = try await database.read { transaction in
            // Search indexes are made of the rows wherever they are, and are not copied.
            try transaction.rows(
                """
                SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                    AND name NOT LIKE 'petition_search%' AND name NOT LIKE 'evidence_search%'
                """
            ).map { try $0.text("name") }
        }
        #expect(Set(found) == Set(StoredTable.all.map(\.name)))
        #expect(StoredTable.all.count == found.count, "each once")
        for table in StoredTable.all {
            let columns = try await database.read { transaction in
                try transaction.rows("SELECT name, type, pk FROM pragma_table_info(\(table.name))")
            }
            let kinds = try columns.map { "\(try $0.text("name")) \(try $0.text("type"))" }
            #expect(Set(kinds) == Set(table.columns.map { "\($0) \(Self.word(table.types[$0]))" }), "\(table.name)")
            let key = try columns.filter { try $0.integer("pk") > 0 }.sorted { try $0.integer("pk") < $1.integer("pk") }
            #expect(try key.map { try $0.text("name") } == table.key, "\(table.name)")
        }
    }

    @Test func `a table stands after those that its rows point to`() async throws {
        let folder = try TestFolder()
        let database = try await TestDatabase.sqlite.make(in: folder.url)
        var seen: Set<String> = []
        for table in StoredTable.all {
            seen.insert(table.name)
            let parents = try await database.read { transaction in
                try transaction.rows("SELECT \"table\" AS parent FROM pragma_foreign_key_list(\(table.name))")
                    .map { try $0.text("parent") }
            }
            #expect(seen.isSuperset(of: parents), "\(table.name)")
        }
    }

    private static func word(_ type: QueryType?) -> String {
        switch type {
        case .integer: "INTEGER"
        case .text: "TEXT"
        case .blob: "BLOB"
        case nil: "?"
        }
    }
}

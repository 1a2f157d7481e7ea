import Foundation
import UndersignedDatabase
import UndersignedTestSupport

/// The files of a site's tables on a PostgreSQL server, with the rows that are dead.
///
/// Not its write-ahead log: all tests share it, and what is deleted stays there until the server uses it again.
enum PostgresFiles {
    /// Empty for another database, and for a server whose files are not this machine's or not this account's.
    static func bytes(of database: any TransactionalDatabase) async throws -> [Data] {
        guard database is TestSchema else { return [] }
        let (folder, tables) = try await database.read { transaction in
            // What was committed may be in memory alone.
            _ = try transaction.rows("CHECKPOINT")
            return (
                try transaction.rows("SHOW data_directory").first?.text("data_directory") ?? "",
                try transaction.rows(
                    """
                    SELECT pg_relation_filepath(c.oid) AS path FROM pg_class c
                    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'i', 't')
                    """
                ).map { try $0.text("path") }
            )
        }
        return tables.compactMap { table in
            try? Data(contentsOf: URL(filePath: "\(folder)/\(table)"))  // gone, or not ours to read
        }
    }
}

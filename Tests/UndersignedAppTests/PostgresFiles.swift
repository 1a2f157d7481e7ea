import Foundation
import UndersignedDatabase
import UndersignedTestSupport

/// The files of a PostgreSQL server, with the rows that are dead and its write-ahead log.
enum PostgresFiles {
    /// Empty for another database, and for a server whose files are not this machine's or not this account's.
    static func bytes(of database: any TransactionalDatabase) async throws -> [Data] {
        guard database is TestSchema else { return [] }
        let (folder, tables) = try await database.read { transaction in
            (
                try transaction.rows("SHOW data_directory").first?.text("data_directory") ?? "",
                try transaction.rows(
                    """
                    SELECT pg_relation_filepath(c.oid) AS path FROM pg_class c
                    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'i', 't')
                    """
                ).map { try $0.text("path") }
            )
        }
        let log = try? FileManager.default.contentsOfDirectory(atPath: folder + "/pg_wal")  // not this account's
        let names = tables + (log ?? []).map { "pg_wal/\($0)" }
        return names.compactMap { try? Data(contentsOf: URL(filePath: "\(folder)/\($0)")) }  // a folder, or gone
    }
}

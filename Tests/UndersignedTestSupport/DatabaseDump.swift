package import UndersignedDatabase
package import UndersignedStore

/// All rows of all tables, as whoever takes the database reads them.
package struct DatabaseDump: Sendable {
    /// A table with its rows; the values stand in the order of `table.columns`.
    package struct Part: Sendable {
        package let table: StoredTable
        package let rows: [[QueryValue]]

        /// The values of a column; empty where the table has none of that name.
        package func values(_ column: String) -> [QueryValue] {
            guard let place = table.columns.firstIndex(of: column) else { return [] }
            return rows.map { $0[place] }
        }
    }

    package let parts: [Part]

    /// - Throws: A fault of the database.
    package init(_ database: any ReadableDatabase) async throws {
        var parts: [Part] = []
        for table in StoredTable.all {
            let columns = table.columns.joined(separator: ", ")
            let query = Query(built: "SELECT \(columns) FROM \(table.name)")
            parts.append(Part(table: table, rows: try await database.read { try $0.rows(query).map(\.values) }))
        }
        self.parts = parts
    }

    /// A table by its name.
    package func part(_ name: String) -> Part? { parts.first { $0.table.name == name } }

    /// Every value that is bytes.
    package var blobs: [[UInt8]] {
        parts.flatMap { part in
            part.rows.flatMap { $0.compactMap { if case .blob(let bytes) = $0 { bytes } else { nil } } }
        }
    }
}

import Synchronization
package import UndersignedCore
package import UndersignedDatabase
package import UndersignedStore

/// Writes all that a database holds into one file, as it was at one instant, while others go on writing.
///
/// Keys are not in it, nor what waits to be mailed (docs/formats/backup.md).
package struct BackingUp: Sendable {
    /// What a backup holds.
    package struct Summary: Hashable, Sendable {
        package var header: BackupHeader
        package var rowCount: Int
        package var byteCount: Int
    }

    /// The tables are not those of this program: they are brought up to date by serving them once.
    package struct OtherSchema: Error {
        package let found: Int64
    }

    /// The database began the transaction anew, when part of the file was written.
    package struct Interrupted: Error {}

    private let database: any ReadableDatabase
    private let ambient: Ambient

    package init(database: any ReadableDatabase, ambient: Ambient) {
        self.database = database
        self.ambient = ambient
    }

    /// Reads every table in one read transaction, some thousand rows at a time.
    ///
    /// - Parameters:
    ///   - descriptor: An open file or pipe; stays open, and is not synced.
    ///   - tell: Called after each slice of a table.
    /// - Returns: What was written.
    /// - Throws: `OtherSchema`, a fault of the database, or `DurableFile.Failure`.
    package func write(
        to descriptor: Int32,
        tell: @escaping @Sendable (StoredTable) -> Void = { _ in }
    ) async throws -> Summary {
        let now = ambient.now()
        let once = Mutex(Once())
        return try await database.read { transaction in
            // A block may run again where the connection broke; what was written can't be taken back.
            guard once.withLock({ $0.begin() }) else { throw Interrupted() }
            try transaction.expectLongRead()
            let schema = try transaction.metaValue("schema") ?? 0
            guard schema == Schema.version else { throw OtherSchema(found: schema) }
            let header = try BackupHeader(transaction, at: now)
            var writer = BackupWriter(.data, to: descriptor)
            try writer.block(.header, header.encoded())
            var rowCount = 0
            for table in StoredTable.all {
                try writer.block(.table, BackupFormat.encode(BackupTable(name: table.name, columns: table.columns)))
                rowCount += try Self.copy(table, from: transaction, to: &writer, tell)
            }
            try writer.finish(Self.end(rowCount))
            return Summary(header: header, rowCount: rowCount, byteCount: writer.byteCount)
        }
    }

    private static func copy(
        _ table: StoredTable,
        from transaction: any Transaction,
        to writer: inout BackupWriter,
        _ tell: (StoredTable) -> Void
    ) throws -> Int {
        var last: QueryRow?
        var count = 0
        while true {
            let rows = try transaction.slice(of: table, after: last, isBackup: true)
            for row in rows { try writer.row(row.values) }
            count += rows.count
            tell(table)
            guard rows.count == table.sliceCount else { return count }
            last = rows.last
        }
    }

    private struct Once {
        private var isBegun = false

        /// True the first time.
        mutating func begin() -> Bool {
            defer { isBegun = true }
            return !isBegun
        }
    }

    /// The last block: how many rows there are.
    static func end(_ rowCount: Int) -> [UInt8] {
        var end: [UInt8] = []
        end.append(value: .integer(Int64(rowCount)))
        return end
    }
}

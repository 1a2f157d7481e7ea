import UndersignedCore
package import UndersignedDatabase
import UndersignedStore

/// Copies a whole site from one database to another, row by row, and shows that both hold the same.
///
/// Nobody serves either of them meanwhile. Cut short, it goes on where it was: each part is one transaction, and rows are
/// copied in the order of their keys.
package struct Migrating: Sendable {
    /// Why nothing, or no more, is copied.
    package enum Refusal: Error, Hashable, Sendable {
        /// The source's tables are not those of this program.
        case otherSchema(found: Int64)
        /// The target holds a site.
        case notEmpty
        /// The source changed after the copy had begun, or what was copied did.
        case differs(table: String)
    }

    /// How far it is.
    package struct Progress: Hashable, Sendable {
        package let table: String
        /// Rows of the table that were copied by this run.
        package let rowCount: Int
        /// Whether the table is whole.
        package let isDone: Bool
    }

    /// Between two reports of a large table.
    private static let rowsPerReport = 200_000

    private let source: any ReadableDatabase
    private let target: any TransactionalDatabase
    private let tell: @Sendable (Progress) -> Void

    /// - Parameters:
    ///   - source: Its rows stay as they are.
    ///   - target: Empty, or what an earlier run left.
    ///   - tell: Called now and then in a large table, and at the end of each.
    package init(
        from source: any ReadableDatabase,
        to target: any TransactionalDatabase,
        tell: @escaping @Sendable (Progress) -> Void = { _ in }
    ) {
        (self.source, self.target, self.tell) = (source, target, tell)
    }

    /// Copies what is not there yet and compares all of it.
    ///
    /// The target is not whole before `finish`, and says so to every program.
    ///
    /// - Parameter isAnew: Whether what an earlier run left is deleted first.
    /// - Returns: The logs of both.
    /// - Throws: `Refusal`, `BackupFault.unsound`, or a fault of a database; another run then goes on.
    package func copy(anew isAnew: Bool = false) async throws -> BackupHeader {
        let header = try await header()
        try await prepare(isAnew)
        for table in StoredTable.all { try await copy(table) }
        try await target.write { try $0.continueNumbering() }
        for table in StoredTable.all { try await compare(table) }
        try await Restoring.demand(header, target)
        return header
    }

    /// Lets the target be served.
    ///
    /// Called when the source can no longer be: at no time are there two sites.
    package func finish() async throws {
        try await target.write { try $0.endFilling() }
    }

    private func header() async throws -> BackupHeader {
        try await source.read { transaction in
            let schema = try transaction.metaValue("schema") ?? 0
            guard schema == Schema.version else { throw Refusal.otherSchema(found: schema) }
            // The time is of no use here: nothing of it is stored.
            return try BackupHeader(transaction, at: Moment(seconds: 0))
        }
    }

    private func prepare(_ isAnew: Bool) async throws {
        try await target.write { transaction in
            try Schema.migrate(transaction)
            if try transaction.isBeingFilled() {
                if isAnew { try transaction.deleteCopied() }
            } else {
                guard try transaction.petitions().isEmpty else { throw Refusal.notEmpty }
                try transaction.deleteCopied()
                try transaction.beginFilling()
            }
        }
    }

    private func copy(_ table: StoredTable) async throws {
        let dialect = try await source.read { $0.dialect }
        var last = try await target.read { try $0.lastRow(of: table, inOrderOf: dialect) }
        var rowCount = 0
        while true {
            let rows = try await source.read { [last] in try $0.slice(of: table, after: last, isBackup: false) }
            guard !rows.isEmpty else { return tell(Progress(table: table.name, rowCount: rowCount, isDone: true)) }
            try await target.write { try $0.insert(rows.map(\.values), table.columns, into: table) }
            rowCount += rows.count
            last = rows.last
            if rowCount % Self.rowsPerReport < rows.count {
                tell(Progress(table: table.name, rowCount: rowCount, isDone: false))
            }
        }
    }

    private func compare(_ table: StoredTable) async throws {
        guard try await Self.digest(table, source) == Self.digest(table, target) else {
            throw Refusal.differs(table: table.name)
        }
    }

    private static func digest(_ table: StoredTable, _ database: any ReadableDatabase) async throws -> TableDigest {
        try await database.read { transaction in
            try transaction.expectLongRead()
            var digest = TableDigest()
            var last: QueryRow?
            while true {
                let rows = try transaction.slice(of: table, after: last, isBackup: false)
                for row in rows { digest.add(row.values) }
                guard rows.count == table.sliceCount else { return digest }
                last = rows.last
            }
        }
    }
}

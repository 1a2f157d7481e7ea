import Foundation
import GRDB
import UndersignedDatabase

/// A transaction on GRDB's connection.
///
/// Lives only inside the block that was given it.
struct SQLiteTransaction: Transaction {
    let database: Database

    var dialect: Dialect { .sqlite }

    func rows(_ query: Query) throws -> [QueryRow] {
        do {
            let statement = try database.cachedStatement(sql: query.sql)
            try statement.setArguments(StatementArguments(query.values.map(\.databaseValue)))
            guard statement.columnCount > 0 else {
                try statement.execute()
                return []
            }
            let columns = statement.columnNames
            var rows: [QueryRow] = []
            let cursor = try Row.fetchCursor(statement)
            while let row = try cursor.next() {
                rows.append(QueryRow(columns: columns, values: row.databaseValues.map(QueryValue.init)))
            }
            return rows
        } catch let error as DatabaseError {
            throw error.failure
        }
    }
}

extension QueryValue {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .text(let value): value.databaseValue
        case .blob(let value): Data(value).databaseValue
        }
    }

    fileprivate init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let value): self = .integer(value)
        case .double(let value): self = .text(String(value))
        case .string(let value): self = .text(value)
        case .blob(let data): self = .blob([UInt8](data))
        }
    }
}

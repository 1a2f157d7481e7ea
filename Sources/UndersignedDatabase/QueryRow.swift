/// One row of a result: values by column name.
package struct QueryRow: Sendable {
    package let columns: [String]
    package let values: [QueryValue]

    package init(columns: [String], values: [QueryValue]) {
        self.columns = columns
        self.values = values
    }

    /// - Throws: `DatabaseFailure.unexpectedShape` when the column is absent, NULL or of another type.
    package func integer(_ column: String) throws -> Int64 {
        guard case .integer(let value) = try value(column) else { throw mismatch(column, "integer") }
        return value
    }

    /// - Throws: `DatabaseFailure.unexpectedShape` when the column is absent, NULL or of another type.
    package func text(_ column: String) throws -> String {
        guard case .text(let value) = try value(column) else { throw mismatch(column, "text") }
        return value
    }

    /// - Throws: `DatabaseFailure.unexpectedShape` when the column is absent, NULL or of another type.
    package func blob(_ column: String) throws -> [UInt8] {
        guard case .blob(let value) = try value(column) else { throw mismatch(column, "blob") }
        return value
    }

    /// - Throws: `DatabaseFailure.unexpectedShape` when the column is absent or of another type.
    package func optionalInteger(_ column: String) throws -> Int64? {
        try isNull(column) ? nil : integer(column)
    }

    /// - Throws: `DatabaseFailure.unexpectedShape` when the column is absent or of another type.
    package func optionalText(_ column: String) throws -> String? {
        try isNull(column) ? nil : text(column)
    }

    /// - Throws: `DatabaseFailure.unexpectedShape` when the column is absent or of another type.
    package func optionalBlob(_ column: String) throws -> [UInt8]? {
        try isNull(column) ? nil : blob(column)
    }

    private func isNull(_ column: String) throws -> Bool {
        try value(column) == .null
    }

    private func value(_ column: String) throws -> QueryValue {
        guard let index = columns.firstIndex(of: column) else { throw mismatch(column, "any") }
        return values[index]
    }

    private func mismatch(_ column: String, _ wanted: String) -> DatabaseFailure {
        .unexpectedShape("column \(column): wanted \(wanted)")
    }
}

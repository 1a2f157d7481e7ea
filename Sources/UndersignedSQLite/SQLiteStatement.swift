import CSQLite
import UndersignedDatabase

/// A prepared statement of one connection.
///
/// Values go to SQLite and come back without a type between: on the hot path that is half of what a statement costs.
final class SQLiteStatement {
    private let handle: OpaquePointer
    private var columns: [String] = []

    /// - Parameter handle: Prepared; finalised with this object.
    init(handle: OpaquePointer) {
        self.handle = handle
        readColumns()
    }

    deinit {
        sqlite3_finalize(handle)
    }

    /// Runs it to its end.
    ///
    /// - Parameters:
    ///   - values: As many as the text has question marks.
    ///   - failure: Makes the error of a result code.
    /// - Returns: All rows.
    /// - Throws: What `failure` makes.
    func rows(_ values: [QueryValue], failure: (Int32) -> DatabaseFailure) throws -> [QueryRow] {
        defer {
            // The values are not kept in memory for longer than they are needed.
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for (index, value) in values.enumerated() {
            let code = bind(value, at: Int32(index + 1))
            guard code == SQLITE_OK else { throw failure(code) }
        }
        var rows: [QueryRow] = []
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_DONE: return rows
            case SQLITE_ROW: rows.append(row())
            case let code: throw failure(code)
            }
        }
    }

    /// Told by SQLite to keep a copy: the array goes when this returns.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    private func bind(_ value: QueryValue, at index: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(handle, index)
        case .integer(let value): return sqlite3_bind_int64(handle, index, value)
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { letters in
                    // Without an address SQLite would bind NULL.
                    guard let start = letters.baseAddress else {
                        return sqlite3_bind_text(handle, index, "", 0, Self.copied)
                    }
                    return sqlite3_bind_text(handle, index, start, Int32(letters.count), Self.copied)
                }
            }
        case .blob(let bytes):
            guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(handle, index, 0) }
            return sqlite3_bind_blob(handle, index, bytes, Int32(bytes.count), Self.copied)
        }
    }

    private func row() -> QueryRow {
        // A table that got a column since makes SQLite prepare the statement anew.
        if Int(sqlite3_column_count(handle)) != columns.count { readColumns() }
        var values: [QueryValue] = []
        values.reserveCapacity(columns.count)
        for index in columns.indices { values.append(value(at: Int32(index))) }
        return QueryRow(columns: columns, values: values)
    }

    private func value(at index: Int32) -> QueryValue {
        switch sqlite3_column_type(handle, index) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, index))
        case SQLITE_NULL: return .null
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(handle, index)
            return .blob(Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, index)))))
        default:
            // A number with a fraction, which no table here holds, is given as its text.
            let start = sqlite3_column_text(handle, index)
            let letters = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, index)))
            return .text(String(decoding: letters, as: UTF8.self))
        }
    }

    private func readColumns() {
        columns = (0..<sqlite3_column_count(handle)).map { index in
            sqlite3_column_name(handle, index).map { String(cString: $0) } ?? ""
        }
    }
}

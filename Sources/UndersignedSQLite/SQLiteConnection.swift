import CSQLite
import UndersignedDatabase

/// One open connection and its prepared statements.
///
/// Used by one thread at a time: whoever holds it sees to that, hence unchecked.
final class SQLiteConnection: Transaction, @unchecked Sendable {
    enum Access {
        case readWrite, readOnly
    }

    /// How long a statement waits for another connection's lock, in milliseconds.
    private static let patience: Int32 = 5_000
    /// More texts than the program has: a bound for what nobody foresaw.
    private static let statementLimit = 500

    /// Once for all connections; refused, and of no matter, where another library in the process was first.
    private static let isSetUp = undersigned_sqlite_without_statistics() == SQLITE_OK

    let handle: OpaquePointer
    /// Asked behind each commit, so it must last as long.
    var mover: LogMover?
    /// Prepared once, by their text.
    private var statements: [StatementText: SQLiteStatement] = [:]

    /// - Parameters:
    ///   - path: The file; made where it is missing and may be written.
    ///   - access: Whether it writes.
    /// - Throws: `DatabaseFailure` when the file can't be opened.
    init(path: String, _ access: Access) throws {
        _ = Self.isSetUp
        var opened: OpaquePointer?
        let mode = access == .readWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY
        let code = sqlite3_open_v2(path, &opened, mode | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            defer { sqlite3_close_v2(opened) }
            throw opened.map { Self.failure(code, of: $0) } ?? .statement("out of memory")
        }
        handle = opened
        // SQLite opens it for reading then, and refuses every write until it is opened anew.
        if access == .readWrite, sqlite3_db_readonly(handle, "main") != 0 {
            throw DatabaseFailure.unwritable("the file may only be read")
        }
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, Self.patience)
        // Deleted means gone: freed pages are overwritten.
        try rows("PRAGMA secure_delete = ON")
        try rows("PRAGMA foreign_keys = ON")
        try rows("PRAGMA temp_store = MEMORY")
    }

    deinit {
        statements = [:]
        sqlite3_close_v2(handle)
    }

    @discardableResult
    func rows(_ query: Query) throws -> [QueryRow] {
        try statement(query.text).rows(query.values) { code in Self.failure(code, of: handle) }
    }

    var dialect: Dialect { .sqlite }

    /// Whether a transaction is open: some faults end it by themselves.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// How many pages went to the disk since it was opened.
    var writtenPageCount: Int32 {
        var (count, highest): (Int32, Int32) = (0, 0)
        sqlite3_db_status(handle, SQLITE_DBSTATUS_CACHE_WRITE, &count, &highest, 0)
        return count
    }

    /// What the last call met, where it was the disk's fault.
    var diskFault: DiskFault? {
        DiskFault(sqlite3_extended_errcode(handle), systemCode: sqlite3_system_errno(handle))
    }

    private func statement(_ text: StatementText) throws -> SQLiteStatement {
        if let known = statements[text] { return known }
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(handle, text.sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let prepared else { throw Self.failure(code, of: handle) }
        if statements.count >= Self.statementLimit { statements = [:] }
        let statement = SQLiteStatement(handle: prepared)
        statements[text] = statement
        return statement
    }

    /// The fault without values: the words are SQLite's own, which quote no bound value.
    private static func failure(_ code: Int32, of handle: OpaquePointer) -> DatabaseFailure {
        let words = String(cString: sqlite3_errmsg(handle))
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED: return .locked(words)
        default:
            let fault = "\(words) (SQLite \(code))"
            return DiskFault(code, systemCode: sqlite3_system_errno(handle)) == .refusal
                ? .unwritable(fault) : .statement(fault)
        }
    }
}

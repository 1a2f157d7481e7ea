import CLibPQ
import UndersignedDatabase

/// One connection and its prepared statements, confined to the thread that opened it.
@safe
final class PostgresConnection {
    /// libpq's word for values that are not text.
    static let binary: Int32 = 1

    let handle: OpaquePointer
    private let notices = PostgresNotices()
    /// The names of prepared statements by their text: our texts are constants, so they are some hundred at most.
    private var statements: [PreparedForm: String] = [:]
    /// What went wrong first since `forgetFault`.
    private(set) var fault: PostgresFault?
    /// Statements that were sent and not answered yet.
    var sentCount = 0

    /// Connects, and waits for it.
    ///
    /// - Parameter address: Where, as whom and how the server is checked.
    /// - Throws: `PostgresFault` that is lost, with libpq's words, which hold no password.
    init(_ address: PostgresAddress) throws(PostgresFault) {
        guard let handle = unsafe PQconnectdb(address.connectionText) else {
            throw PostgresFault(lost: "no memory for a connection")
        }
        guard unsafe PQstatus(handle) == CONNECTION_OK else {
            let words = unsafe String(cString: PQerrorMessage(handle))
            unsafe PQfinish(handle)
            throw PostgresFault(lost: words.split(whereSeparator: \.isNewline).joined(separator: " "))
        }
        unsafe self.handle = handle
        unsafe PQsetNoticeReceiver(handle, hearNotice, Unmanaged.passUnretained(notices).toOpaque())
    }

    deinit {
        unsafe PQfinish(handle)
    }

    /// Forgets what went wrong before: a new block begins.
    func forgetFault() {
        fault = nil
    }

    /// Runs statements without values and without an answer, such as `BEGIN`.
    func run(_ sql: String) throws(PostgresFault) {
        try drain()
        let result = unsafe PQexec(handle, sql)
        defer { unsafe PQclear(result) }
        unsafe try check(result)
    }

    /// Ends the transaction for good.
    ///
    /// - Throws: `PostgresFault`; lost where nobody can say whether it is durable.
    func commit() throws(PostgresFault) {
        try drain()
        notices.hasWarned = false
        let result = unsafe PQexec(handle, "COMMIT")
        defer { unsafe PQclear(result) }
        unsafe try check(result)
        guard unsafe String(cString: PQcmdStatus(result)) == "COMMIT" else {
            throw PostgresFault(state: "25P02", message: "the transaction was undone", place: nil, isLost: false)
        }
        // A wait for the standby that was cut off: committed here, and perhaps nowhere else.
        if notices.hasWarned {
            throw PostgresFault(lost: "the commit came with a warning: a standby may not have it")
        }
    }

    /// Runs a prepared statement, and prepares it the first time.
    ///
    /// - Parameters:
    ///   - query: With `?` for each value.
    ///   - suffix: Follows the text, such as `FOR UPDATE`.
    /// - Returns: All of its rows.
    /// - Throws: `DatabaseFailure`; what it was is kept in `fault`.
    func rows(_ query: Query, suffix: String) throws(DatabaseFailure) -> [QueryRow] {
        do {
            let name = try prepared(query, suffix: suffix)
            if sentCount > 0 {
                try send(query, as: name)
                return try drain()
            }
            let values = BoundValues(query.values)
            let result = unsafe values.withAddresses { addresses, lengths, formats in
                unsafe PQexecPrepared(handle, name, values.count, addresses, lengths, formats, Self.binary)
            }
            defer { unsafe PQclear(result) }
            unsafe try check(result)
            guard let result = unsafe result else { return [] }
            return unsafe try PostgresRows(result).all()
        } catch let fault as PostgresFault {
            throw fault.failure
        } catch let failure as DatabaseFailure {
            throw failure
        } catch {
            throw DatabaseFailure.statement("\(type(of: error))")
        }
    }

    func prepared(_ query: Query, suffix: String = "") throws(PostgresFault) -> String {
        let form = PreparedForm(text: query.text, suffix: suffix)
        if let name = statements[form] { return name }
        try drain()
        let name = "s\(statements.count)"
        let (sql, numbers) = (query.sql + suffix, query.types.map(\.number))
        let result = unsafe PQprepare(handle, name, Placeholders.numbered(sql), Int32(numbers.count), numbers)
        defer { unsafe PQclear(result) }
        unsafe try check(result)
        statements[form] = name
        return name
    }

    func check(_ result: OpaquePointer?) throws(PostgresFault) {
        let status = unsafe PQresultStatus(result)
        guard ![PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY].contains(status) else { return }
        let isLost = unsafe PQstatus(handle) != CONNECTION_OK
        let state = unsafe text(result, PostgresField.state) ?? ""
        let found = unsafe PostgresFault(
            state: state,
            message: text(result, PostgresField.message) ?? "the server ended the connection",
            place: text(result, PostgresField.constraint) ?? text(result, PostgresField.table),
            isLost: isLost || state.isEmpty
        )
        note(found)
        throw found
    }

    /// Keeps what went wrong first.
    func note(_ found: PostgresFault) {
        if fault == nil { fault = found }
    }

    private func text(_ result: OpaquePointer?, _ field: Int32) -> String? {
        unsafe PQresultErrorField(result, field).map { unsafe String(cString: $0) }
    }
}

/// What a statement was prepared from.
private struct PreparedForm: Hashable {
    let text: StatementText
    let suffix: String
}

/// The letters by which libpq names the parts of an error.
private enum PostgresField {
    static let state = Int32(UInt8(ascii: "C"))
    static let message = Int32(UInt8(ascii: "M"))
    static let constraint = Int32(UInt8(ascii: "n"))
    static let table = Int32(UInt8(ascii: "t"))
    static let severity = Int32(UInt8(ascii: "V"))
}

/// What the server says beside its answers.
private final class PostgresNotices {
    var hasWarned = false
}

/// libpq hands over a notice, on the connection's thread; without this it would print it.
private func hearNotice(_ context: UnsafeMutableRawPointer?, _ result: OpaquePointer?) {
    guard let context = unsafe context, let severity = unsafe PQresultErrorField(result, PostgresField.severity) else {
        return
    }
    guard unsafe String(cString: severity) == "WARNING" else { return }
    unsafe Unmanaged<PostgresNotices>.fromOpaque(context).takeUnretainedValue().hasWarned = true
}

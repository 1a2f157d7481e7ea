import CLibPQ
import UndersignedDatabase

// Statements that nobody waits for go to the server one behind the other; the next answer that somebody wants brings theirs.
// A row that is locked meanwhile is locked for one way there and back, not for one with every statement.
extension PostgresConnection {
    /// So many are under way at most: their answers must not fill what lies between here and the server.
    private static let sentLimit = 128

    /// Sends a statement without waiting for its answer.
    ///
    /// - Parameter query: One whose rows nobody wants.
    /// - Throws: `DatabaseFailure`, perhaps of an earlier one; what it was is kept in `fault`.
    func send(_ query: Query) throws(DatabaseFailure) {
        do throws(PostgresFault) {
            try send(query, as: prepared(query))
            if sentCount >= Self.sentLimit { try drain() }
        } catch {
            throw error.failure
        }
    }

    /// - Parameters:
    ///   - query: Its values.
    ///   - name: Of the prepared statement.
    /// - Throws: `PostgresFault` that is lost.
    func send(_ query: Query, as name: String) throws(PostgresFault) {
        if sentCount == 0 {
            guard unsafe PQenterPipelineMode(handle) == 1 else { throw lost() }
        }
        sentCount += 1
        let values = BoundValues(query.values)
        let isSent = unsafe values.withAddresses { addresses, lengths, formats in
            unsafe PQsendQueryPrepared(handle, name, values.count, addresses, lengths, formats, Self.binary)
        }
        guard isSent == 1 else { throw lost() }
    }

    /// Waits for the answers to all that was sent.
    ///
    /// - Returns: The rows of the last one.
    /// - Throws: `PostgresFault` of the first that failed; the server did nothing with those behind it.
    @discardableResult
    func drain() throws(PostgresFault) -> [QueryRow] {
        guard sentCount > 0 else { return [] }
        sentCount = 0
        guard unsafe PQpipelineSync(handle) == 1 else { throw lost() }
        var first: PostgresFault?
        var rows: [QueryRow] = []
        var isBetween = false
        while true {
            guard let result = unsafe PQgetResult(handle) else {
                // One lies between two answers; a connection that is gone gives nothing else.
                guard !isBetween, unsafe PQstatus(handle) == CONNECTION_OK else { throw lost() }
                isBetween = true
                continue
            }
            isBetween = false
            defer { unsafe PQclear(result) }
            let status = unsafe PQresultStatus(result)
            if status == PGRES_PIPELINE_SYNC { break }
            guard status != PGRES_PIPELINE_ABORTED else { continue }
            do {
                unsafe try check(result)
                rows = unsafe try PostgresRows(result).all()
            } catch let fault as PostgresFault {
                first = first ?? fault
            } catch {
                first = first ?? PostgresFault(state: "", message: "an answer does not read", place: nil, isLost: false)
            }
        }
        guard unsafe PQexitPipelineMode(handle) == 1 else { throw lost() }
        if let first { throw first }
        return rows
    }

    private func lost() -> PostgresFault {
        let words = unsafe String(cString: PQerrorMessage(handle))
        let fault = PostgresFault(lost: words.split(whereSeparator: \.isNewline).joined(separator: " "))
        note(fault)
        return fault
    }
}

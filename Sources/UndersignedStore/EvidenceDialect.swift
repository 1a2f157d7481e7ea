import UndersignedDatabase

extension Transaction {
    /// Waits until no other process imports records, and keeps others out until the transaction ends.
    func lockEvidence() throws {
        guard dialect == .postgres else { return }
        // A large file may take its time.
        try rows("SET LOCAL statement_timeout = 0")
        // Plans are made while the tables are still empty, and kept: without this a file's last rows would be looked for by
        // reading all before them.
        for statement: Query in [
            "SET LOCAL enable_seqscan = off", "SET LOCAL enable_hashjoin = off", "SET LOCAL enable_mergejoin = off",
            "SET LOCAL enable_bitmapscan = off", "SET LOCAL max_parallel_workers_per_gather = 0",
        ] {
            try rows(statement)
        }
        try rows("SELECT pg_advisory_xact_lock(CAST(\(lockNumber) AS INTEGER), hashtext(current_schema()))")
    }

    /// Has PostgreSQL count what it plans by: for the minute until it would by itself, pages of a large file that was just
    /// published took five times as long.
    func measureEvidence() throws {
        guard dialect == .postgres else { return }
        try rows("ANALYZE evidence_award, evidence_record, evidence_figure, evidence_total, evidence_facet")
    }

    /// Any number beside that of `PostgresSchema`.
    private var lockNumber: Int { 0x756e_6576 }

    /// The rows that several keys lead to, so many keys at a time that few statements are prepared.
    ///
    /// The keys are a table of their own, which the statement joins: SQLite finds rows by two columns that way, and would read
    /// all rows to look for `(a, b) IN (…)`.
    ///
    /// - Parameters:
    ///   - keys: As `"\\(first), \\(second)"`; may be empty.
    ///   - head: Up to the parenthesis before the first key.
    ///   - tail: From the parenthesis behind the last key on.
    /// - Returns: At least once for each key the rows that it leads to, in no order.
    /// - Throws: A fault of the database.
    func rows(matching keys: [Query], _ head: StaticString, _ tail: StaticString) throws -> [QueryRow] {
        var found: [QueryRow] = []
        for start in stride(from: 0, to: keys.count, by: keysPerStatement) {
            let part = Array(keys[start..<min(keys.count, start + keysPerStatement)])
            // Filled up with the last one.
            let filled = part + repeatElement(part[part.count - 1], count: keysPerStatement - part.count)
            var query = Query.StringInterpolation(literalCapacity: 0, interpolationCount: filled.count * 2)
            query.appendLiteral(head)
            for (place, key) in filled.enumerated() {
                if place > 0 { query.appendLiteral("), (") }
                query.append(row: key)
            }
            query.appendLiteral(tail)
            found += try rows(Query(stringInterpolation: query))
        }
        return found
    }

    private var keysPerStatement: Int { 16 }
}

package import UndersignedDatabase

/// Reading and writing whole tables: for a backup, and for a move to another database.
extension Transaction {
    /// The next rows of a table, in the order in which this database has them at hand.
    ///
    /// - Parameters:
    ///   - table: Which.
    ///   - last: The row before them; nil for the first rows.
    ///   - isBackup: Whether what is only in transit is left out.
    /// - Returns: At most `sliceCount` rows, their values in the order of `table.columns`; empty at the end.
    /// - Throws: A fault of the database.
    package func slice(of table: StoredTable, after last: QueryRow?, isBackup: Bool) throws -> [QueryRow] {
        let substitutes = isBackup ? table.substitutes : [:]
        let columns = table.columns.map { name in substitutes[name].map { "\($0) AS \(name)" } ?? name }
        let order = table.order(in: dialect)
        // Qualified: an alias above may have the name of a column.
        let key = order.map { "\(table.name).\($0)" }.joined(separator: ", ")
        var query = Query.StringInterpolation(literalCapacity: 256, interpolationCount: order.count + 1)
        query.append(built: "SELECT \(columns.joined(separator: ", ")) FROM \(table.name)")
        var word = " WHERE "
        if let condition = table.condition {
            query.append(built: word + condition)
            word = " AND "
        }
        if let last {
            query.append(built: "\(word)(\(key)) > ")
            query.append(try order.map { (try last.value(of: $0), table.types[$0]) })
        }
        query.append(built: " ORDER BY \(key) LIMIT ")
        query.appendInterpolation(table.sliceCount)
        return try rows(Query(stringInterpolation: query))
    }

    /// The last of a table's rows that another database had at hand in its own order; nil for none.
    package func lastRow(of table: StoredTable, inOrderOf dialect: Dialect) throws -> QueryRow? {
        let order = table.order(in: dialect)
        let condition = table.condition.map { " WHERE \($0)" } ?? ""
        let descending = order.map { "\($0) DESC" }.joined(separator: ", ")
        return try row(
            Query(
                built: "SELECT \(order.joined(separator: ", ")) FROM \(table.name)\(condition) "
                    + "ORDER BY \(descending) LIMIT 1"
            )
        )
    }

    /// Stores rows of a copy.
    ///
    /// - Parameters:
    ///   - rows: As many values each as there are columns.
    ///   - columns: Of `table.columns`, in the order of the values.
    ///   - table: Where to.
    /// - Throws: A fault of the database, such as two rows of one key.
    package func insert(_ rows: [[QueryValue]], _ columns: [String], into table: StoredTable) throws {
        let types = columns.map { table.types[$0] }
        let count = max(1, Self.valuesPerStatement / max(1, columns.count))
        for start in stride(from: 0, to: rows.count, by: count) {
            let part = rows[start..<min(rows.count, start + count)]
            var query = Query.StringInterpolation(literalCapacity: 512, interpolationCount: part.count * columns.count)
            query.append(built: "INSERT INTO \(table.name) (\(columns.joined(separator: ", "))) VALUES ")
            for (place, row) in part.enumerated() {
                if place > 0 { query.append(built: ", ") }
                query.append(Array(zip(row, types)))
            }
            try self.rows(Query(stringInterpolation: query))
        }
    }

    /// Few enough for every engine's limit of bound values.
    private static var valuesPerStatement: Int { 1_200 }

    /// Lets the database number new rows after those that were copied.
    package func continueNumbering() throws {
        // SQLite goes on after the largest number by itself.
        guard dialect == .postgres else { return }
        for table in StoredTable.all where table.isNumbered {
            try rows(
                Query(
                    built: "SELECT setval(pg_get_serial_sequence('\(table.name)', 'id'), "
                        + "GREATEST((SELECT MAX(id) FROM \(table.name)), 1), "
                        + "(SELECT MAX(id) FROM \(table.name)) IS NOT NULL)"
                )
            )
        }
    }

    /// Empties every table that a copy fills.
    package func deleteCopied() throws {
        try emptySearch()
        try emptyEvidenceSearch()
        for table in StoredTable.all.reversed() {
            let condition = table.condition.map { " WHERE \($0)" } ?? ""
            try rows(Query(built: "DELETE FROM \(table.name)\(condition)"))
        }
    }

    /// A copy may read for hours, and wait for a slow line between two slices.
    package func expectLongRead() throws {
        guard dialect == .postgres else { return }
        try rows("SET LOCAL statement_timeout = 0")
        try rows("SET LOCAL idle_in_transaction_session_timeout = 0")
    }

    /// Lets people ask again at once, also with the very same form, whose mail a backup has not kept.
    package func forgetAsksOfLostMails() throws {
        try rows(
            """
            UPDATE signature SET request_key = NULL, mailed_at = ''
            WHERE (petition_id, id) IN (SELECT petition_id, signature_id FROM outbox WHERE state = 'lost')
            """
        )
    }
}

/// What a database says of itself while it is copied.
extension Transaction {
    /// Whether a copy is being read into this database and is not whole yet.
    package func isBeingFilled() throws -> Bool { try metaValue("filling") != nil }

    /// From here no program serves this database.
    package func beginFilling() throws { try setMetaValue("filling", 1) }

    /// The copy is whole; what is looked up in it is made of it.
    package func endFilling() throws {
        try rebuildSearch()
        try rebuildEvidenceSearch()
        try rows("DELETE FROM meta WHERE name = 'filling'")
    }

    /// Whether the site went on in another database: this one is history.
    package func isMoved() throws -> Bool { try metaValue("moved") != nil }

    /// From here no program serves this database: another one has the site.
    package func setMoved() throws { try setMetaValue("moved", 1) }
}

extension Query.StringInterpolation {
    /// `(?, ?, …)`; an absent value is bound as one of its column's type.
    fileprivate mutating func append(_ values: [(QueryValue, QueryType?)]) {
        for (place, (value, type)) in values.enumerated() {
            appendLiteral(place == 0 ? "(" : ", ")
            switch (value, type) {
            case (.integer(let number), _): appendInterpolation(number)
            case (.text(let text), _): appendInterpolation(text)
            case (.blob(let bytes), _): appendInterpolation(bytes)
            case (.null, .text): appendInterpolation(String?.none)
            case (.null, .blob): appendInterpolation([UInt8]?.none)
            case (.null, _): appendInterpolation(Int64?.none)
            }
        }
        appendLiteral(")")
    }
}

extension QueryRow {
    fileprivate func value(of column: String) throws -> QueryValue {
        guard let place = columns.firstIndex(of: column) else {
            throw DatabaseFailure.unexpectedShape("column \(column): absent")
        }
        return values[place]
    }
}

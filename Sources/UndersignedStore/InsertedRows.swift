import UndersignedDatabase

extension Transaction {
    /// Inserts rows, several with each statement: a statement of its own costs as much as a short row.
    ///
    /// - Parameters:
    ///   - rows: As `"\\(petitionID), \\(number)"`: values with a comma between each two.
    ///   - head: Up to the parenthesis before the first row.
    ///   - tail: From the parenthesis behind the last row on.
    /// - Throws: A fault of the database.
    func insert(_ rows: [Query], _ head: StaticString, _ tail: StaticString = ")") throws {
        for start in stride(from: 0, to: rows.count, by: rowsPerStatement) {
            let part = rows[start..<min(rows.count, start + rowsPerStatement)]
            let count = part.reduce(0) { $0 + $1.values.count }
            var query = Query.StringInterpolation(literalCapacity: 0, interpolationCount: count)
            query.appendLiteral(head)
            for (place, row) in part.enumerated() {
                if place > 0 { query.appendLiteral("), (") }
                query.append(row: row)
            }
            query.appendLiteral(tail)
            try execute(Query(stringInterpolation: query))
        }
    }

    /// Each number of rows is a statement of its own, which is prepared once: few of them.
    private var rowsPerStatement: Int { 16 }
}

import UndersignedDatabase

/// Asks SQLite how it would find the rows of each statement.
final class ExplainedTransaction: Transaction {
    private let base: any Transaction
    /// Of all statements so far.
    private(set) var steps: [String] = []

    init(_ base: any Transaction) {
        self.base = base
    }

    var dialect: Dialect { base.dialect }

    func rows(_ query: Query) throws -> [QueryRow] {
        // Called a scan, and ends with the first row.
        if !query.sql.hasPrefix("SELECT MAX(id)") {
            steps += try base.rows(Query(built: "EXPLAIN QUERY PLAN " + query.sql)).map { try $0.text("detail") }
        }
        return try base.rows(query)
    }
}

import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport

/// All that is kept added up, told anew from the records that are shown.
enum EvidenceSoundness {
    /// What does not agree; empty where everything does.
    static func faults(_ database: any TransactionalDatabase) async throws -> [String] {
        try await database.read { transaction in
            let found = try comparisons.flatMap { try differences($0.name, $0.kept, $0.told, transaction) }
            return try found + searchFaults(transaction)
        }
    }

    private static func differences(
        _ name: String,
        _ kept: Query,
        _ told: Query,
        _ transaction: any Transaction
    ) throws -> [String] {
        func lines(_ query: Query) throws -> Set<String> {
            Set(try transaction.rows(query).map { "\(try $0.text("place")) is \(try $0.integer("n"))" })
        }
        let (kept, told) = (try lines(kept), try lines(told))
        return kept.symmetricDifference(told).sorted().map { "\(name) \($0), \(kept.contains($0) ? "kept" : "told")" }
    }

    private static func searchFaults(_ transaction: any Transaction) throws -> [String] {
        let awards = try transaction.rows("SELECT id FROM evidence_award WHERE record_count > 0 ORDER BY id")
            .map { try $0.integer("id") }
        let found = try transaction.evidenceAwardIDs(withAllOf: ["cont"], limit: 9_999)
        let sellers = try transaction.rows("SELECT DISTINCT supplier_id FROM evidence_total WHERE side = 'supplier'")
        var names = 0
        for word in ["acme", "zenith", "acorn", "under"] {
            names += try transaction.evidenceParties(withAllOf: [word], limit: 99).count { party in
                if case .supplier = party { true } else { false }
            }
        }
        return (awards == found ? [] : ["awards found by words"]) + (names == sellers.count ? [] : ["names found"])
    }

    private static let comparisons: [(name: String, kept: Query, told: Query)] = [
        (
            "sum",
            """
            SELECT supplier_id || ' ' || agency_id || ' ' || year || ' ' || currency || ' ' || class AS place, cents AS n
            FROM evidence_figure WHERE kind = 'obligated' AND supplier_id > 0
            """,
            """
            SELECT supplier_id || ' ' || agency_id || ' ' || year || ' ' || currency || ' ' || class AS place,
                CAST(SUM(obligated) AS BIGINT) AS n
            FROM evidence_record WHERE is_shown = 1 AND counts % 2 = 1 AND supplier_id IS NOT NULL
                AND obligated IS NOT NULL
            GROUP BY supplier_id, agency_id, year, currency, class
            """
        ),
        (
            "sum of all suppliers",
            """
            SELECT agency_id || ' ' || year || ' ' || currency || ' ' || class || ' ' || record_count AS place, cents AS n
            FROM evidence_figure WHERE kind = 'obligated' AND supplier_id = 0
            """,
            """
            SELECT agency_id || ' ' || year || ' ' || currency || ' ' || class || ' ' || COUNT(*) AS place,
                CAST(SUM(obligated) AS BIGINT) AS n
            FROM evidence_record WHERE is_shown = 1 AND counts % 2 = 1 AND obligated IS NOT NULL
            GROUP BY agency_id, year, currency, class
            """
        ),
        (
            "total",
            """
            SELECT supplier_id || ' ' || currency || ' ' || class || ' ' || record_count AS place, obligated AS n
            FROM evidence_total WHERE side = 'supplier' AND record_count > 0
            """,
            """
            SELECT supplier_id || ' ' || currency || ' ' || class || ' ' || COUNT(*) AS place,
                CAST(COALESCE(SUM(counted_obligated), 0) AS BIGINT) AS n
            FROM evidence_record WHERE is_shown = 1 AND counts > 0 AND supplier_id IS NOT NULL
            GROUP BY supplier_id, currency, class
            """
        ),
        (
            "awards of all",
            "SELECT currency || ' ' || class AS place, award_count AS n FROM evidence_total WHERE side = 'all' AND award_count > 0",
            """
            SELECT listed_currency || ' ' || class AS place, COUNT(*) AS n FROM evidence_award WHERE record_count > 0
            GROUP BY listed_currency, class
            """
        ),
        (
            "rows of a list",
            """
            SELECT year || ' ' || currency || ' ' || class AS place, CAST(SUM(row_count) AS BIGINT) AS n
            FROM evidence_facet WHERE list = 'records' AND supplier_id = 0 AND agency_id = 0
            GROUP BY year, currency, class
            """,
            """
            SELECT year || ' ' || currency || ' ' || class AS place, COUNT(*) AS n FROM evidence_record
            WHERE is_shown = 1 AND counts > 0 GROUP BY year, currency, class
            """
        ),
        (
            "award",
            "SELECT '' || id AS place, record_count AS n FROM evidence_award WHERE record_count > 0",
            "SELECT '' || award_id AS place, COUNT(*) AS n FROM evidence_record WHERE is_shown = 1 GROUP BY award_id"
        ),
        (
            "what nobody sees",
            "SELECT '' || id AS place, counts AS n FROM evidence_record WHERE is_shown = 0 AND counts > 0",
            "SELECT '' || id AS place, counts AS n FROM evidence_record WHERE is_shown = 0 AND counted_obligated IS NOT NULL"
        ),
    ]
}

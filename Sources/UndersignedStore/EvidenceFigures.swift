import UndersignedDatabase
import UndersignedEvidence

/// Changes of the kept sums, gathered before they are written.
struct EvidenceFigures {
    /// Which sum.
    struct Key: Hashable {
        /// 0 for all suppliers together.
        var supplierID: Int64
        var agencyID: Int64
        var year: Int64
        var currency: CurrencyCode
        var awardClass: AwardClass
        var kind: AmountKind
    }

    private var changes: [Key: (cents: Int64, records: Int64)] = [:]
    private static let mostKeys = 4_096

    /// Adds what a record counts for, or takes it away.
    ///
    /// - Parameters:
    ///   - row: The record's columns.
    ///   - kinds: What of it counts.
    ///   - sign: 1 to add, -1 to take away.
    /// - Throws: `EvidenceRefusal.endlessSum`, a fault of the database.
    mutating func add(_ row: EvidenceRow, _ kinds: Set<AmountKind>, sign: Int64) throws {
        for kind in kinds {
            guard let amount = row.record.amounts[kind] else { continue }
            for supplierID in [0, row.supplierID].compactMap({ $0 }) {
                let key = Key(
                    supplierID: supplierID,
                    agencyID: row.agencyID,
                    year: row.year,
                    currency: row.record.amounts.currency,
                    awardClass: row.record.awardClass,
                    kind: kind
                )
                let before = changes[key] ?? (0, 0)
                changes[key] = (
                    try Self.sum(before.cents, try Self.product(amount.cents, sign)), before.records + sign
                )
            }
        }
    }

    /// Writes what was gathered, where there is enough of it.
    mutating func flush(_ transaction: any Transaction, isLast: Bool) throws {
        guard isLast || changes.count >= Self.mostKeys else { return }
        let rows: [Query] = changes.filter { $0.value != (0, 0) }.map { key, change in
            """
            \(key.supplierID), \(key.agencyID), \(key.year), \(key.currency.text), \(key.awardClass.rawValue), \
            \(key.kind.rawValue), \(change.cents), \(change.records)
            """
        }
        try transaction.insert(
            rows,
            """
            INSERT INTO evidence_figure (supplier_id, agency_id, year, currency, class, kind, cents, record_count)
            VALUES (
            """,
            """
            ) ON CONFLICT (supplier_id, agency_id, year, currency, class, kind) DO UPDATE SET
                cents = evidence_figure.cents + excluded.cents,
                record_count = evidence_figure.record_count + excluded.record_count
            """
        )
        changes = [:]
        if isLast { try transaction.rows("DELETE FROM evidence_figure WHERE record_count = 0") }
    }

    static func sum(_ one: Int64, _ other: Int64) throws -> Int64 {
        let (sum, isTooLarge) = one.addingReportingOverflow(other)
        guard !isTooLarge else { throw tooLarge }
        return sum
    }

    static func product(_ cents: Int64, _ sign: Int64) throws -> Int64 {
        let (product, isTooLarge) = cents.multipliedReportingOverflow(by: sign)
        guard !isTooLarge else { throw tooLarge }
        return product
    }

    private static let tooLarge = EvidenceRefusal.endlessSum
}

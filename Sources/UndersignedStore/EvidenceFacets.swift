import UndersignedDatabase
import UndersignedEvidence

/// Changes of how many rows a list has of each kind, gathered before they are written.
struct EvidenceFacets {
    private struct Key: Hashable {
        var list: EvidenceList
        var pair: EvidencePair
        var year: Int64
        var awardClass: AwardClass
        var currency: String
        var sign: AmountSign
    }

    private var changes: [Key: Int64] = [:]
    private static let mostKeys = 8_192

    /// Counts a record where any of its amounts counts.
    mutating func add(_ row: EvidenceRow, _ kinds: Set<AmountKind>, sign: Int64) {
        guard !kinds.isEmpty else { return }
        for pair in EvidencePair.all(supplierID: row.supplierID, agencyID: row.agencyID) {
            let key = Key(
                list: .records,
                pair: pair,
                year: row.year,
                awardClass: row.record.awardClass,
                currency: row.record.amounts.currency.text,
                sign: row.sign(of: kinds)
            )
            changes[key, default: 0] += sign
        }
    }

    /// Counts an award where any of its records is published.
    mutating func add(_ award: EvidenceAward, sign: Int64) {
        guard award.recordCount > 0 else { return }
        for pair in EvidencePair.all(supplierID: award.supplierID, agencyID: award.agencyID) {
            let key = Key(
                list: .awards,
                pair: pair,
                year: award.year,
                awardClass: award.awardClass,
                currency: award.listedCurrency,
                sign: AmountSign(award.amounts?.obligated?.cents)
            )
            changes[key, default: 0] += sign
        }
    }

    /// Writes what was gathered, where there is enough of it.
    mutating func flush(_ transaction: any Transaction, isLast: Bool) throws {
        guard isLast || changes.count >= Self.mostKeys else { return }
        let rows: [Query] = changes.filter { $0.value != 0 }.map { key, count in
            """
            \(key.list.rawValue), \(key.pair.supplierID), \(key.pair.agencyID), \(key.year), \
            \(key.awardClass.rawValue), \(key.currency), \(key.sign.rawValue), \(count)
            """
        }
        try transaction.insert(
            rows,
            """
            INSERT INTO evidence_facet (list, supplier_id, agency_id, year, class, currency, sign, row_count) VALUES (
            """,
            """
            ) ON CONFLICT (list, supplier_id, agency_id, year, class, currency, sign) DO UPDATE SET
                row_count = evidence_facet.row_count + excluded.row_count
            """
        )
        changes = [:]
        if isLast { try transaction.rows("DELETE FROM evidence_facet WHERE row_count = 0") }
    }
}

/// What a list is of.
package enum EvidenceList: String, Sendable {
    case records, awards
}

import Foundation
import UndersignedDatabase
import UndersignedEvidence

/// Changes of the totals over all years, gathered before they are written.
struct EvidenceTotals {
    private struct Key: Hashable {
        var pair: EvidencePair
        var currency: String
        var awardClass: AwardClass
    }

    private struct Change: Equatable {
        var awards: Int64 = 0
        var records: Int64 = 0
        var cents: [Int64] = [0, 0, 0]
        var counts: [Int64] = [0, 0, 0]
    }

    private var changes: [Key: Change] = [:]
    private var names = EvidenceSortNames()
    private static let mostKeys = 4_096

    /// Adds what a record counts for, or takes it away.
    mutating func add(_ row: EvidenceRow, _ kinds: Set<AmountKind>, sign: Int64) throws {
        guard !kinds.isEmpty else { return }
        let amounts = row.record.amounts
        for pair in EvidencePair.all(supplierID: row.supplierID, agencyID: row.agencyID) {
            let key = Key(pair: pair, currency: amounts.currency.text, awardClass: row.record.awardClass)
            var change = changes[key] ?? Change()
            change.records += sign
            for (place, kind) in AmountKind.allCases.enumerated() where kinds.contains(kind) {
                guard let amount = amounts[kind] else { continue }
                change.cents[place] = try EvidenceFigures.sum(
                    change.cents[place],
                    try EvidenceFigures.product(amount.cents, sign)
                )
                change.counts[place] += sign
            }
            changes[key] = change
        }
    }

    /// Counts an award where any of its records is published.
    mutating func add(_ award: EvidenceAward, sign: Int64) {
        guard award.recordCount > 0 else { return }
        for pair in EvidencePair.all(supplierID: award.supplierID, agencyID: award.agencyID) {
            let key = Key(pair: pair, currency: award.listedCurrency, awardClass: award.awardClass)
            changes[key, default: Change()].awards += sign
        }
    }

    /// Writes what was gathered, where there is enough of it.
    mutating func flush(_ transaction: any Transaction, isLast: Bool) throws {
        guard isLast || changes.count >= Self.mostKeys else { return }
        var rows: [Query] = []
        for (key, change) in changes where change != Change() {
            let (pair, cents, counts) = (key.pair, change.cents, change.counts)
            rows.append(
                """
                \(pair.supplierID), \(pair.agencyID), \(key.currency), \(key.awardClass.rawValue), \
                \(pair.side.rawValue), \(try names.name(of: pair, transaction)), \(change.awards), \(change.records), \
                \(cents[0]), \(counts[0]), \(cents[1]), \(counts[1]), \(cents[2]), \(counts[2])
                """
            )
        }
        try transaction.insert(
            rows,
            """
            INSERT INTO evidence_total (supplier_id, agency_id, currency, class, side, name, award_count, record_count,
                obligated, obligated_count, current_value, current_count, potential_value, potential_count)
            VALUES (
            """,
            """
            ) ON CONFLICT (supplier_id, agency_id, currency, class) DO UPDATE SET
                award_count = evidence_total.award_count + excluded.award_count,
                record_count = evidence_total.record_count + excluded.record_count,
                obligated = evidence_total.obligated + excluded.obligated,
                obligated_count = evidence_total.obligated_count + excluded.obligated_count,
                current_value = evidence_total.current_value + excluded.current_value,
                current_count = evidence_total.current_count + excluded.current_count,
                potential_value = evidence_total.potential_value + excluded.potential_value,
                potential_count = evidence_total.potential_count + excluded.potential_count
            """
        )
        changes = [:]
        guard isLast else { return }
        try transaction.rows("DELETE FROM evidence_total WHERE record_count = 0 AND award_count = 0")
        try names.refreshSearch(transaction)
    }
}

/// The names of those whose totals change, as lists are sorted by them; who is met is looked over at the end.
private struct EvidenceSortNames {
    private var known: [EvidencePair: String] = [:]
    private var met: Set<EvidencePair> = []
    private static let mostNames = 16_384

    mutating func name(of pair: EvidencePair, _ transaction: any Transaction) throws -> String {
        guard pair.side == .supplier || pair.side == .agency else { return "" }
        met.insert(pair)
        if let name = known[pair] { return name }
        let name = EvidenceNameKey.text(of: try transaction.evidenceName(of: pair))
        if known.count >= Self.mostNames { known = [:] }
        known[pair] = name
        return name
    }

    /// Lets those be found by their names of whom anything is published, and nobody else.
    mutating func refreshSearch(_ transaction: any Transaction) throws {
        for pair in met.sorted(by: { ($0.supplierID, $0.agencyID) < ($1.supplierID, $1.agencyID) }) {
            try transaction.refreshEvidenceSearch(of: pair)
        }
        met = []
    }
}

/// A name as lists are sorted by it: without accents, in small letters.
enum EvidenceNameKey {
    /// Long enough to tell names apart, and short enough for an index.
    private static let longest = 160

    static func text(of name: String) -> String {
        let plain = name.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars.filter { scalar in
            scalar.properties.generalCategory != .nonspacingMark && scalar.value >= 0x20
        }
        return String(String.UnicodeScalarView(plain).prefix(longest))
    }
}

import UndersignedDatabase
import UndersignedEvidence

/// All that is kept added up, and changes in one go: sums by year, totals over the years, and the counts of lists.
struct EvidenceLedger {
    private var figures = EvidenceFigures()
    private var totals = EvidenceTotals()
    private var facets = EvidenceFacets()

    /// Lets a record count for something else from now on.
    ///
    /// - Parameters:
    ///   - row: The record's columns, with what it counts for so far.
    ///   - kinds: What it counts for now.
    /// - Throws: `EvidenceRefusal.endlessSum`, a fault of the database.
    mutating func change(_ row: EvidenceRow, to kinds: Set<AmountKind>) throws {
        guard row.counted != kinds else { return }
        try figures.add(row, row.counted.subtracting(kinds), sign: -1)
        try figures.add(row, kinds.subtracting(row.counted), sign: 1)
        try totals.add(row, row.counted, sign: -1)
        try totals.add(row, kinds, sign: 1)
        facets.add(row, row.counted, sign: -1)
        facets.add(row, kinds, sign: 1)
    }

    /// Lets an award stand somewhere else in lists, or nowhere.
    mutating func change(_ award: EvidenceAward, to now: EvidenceAward) {
        totals.add(award, sign: -1)
        totals.add(now, sign: 1)
        facets.add(award, sign: -1)
        facets.add(now, sign: 1)
    }

    /// Writes what was gathered, where there is enough of it.
    ///
    /// - Parameters:
    ///   - transaction: The caller's.
    ///   - isLast: Nothing follows: all is written, and what is empty goes.
    /// - Throws: A fault of the database.
    mutating func flush(_ transaction: any Transaction, isLast: Bool) throws {
        try figures.flush(transaction, isLast: isLast)
        try facets.flush(transaction, isLast: isLast)
        try totals.flush(transaction, isLast: isLast)
    }
}

/// Whose: all there is, a supplier's, an agency's, or of the two together.
struct EvidencePair: Hashable {
    /// 0 for all.
    var supplierID: Int64
    /// 0 for all.
    var agencyID: Int64

    /// All that a record of a supplier and an agency is part of.
    static func all(supplierID: Int64?, agencyID: Int64) -> [EvidencePair] {
        let suppliers = [0, supplierID].compactMap { $0 }
        return suppliers.flatMap { supplier in
            [EvidencePair(supplierID: supplier, agencyID: 0), EvidencePair(supplierID: supplier, agencyID: agencyID)]
        }
    }

    var side: EvidenceSide {
        switch (supplierID, agencyID) {
        case (0, 0): .all
        case (_, 0): .supplier
        case (0, _): .agency
        default: .pair
        }
    }
}

/// What a total is of.
enum EvidenceSide: String {
    case all, supplier, agency, pair
}

package import UndersignedDatabase
package import UndersignedEvidence

/// What a supplier, an agency, or the two together add up to over all years, in one currency and class.
package struct EvidenceTotal: Hashable, Sendable {
    /// 0 for all.
    package let supplierID: Int64
    /// 0 for all.
    package let agencyID: Int64
    /// Empty for awards whose records are in several currencies, or state no amount.
    package let currency: String
    package let awardClass: AwardClass
    package let awardCount: Int64
    package let recordCount: Int64
    /// Of records that count; absent where none states one.
    package let cents: [AmountKind: Int64]
}

/// Of what currency and class a list is.
package struct EvidenceGroup: Hashable, Sendable {
    package let currency: String
    package let awardClass: AwardClass

    package init(currency: String, awardClass: AwardClass) {
        (self.currency, self.awardClass) = (currency, awardClass)
    }
}

/// A place in a list of totals: the row it goes on behind.
package struct EvidenceTotalKey: Hashable, Sendable {
    package let partyID: Int64
    package let group: EvidenceGroup

    package init(partyID: Int64, group: EvidenceGroup) {
        (self.partyID, self.group) = (partyID, group)
    }
}

/// Lists of totals, by an index at any length.
extension Transaction {
    /// What all there is adds up to, by currency and class.
    package func evidenceTotals() throws -> [EvidenceTotal] {
        try rows("SELECT * FROM evidence_total WHERE supplier_id = 0 AND agency_id = 0 ORDER BY currency, class")
            .map { try EvidenceTotal($0) }
    }

    /// What a supplier adds up to, or a supplier at one agency, by currency and class.
    package func evidenceTotals(ofSupplier supplierID: Int64, agencyID: Int64 = 0) throws -> [EvidenceTotal] {
        try rows(
            """
            SELECT * FROM evidence_total WHERE supplier_id = \(supplierID) AND agency_id = \(agencyID)
            ORDER BY currency, class
            """
        ).map { try EvidenceTotal($0) }
    }

    /// What an agency adds up to, by currency and class.
    package func evidenceTotals(ofAgency agencyID: Int64) throws -> [EvidenceTotal] {
        try evidenceTotals(ofSupplier: 0, agencyID: agencyID)
    }

    /// Everybody by name, with a row for each currency and class.
    ///
    /// - Parameters:
    ///   - side: Who sells, or who buys.
    ///   - start: Names from here on; empty for all.
    ///   - last: The last row of the page before; nil for the first page.
    ///   - limit: The most rows.
    /// - Returns: nil where the last row is of nobody.
    /// - Throws: A fault of the database.
    package func evidenceNames(
        _ side: EvidencePartySide,
        from start: String,
        after last: EvidenceTotalKey?,
        limit: Int
    ) throws -> [EvidenceTotal]? {
        guard let last else {
            return try rows(
                """
                SELECT * FROM evidence_total WHERE side = \(side.rawValue) AND name >= \(EvidenceNameKey.text(of: start))
                ORDER BY name, supplier_id, agency_id, currency, class LIMIT \(limit)
                """
            ).map { try EvidenceTotal($0) }
        }
        // Also where nothing of it is published any more.
        let pair = pair(last.partyID, side)
        let name = EvidenceNameKey.text(of: try evidenceName(of: pair))
        guard try !name.isEmpty || place(last, side) != nil else { return nil }
        return try rows(
            """
            SELECT * FROM evidence_total WHERE side = \(side.rawValue)
                AND (name, supplier_id, agency_id, currency, class) > (\(name), \(pair.supplierID),
                    \(pair.agencyID), \(last.group.currency), \(last.group.awardClass.rawValue))
            ORDER BY name, supplier_id, agency_id, currency, class LIMIT \(limit)
            """
        ).map { try EvidenceTotal($0) }
    }

    /// Those of one currency and class, the largest obligations first.
    ///
    /// - Parameters:
    ///   - side: Who sells, or who buys.
    ///   - group: The currency and class.
    ///   - last: The last one of the page before, and what it had obligated then; nil for the first page.
    ///   - limit: The most rows.
    /// - Returns: nil where the last one is there no more, and what it had is not told.
    /// - Throws: A fault of the database.
    package func evidenceLargest(
        _ side: EvidencePartySide,
        of group: EvidenceGroup,
        after last: (partyID: Int64, cents: Int64?)?,
        limit: Int
    ) throws -> [EvidenceTotal]? {
        guard let last else {
            return try rows(
                """
                SELECT * FROM evidence_total
                WHERE side = \(side.rawValue) AND currency = \(group.currency) AND class = \(group.awardClass.rawValue)
                ORDER BY obligated DESC, supplier_id DESC, agency_id DESC LIMIT \(limit)
                """
            ).map { try EvidenceTotal($0) }
        }
        let found = try last.cents == nil ? place(EvidenceTotalKey(partyID: last.partyID, group: group), side) : nil
        guard let cents = try last.cents ?? found.map({ try $0.integer("obligated") }) else { return nil }
        let pair = pair(last.partyID, side)
        return try rows(
            """
            SELECT * FROM evidence_total
            WHERE side = \(side.rawValue) AND currency = \(group.currency) AND class = \(group.awardClass.rawValue)
                AND (obligated, supplier_id, agency_id) < (\(cents), \(pair.supplierID), \(pair.agencyID))
            ORDER BY obligated DESC, supplier_id DESC, agency_id DESC LIMIT \(limit)
            """
        ).map { try EvidenceTotal($0) }
    }

    private func pair(_ partyID: Int64, _ side: EvidencePartySide) -> EvidencePair {
        EvidencePair(supplierID: side == .supplier ? partyID : 0, agencyID: side == .agency ? partyID : 0)
    }

    private func place(_ key: EvidenceTotalKey, _ side: EvidencePartySide) throws -> QueryRow? {
        let pair = pair(key.partyID, side)
        return try row(
            """
            SELECT * FROM evidence_total WHERE supplier_id = \(pair.supplierID) AND agency_id = \(pair.agencyID)
                AND currency = \(key.group.currency) AND class = \(key.group.awardClass.rawValue)
            """
        )
    }

    /// To whom a supplier sold most, in one currency and class.
    package func evidencePairs(
        ofSupplier supplierID: Int64,
        _ group: EvidenceGroup,
        limit: Int
    ) throws -> [EvidenceTotal] {
        try rows(
            """
            SELECT * FROM evidence_total WHERE side = 'pair' AND supplier_id = \(supplierID)
                AND currency = \(group.currency) AND class = \(group.awardClass.rawValue)
            ORDER BY obligated DESC, agency_id DESC LIMIT \(limit)
            """
        ).map { try EvidenceTotal($0) }
    }

    /// From whom an agency bought most, in one currency and class.
    package func evidencePairs(
        ofAgency agencyID: Int64,
        _ group: EvidenceGroup,
        limit: Int
    ) throws -> [EvidenceTotal] {
        try rows(
            """
            SELECT * FROM evidence_total WHERE side = 'pair' AND agency_id = \(agencyID)
                AND currency = \(group.currency) AND class = \(group.awardClass.rawValue)
            ORDER BY obligated DESC, supplier_id DESC LIMIT \(limit)
            """
        ).map { try EvidenceTotal($0) }
    }
}

/// Whom a list is of.
package enum EvidencePartySide: String, Sendable {
    case supplier, agency
}

extension EvidenceTotal {
    package var group: EvidenceGroup { EvidenceGroup(currency: currency, awardClass: awardClass) }

    init(_ row: QueryRow) throws {
        guard let awardClass = AwardClass(rawValue: try row.text("class")) else {
            throw DatabaseFailure.unexpectedShape("class of an evidence_total")
        }
        var cents: [AmountKind: Int64] = [:]
        for (kind, sum, count) in [
            (AmountKind.obligated, "obligated", "obligated_count"),
            (.currentValue, "current_value", "current_count"),
            (.potentialValue, "potential_value", "potential_count"),
        ] where try row.integer(count) > 0 { cents[kind] = try row.integer(sum) }
        self.init(
            supplierID: try row.integer("supplier_id"),
            agencyID: try row.integer("agency_id"),
            currency: try row.text("currency"),
            awardClass: awardClass,
            awardCount: try row.integer("award_count"),
            recordCount: try row.integer("record_count"),
            cents: cents
        )
    }
}

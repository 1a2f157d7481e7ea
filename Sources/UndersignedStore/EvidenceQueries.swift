package import UndersignedDatabase
package import UndersignedEvidence

/// A sum that is kept, with what it is a sum of: one kind of amount, one class of award, one currency.
package struct EvidenceSum: Hashable, Sendable {
    /// 0 for records without a date.
    package let year: Int64
    package let currency: String
    package let awardClass: AwardClass
    package let kind: AmountKind
    package let cents: Int64
    /// The records that it is the sum of.
    package let recordCount: Int64
}

/// What an award adds up to.
package struct EvidenceAward: Hashable, Sendable {
    package let id: Int64
    package let identifier: AwardIdentifier
    package let awardClass: AwardClass
    /// nil for a person, and where nobody is named.
    package let supplierID: Int64?
    package let agencyID: Int64
    /// nil where its records are in several currencies, and there are no sums.
    package let amounts: Amounts?
    package let recordCount: Int64
    /// Of its latest record; 0 where that has no date.
    package let year: Int64

    /// The currency it is listed under; empty where it has none, or several.
    package var listedCurrency: String { amounts?.currency.text ?? "" }
}

/// Looking up what was imported: by an index, or from what is kept added up.
extension Transaction {
    /// The sums of one agency, of one supplier, or of all there is, by year.
    ///
    /// - Parameter scope: Whose.
    /// - Returns: Newest year first.
    /// - Throws: A fault of the database.
    package func evidenceSums(_ scope: EvidenceScope) throws -> [EvidenceSum] {
        let rows =
            switch scope {
            // The sums over all suppliers stand under the number 0.
            case .all: try figures(ofSupplier: 0)
            case .supplier(let id): try figures(ofSupplier: id)
            case .agency(let id):
                try rows(
                    """
                    SELECT year, currency, class, kind, cents, record_count
                    FROM evidence_figure WHERE supplier_id = 0 AND agency_id = \(id)
                    ORDER BY year DESC, currency, class, kind
                    """
                )
            }
        return try rows.map { try EvidenceSum($0) }
    }

    private func figures(ofSupplier id: Int64) throws -> [QueryRow] {
        try rows(
            """
            SELECT year, currency, class, kind, CAST(SUM(cents) AS BIGINT) AS cents,
                CAST(SUM(record_count) AS BIGINT) AS record_count
            FROM evidence_figure WHERE supplier_id = \(id)
            GROUP BY year, currency, class, kind ORDER BY year DESC, currency, class, kind
            """
        )
    }

    /// The awards of a supplier, those with the largest obligations first.
    ///
    /// - Parameters:
    ///   - supplierID: Who sells.
    ///   - limit: The most awards.
    /// - Returns: Those without obligations last.
    /// - Throws: A fault of the database.
    package func evidenceAwards(ofSupplier supplierID: Int64, limit: Int) throws -> [EvidenceAward] {
        // Both engines read the index backwards for this; the one puts what is absent last by itself, the other first.
        let largest = try rows(
            """
            SELECT * FROM evidence_award WHERE supplier_id = \(supplierID) AND obligated IS NOT NULL
            ORDER BY obligated DESC, id DESC LIMIT \(limit)
            """
        )
        let rest =
            largest.count == limit
            ? []
            : try rows(
                """
                SELECT * FROM evidence_award WHERE supplier_id = \(supplierID) AND obligated IS NULL
                ORDER BY id DESC LIMIT \(limit - largest.count)
                """
            )
        return try (largest + rest).map { try EvidenceAward($0) }
    }

    /// An award by its number; nil where there is none.
    package func evidenceAward(_ id: Int64) throws -> EvidenceAward? {
        try row("SELECT * FROM evidence_award WHERE id = \(id)").map { try EvidenceAward($0) }
    }

    /// A record by its number; nil where there is none.
    package func evidenceRecord(_ id: Int64) throws -> EvidenceRow? {
        try row(
            """
            SELECT r.*, a.identifier, b.agency, b.sub_agency FROM evidence_record r
            JOIN evidence_award a ON a.id = r.award_id JOIN evidence_agency b ON b.id = r.agency_id
            WHERE r.id = \(id)
            """
        ).map { try EvidenceRow($0) }
    }

    /// The records of an award, by modification.
    ///
    /// - Parameters:
    ///   - awardID: The award.
    ///   - skipped: The records of the pages before.
    ///   - limit: The most records.
    /// - Returns: Whole records, as the published files state them.
    /// - Throws: A fault of the database.
    package func evidenceRecords(
        ofAward awardID: Int64,
        skipping skipped: Int = 0,
        limit: Int
    ) throws -> [EvidenceRow] {
        try rows(
            """
            SELECT r.*, a.identifier, b.agency, b.sub_agency FROM evidence_record r
            JOIN evidence_award a ON a.id = r.award_id JOIN evidence_agency b ON b.id = r.agency_id
            WHERE r.award_id = \(awardID) AND r.is_shown = 1
            ORDER BY r.action LIMIT \(limit) OFFSET \(skipped)
            """
        ).map { try EvidenceRow($0) }
    }
}

/// Whose sums.
package enum EvidenceScope: Sendable {
    case all
    case supplier(Int64)
    case agency(Int64)
}

extension EvidenceSum {
    init(_ row: QueryRow) throws {
        guard let awardClass = AwardClass(rawValue: try row.text("class")),
            let kind = AmountKind(rawValue: try row.text("kind"))
        else { throw DatabaseFailure.unexpectedShape("class or kind of an evidence_figure") }
        self.init(
            year: try row.integer("year"),
            currency: try row.text("currency"),
            awardClass: awardClass,
            kind: kind,
            cents: try row.integer("cents"),
            recordCount: try row.integer("record_count")
        )
    }
}

extension EvidenceAward {
    init(_ row: QueryRow) throws {
        guard let awardClass = AwardClass(rawValue: try row.text("class")) else {
            throw DatabaseFailure.unexpectedShape("class of an evidence_award")
        }
        func amount(_ column: String) throws -> Amount? { try row.optionalInteger(column).map { Amount(cents: $0) } }
        let currency = try row.optionalText("currency").flatMap { CurrencyCode($0) }
        self.init(
            id: try row.integer("id"),
            identifier: AwardIdentifier(try row.text("identifier")),
            awardClass: awardClass,
            supplierID: try row.optionalInteger("supplier_id"),
            agencyID: try row.integer("agency_id"),
            amounts: try currency.map { currency in
                Amounts(
                    currency: currency,
                    obligated: try amount("obligated"),
                    currentValue: try amount("current_value"),
                    potentialValue: try amount("potential_value")
                )
            },
            recordCount: try row.integer("record_count"),
            year: try row.integer("year")
        )
    }
}

package import UndersignedDatabase
package import UndersignedEvidence

/// How many rows of a list are of one year, class, currency and sign.
package struct EvidenceFacet: Hashable, Sendable {
    /// 0 for what has no date.
    package let year: Int64
    package let awardClass: AwardClass
    /// Empty for awards that have none, or several.
    package let currency: String
    package let sign: AmountSign
    package let count: Int64
}

/// A page of a list.
package struct EvidencePage<Row: Sendable>: Sendable {
    package let rows: [Row]
    /// Of the whole list.
    package let count: Int64
    /// That of the last row, where others follow.
    package let last: EvidencePlace?

    package var hasMore: Bool { last != nil }
}

/// Lists by year, class and currency, and within them by amount: each page reads its own rows, and knows from the counts of each
/// kind where they are.
extension Transaction {
    /// What kinds of rows a list has, and how many, in the list's order.
    ///
    /// - Parameters:
    ///   - list: Records or awards.
    ///   - supplierID: Of one supplier; nil for all.
    ///   - agencyID: Of one agency; nil for all.
    /// - Returns: None of 0.
    /// - Throws: A fault of the database.
    package func evidenceFacets(
        _ list: EvidenceList,
        supplierID: Int64?,
        agencyID: Int64?
    ) throws -> [EvidenceFacet] {
        try rows(
            """
            SELECT year, class, currency, sign, row_count FROM evidence_facet WHERE list = \(list.rawValue)
                AND supplier_id = \(supplierID ?? 0) AND agency_id = \(agencyID ?? 0)
            """
        ).map { try EvidenceFacet($0) }.sorted()
    }

    /// Records that count in sums and fit a filter.
    ///
    /// - Parameters:
    ///   - filter: Which.
    ///   - start: What it stands behind; nil for the first page.
    ///   - limit: The most.
    /// - Returns: Newest year first, of each class and currency the largest obligation first; nil behind a row by its number
    ///   that is not in the list.
    /// - Throws: A fault of the database.
    package func evidenceRecords(
        _ filter: RecordFilter,
        after start: EvidenceStart?,
        limit: Int
    ) throws -> EvidencePage<EvidenceRow>? {
        try page(.records, filter, after: start, { try recordPlace($0) }, { recordPlace($0) }, limit: limit) { slice in
            var query = Query.StringInterpolation(literalCapacity: 0, interpolationCount: 9)
            query.appendLiteral(
                """
                SELECT r.*, a.identifier, b.agency, b.sub_agency FROM evidence_record r
                JOIN evidence_award a ON a.id = r.award_id JOIN evidence_agency b ON b.id = r.agency_id
                WHERE r.counts > 0
                """
            )
            query.append(slice, of: .records)
            return try rows(Query(stringInterpolation: query)).map { try EvidenceRow($0) }
        }
    }

    /// Awards that have published records and fit a filter, likewise; their year is that of the latest record.
    package func evidenceAwards(
        _ filter: RecordFilter,
        after start: EvidenceStart?,
        limit: Int
    ) throws -> EvidencePage<EvidenceAward>? {
        try page(.awards, filter, after: start, { try awardPlace($0) }, { awardPlace($0) }, limit: limit) { slice in
            var query = Query.StringInterpolation(literalCapacity: 0, interpolationCount: 9)
            query.appendLiteral("SELECT r.* FROM evidence_award r WHERE r.record_count > 0")
            query.append(slice, of: .awards)
            return try rows(Query(stringInterpolation: query)).map { try EvidenceAward($0) }
        }
    }

    private func recordPlace(_ id: Int64) throws -> EvidencePlace? {
        guard let row = try evidenceRecord(id), !row.counted.isEmpty else { return nil }
        return recordPlace(row)
    }

    private func recordPlace(_ row: EvidenceRow) -> EvidencePlace {
        let facet = EvidenceFacet(
            year: row.year,
            awardClass: row.record.awardClass,
            currency: row.record.amounts.currency.text,
            sign: row.sign(of: row.counted),
            count: 0
        )
        let cents = row.counted.contains(.obligated) ? row.record.amounts.obligated?.cents : nil
        return EvidencePlace(facet, cents: cents, id: row.id)
    }

    private func awardPlace(_ id: Int64) throws -> EvidencePlace? {
        guard let award = try evidenceAward(id), award.recordCount > 0 else { return nil }
        return awardPlace(award)
    }

    private func awardPlace(_ award: EvidenceAward) -> EvidencePlace {
        let cents = award.amounts?.obligated?.cents
        let facet = EvidenceFacet(
            year: award.year,
            awardClass: award.awardClass,
            currency: award.listedCurrency,
            sign: AmountSign(cents),
            count: 0
        )
        return EvidencePlace(facet, cents: cents, id: award.id)
    }

    // Which of the rows are sought, and where each is.
    private func page<Row>(
        _ list: EvidenceList,
        _ filter: RecordFilter,
        after start: EvidenceStart?,
        _ find: (Int64) throws -> EvidencePlace?,
        _ place: (Row) -> EvidencePlace,
        limit: Int,
        _ seek: (EvidenceSlice) throws -> [Row]
    ) throws -> EvidencePage<Row>? {
        let facets = try evidenceFacets(list, supplierID: filter.supplierID, agencyID: filter.agencyID)
            .filter { $0.fits(filter) }
        var before: EvidencePlace?
        switch start {
        case nil: break
        case .place(let place): before = place
        case .row(let id):
            guard let place = try find(id), facets.contains(where: { $0.isLike(place.facet) }) else { return nil }
            before = place
        }
        var found: [Row] = []
        for facet in facets where found.count <= limit && !(before.map { facet < $0.facet } ?? false) {
            let isBegun = before.map { facet.isLike($0.facet) } ?? false
            found += try seek(
                EvidenceSlice(
                    facet: facet,
                    supplierID: filter.supplierID,
                    agencyID: filter.agencyID,
                    place: isBegun ? before : nil,
                    limit: limit + 1 - found.count
                )
            )
        }
        let rows = Array(found.prefix(limit))
        return EvidencePage(
            rows: rows,
            count: facets.reduce(0) { $0 + $1.count },
            last: found.count > limit ? rows.last.map(place) : nil
        )
    }
}

extension EvidenceFacet: Comparable {
    fileprivate init(_ row: QueryRow) throws {
        guard let awardClass = AwardClass(rawValue: try row.text("class")),
            let sign = AmountSign(rawValue: try row.text("sign"))
        else { throw DatabaseFailure.unexpectedShape("class or sign of an evidence_facet") }
        self.init(
            year: try row.integer("year"),
            awardClass: awardClass,
            currency: try row.text("currency"),
            sign: sign,
            count: try row.integer("row_count")
        )
    }

    private var order: (Int64, String, String, Int) {
        (-year, awardClass.rawValue, currency, AmountSign.allCases.firstIndex(of: sign) ?? 0)
    }

    package static func < (left: EvidenceFacet, right: EvidenceFacet) -> Bool { left.order < right.order }

    fileprivate func isLike(_ other: EvidenceFacet) -> Bool { order == other.order }

    fileprivate func fits(_ filter: RecordFilter) -> Bool {
        (filter.year.map { Int64($0) == year } ?? true) && (filter.awardClass.map { $0 == awardClass } ?? true)
            && (filter.currency.map { $0.text == currency } ?? true) && (filter.sign.map { $0 == sign } ?? true)
    }
}

package import UndersignedEvidence
import UndersignedDatabase
import UndersignedStore

/// A page of records or awards that fit a filter.
package struct DossierListing<Item: Hashable & Sendable>: Hashable, Sendable {
    package let items: [Item]
    /// Of the whole list.
    package let count: Int
    /// Where it goes on, where others follow.
    package let last: String?
    /// What kinds there are without the filter, but for whose it is.
    package let kinds: [DossierKind]

    package init(items: [Item], count: Int, last: String?, kinds: [DossierKind]) {
        (self.items, self.count, self.last, self.kinds) = (items, count, last, kinds)
    }
}

/// A kind of records or awards of which there are some.
package struct DossierKind: Hashable, Sendable {
    /// 0 for what has no date.
    package let year: Int
    package let awardClass: AwardClass
    /// nil for awards that have none, or several.
    package let currency: CurrencyCode?
    package let sign: AmountSign

    package init(year: Int, awardClass: AwardClass, currency: CurrencyCode?, sign: AmountSign) {
        (self.year, self.awardClass, self.currency, self.sign) = (year, awardClass, currency, sign)
    }

    init(_ facet: EvidenceFacet) {
        self.init(
            year: Int(facet.year),
            awardClass: facet.awardClass,
            currency: CurrencyCode(facet.currency),
            sign: facet.sign
        )
    }
}

/// Whose list it is.
package struct DossierScope: Hashable, Sendable {
    package let supplier: Dossier.Name?
    package let agency: Dossier.Name?

    package init(supplier: Dossier.Name? = nil, agency: Dossier.Name? = nil) {
        (self.supplier, self.agency) = (supplier, agency)
    }
}

extension DossierReading {
    /// Whose list a filter asks for; nil where there is no such supplier or agency, or nothing of it.
    ///
    /// - Throws: A fault of the database.
    package func scope(of filter: RecordFilter) async throws -> DossierScope? {
        try await site.database.read { transaction in
            var names = DossierNames(transaction)
            let supplier = try names.supplier(filter.supplierID)
            guard (supplier == nil) == (filter.supplierID == nil) else { return nil }
            guard let agencyID = filter.agencyID else { return DossierScope(supplier: supplier) }
            guard try transaction.evidenceAgency(agencyID) != nil else { return nil }
            return DossierScope(supplier: supplier, agency: try names.agency(agencyID))
        }
    }

    /// Records that count in sums, newest year first, of each class and currency the largest obligation first.
    ///
    /// - Parameters:
    ///   - filter: Which.
    ///   - last: Where the page before ended, as `DossierListing.last` has it; nil for the first page.
    ///   - limit: The most records.
    /// - Returns: nil where that is no place in the list.
    /// - Throws: A fault of the database.
    package func records(
        _ filter: RecordFilter,
        after last: String?,
        limit: Int
    ) async throws -> DossierListing<Dossier.Record>? {
        try await listing(.records, of: filter, after: last) { transaction, start in
            try transaction.evidenceRecords(filter, after: start, limit: limit)
        } items: {
            try Self.records($0, &$1)
        }
    }

    /// Awards, likewise; their year is that of the latest record.
    package func awards(
        _ filter: RecordFilter,
        after last: String?,
        limit: Int
    ) async throws -> DossierListing<Dossier.Award>? {
        try await listing(.awards, of: filter, after: last) { transaction, start in
            try transaction.evidenceAwards(filter, after: start, limit: limit)
        } items: { rows, names in
            try rows.map { try Self.award($0, &names) }
        }
    }

    private func listing<Row, Item>(
        _ list: EvidenceList,
        of filter: RecordFilter,
        after last: String?,
        page find: @escaping @Sendable (any Transaction, EvidenceStart?) throws -> EvidencePage<Row>?,
        items: @escaping @Sendable ([Row], inout DossierNames) throws -> [Item]
    ) async throws -> DossierListing<Item>? {
        let start = last.flatMap { EvidenceStart(key: $0) }
        guard (start == nil) == (last == nil) else { return nil }
        return try await site.database.read { transaction in
            guard let page = try find(transaction, start) else { return nil }
            var names = DossierNames(transaction)
            let kinds = try transaction.evidenceFacets(
                list,
                supplierID: filter.supplierID,
                agencyID: filter.agencyID
            )
            return DossierListing(
                items: try items(page.rows, &names),
                count: Int(page.count),
                last: page.last?.key,
                kinds: kinds.map { DossierKind($0) }
            )
        }
    }
}

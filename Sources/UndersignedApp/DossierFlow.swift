import UndersignedDatabase
package import UndersignedEvidence
import UndersignedStore

/// Who bought most from whom, in one currency and class of award; what is not of the largest is put together as others.
package struct DossierFlow: Hashable, Sendable {
    package let currency: CurrencyCode
    package let awardClass: AwardClass
    /// nil for all others, who come last.
    package let agencies: [Dossier.Name?]
    /// nil for all others, and for people.
    package let suppliers: [Dossier.Name?]
    /// Obligations, never below 0: a row for each agency, a column for each supplier.
    package let amounts: [[Int64]]
    /// Whether something below 0 is left out.
    package let isCut: Bool

    package init(
        currency: CurrencyCode,
        awardClass: AwardClass,
        agencies: [Dossier.Name?],
        suppliers: [Dossier.Name?],
        amounts: [[Int64]],
        isCut: Bool
    ) {
        (self.currency, self.awardClass) = (currency, awardClass)
        (self.agencies, self.suppliers) = (agencies, suppliers)
        (self.amounts, self.isCut) = (amounts, isCut)
    }

    private static let (mostAgencies, mostSuppliers) = (5, 7)

    /// The largest of a group.
    ///
    /// - Returns: nil where nothing was obligated in it, or its awards are in no one currency.
    /// - Throws: A fault of the database.
    static func largest(
        _ total: EvidenceTotal,
        _ transaction: any Transaction,
        _ names: inout DossierNames
    ) throws -> DossierFlow? {
        guard let currency = CurrencyCode(total.currency), let all = total.cents[.obligated], all > 0 else {
            return nil
        }
        func largest(_ side: EvidencePartySide, _ limit: Int) throws -> [EvidenceTotal] {
            try (transaction.evidenceLargest(side, of: total.group, after: nil, limit: limit) ?? []).filter {
                ($0.cents[.obligated] ?? 0) > 0
            }
        }
        let (agencies, suppliers) = (try largest(.agency, mostAgencies), try largest(.supplier, mostSuppliers))
        guard !agencies.isEmpty, !suppliers.isEmpty else { return nil }
        var amounts = try agencies.map { agency in
            try suppliers.map { supplier in
                try transaction.evidenceTotals(ofSupplier: supplier.supplierID, agencyID: agency.agencyID)
                    .first { $0.group == total.group }?.cents[.obligated] ?? 0
            }
        }
        func sum(_ totals: [EvidenceTotal]) -> Int64 { totals.reduce(0) { $0 &+ ($1.cents[.obligated] ?? 0) } }
        let columns = suppliers.indices.map { place in amounts.reduce(0) { $0 &+ $1[place] } }
        let rest = zip(suppliers, columns).map { ($0.cents[.obligated] ?? 0) &- $1 }
        for place in amounts.indices {
            amounts[place].append((agencies[place].cents[.obligated] ?? 0) &- amounts[place].reduce(0, &+))
        }
        amounts.append(rest + [all &- sum(agencies) &- rest.reduce(0, &+)])
        return DossierFlow(
            currency: currency,
            awardClass: total.awardClass,
            agencies: try agencies.map { try names.agency($0.agencyID) } + [nil],
            suppliers: try suppliers.map { try names.supplier($0.supplierID) } + [nil],
            amounts: amounts.map { $0.map { max(0, $0) } },
            isCut: amounts.joined().contains { $0 < 0 }
        )
    }
}

package import UndersignedEvidence
import UndersignedDatabase
import UndersignedStore

/// What one who sells or buys adds up to over all years, in one currency and class of award.
package struct DossierTotal: Hashable, Sendable {
    package let supplier: Dossier.Name?
    package let agency: Dossier.Name?
    /// nil for awards whose records are in several currencies, or state no amount.
    package let currency: CurrencyCode?
    package let awardClass: AwardClass
    package let awardCount: Int
    package let recordCount: Int
    /// Absent where no record states one.
    package let cents: [AmountKind: Int64]

    package init(
        supplier: Dossier.Name?,
        agency: Dossier.Name?,
        currency: CurrencyCode?,
        awardClass: AwardClass,
        awardCount: Int,
        recordCount: Int,
        cents: [AmountKind: Int64]
    ) {
        (self.supplier, self.agency, self.currency) = (supplier, agency, currency)
        (self.awardClass, self.awardCount) = (awardClass, awardCount)
        (self.recordCount, self.cents) = (recordCount, cents)
    }

    init(_ total: EvidenceTotal, _ names: inout DossierNames) throws {
        self.init(
            supplier: total.supplierID == 0 ? nil : try names.supplier(total.supplierID),
            agency: total.agencyID == 0 ? nil : try names.agency(total.agencyID),
            currency: CurrencyCode(total.currency),
            awardClass: total.awardClass,
            awardCount: Int(total.awardCount),
            recordCount: Int(total.recordCount),
            cents: total.cents
        )
    }

    package var group: DossierGroup { DossierGroup(currency: currency, awardClass: awardClass) }

    /// Where a list goes on behind it, as in `17.USD.order`.
    package var key: String { "\((supplier ?? agency)?.id ?? 0).\(group.key)" }

    /// The same with its obligations, as in `17.USD.order.1234500`.
    var amountKey: String { "\(key).\(cents[.obligated] ?? 0)" }
}

/// Of what currency and class a list is.
package struct DossierGroup: Hashable, Sendable, Comparable {
    package let currency: CurrencyCode?
    package let awardClass: AwardClass

    package init(currency: CurrencyCode?, awardClass: AwardClass) {
        (self.currency, self.awardClass) = (currency, awardClass)
    }

    /// As an address has it: `USD.order`.
    package var key: String { "\(currency?.text ?? "").\(awardClass.rawValue)" }

    /// - Returns: nil for what is no key.
    package init?(key: some StringProtocol) {
        let parts = key.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let awardClass = AwardClass(rawValue: String(parts[1])) else { return nil }
        let currency = CurrencyCode(parts[0])
        guard currency != nil || parts[0].isEmpty else { return nil }
        self.init(currency: currency, awardClass: awardClass)
    }

    var stored: EvidenceGroup { EvidenceGroup(currency: currency?.text ?? "", awardClass: awardClass) }

    package static func < (left: DossierGroup, right: DossierGroup) -> Bool {
        (left.currency?.text ?? "~", left.awardClass.rawValue) < (
            right.currency?.text ?? "~", right.awardClass.rawValue
        )
    }
}

/// All who sell, or all who buy.
package struct DossierParties: Hashable, Sendable {
    /// How they are sorted.
    package enum Order: Hashable, Sendable {
        /// By name, from some letters on.
        case name(from: String)
        /// By what was obligated in one currency and class.
        case obligated(DossierGroup)

        var isByAmount: Bool { if case .obligated = self { true } else { false } }
    }

    package let totals: [DossierTotal]
    /// The last row shown, where others follow it.
    package let last: String?
    /// What groups there are.
    package let groups: [DossierGroup]

    package init(totals: [DossierTotal], last: String?, groups: [DossierGroup]) {
        (self.totals, self.last, self.groups) = (totals, last, groups)
    }
}

extension DossierReading {
    /// All who sell or buy, page by page.
    ///
    /// - Parameters:
    ///   - side: Which of the two.
    ///   - order: How they are sorted.
    ///   - last: The last row of the page before, as `DossierTotal.key` writes it, and a point and its obligations where the
    ///     list goes by them; nil for the first page.
    ///   - limit: The most rows.
    /// - Returns: nil where the last row is no row of the list.
    /// - Throws: A fault of the database.
    package func parties(
        _ side: Dossier.Side,
        by order: DossierParties.Order,
        after last: String?,
        limit: Int
    ) async throws -> DossierParties? {
        let place = last.flatMap { Self.place($0) }
        guard (place == nil) == (last == nil) else { return nil }
        let stored: EvidencePartySide = side == .suppliers ? .supplier : .agency
        return try await site.database.read { transaction in
            let rows =
                switch order {
                case .name(let start):
                    try transaction.evidenceNames(stored, from: start, after: place?.row, limit: limit + 1)
                case .obligated(let group):
                    try transaction.evidenceLargest(
                        stored,
                        of: group.stored,
                        after: place.map { ($0.row.partyID, $0.cents) },
                        limit: limit + 1
                    )
                }
            guard let rows else { return nil }
            var names = DossierNames(transaction)
            let totals = try rows.prefix(limit).map { try DossierTotal($0, &names) }
            return DossierParties(
                totals: totals,
                last: rows.count > limit ? totals.last.map { order.isByAmount ? $0.amountKey : $0.key } : nil,
                groups: try transaction.evidenceTotals().map {
                    DossierGroup(currency: CurrencyCode($0.currency), awardClass: $0.awardClass)
                }.sorted()
            )
        }
    }

    /// As `DossierTotal.key` or `amountKey` writes it.
    private static func place(_ key: String) -> (row: EvidenceTotalKey, cents: Int64?)? {
        let parts = key.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 || parts.count == 4, let id = Int64(parts[0]),
            let group = DossierGroup(key: parts[1...2].joined(separator: "."))
        else { return nil }
        let row = EvidenceTotalKey(partyID: id, group: group.stored)
        guard parts.count == 4 else { return (row, nil) }
        return Int64(parts[3]).map { (row, $0) }
    }
}

import UndersignedDatabase
import UndersignedEvidence

/// Where a list goes on: behind a row, also where that is there no more.
package struct EvidencePlace: Hashable, Sendable {
    let facet: EvidenceFacet
    let cents: Int64?
    let id: Int64

    init(_ facet: EvidenceFacet, cents: Int64?, id: Int64) {
        (self.facet, self.cents, self.id) = (facet, cents, id)
    }

    /// As an address has it: `2025.order.USD.taken.-1800000.123`, which is year, class, currency, sign, cents and row.
    package var key: String {
        let amount = cents.map { String($0) } ?? ""
        return "\(facet.year).\(facet.awardClass.rawValue).\(facet.currency).\(facet.sign.rawValue).\(amount).\(id)"
    }

    /// - Returns: nil for what is no place.
    package init?(key: String) {
        let parts = key.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 6, let year = Int64(parts[0]), let awardClass = AwardClass(rawValue: String(parts[1])),
            parts[2].isEmpty || CurrencyCode(parts[2]) != nil, let sign = AmountSign(rawValue: String(parts[3])),
            let id = Int64(parts[5]), id > 0
        else { return nil }
        let cents = Int64(parts[4])
        guard (cents == nil) == parts[4].isEmpty, sign.fits(cents) else { return nil }
        let facet = EvidenceFacet(year: year, awardClass: awardClass, currency: String(parts[2]), sign: sign, count: 0)
        self.init(facet, cents: cents, id: id)
    }
}

extension AmountSign {
    fileprivate func fits(_ cents: Int64?) -> Bool {
        switch self {
        case .unstated, .uncounted: cents == nil
        case .added, .zero, .taken: cents != nil && AmountSign(cents) == self
        }
    }
}

/// What a page of a list stands behind.
package enum EvidenceStart: Hashable, Sendable {
    /// The last row of the page before, by its place.
    case place(EvidencePlace)
    /// The same by its number alone, as addresses were written before: where it is in the list now.
    case row(Int64)

    /// - Returns: nil for what is none of the two.
    package init?(key: String) {
        if let id = Int64(key) {
            guard id > 0 else { return nil }
            self = .row(id)
        } else {
            guard let place = EvidencePlace(key: key) else { return nil }
            self = .place(place)
        }
    }
}

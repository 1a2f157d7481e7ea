import UndersignedDatabase
import UndersignedEvidence

/// Rows of a list that are of one kind, one behind the other.
struct EvidenceSlice {
    var facet: EvidenceFacet
    /// Of one supplier; nil for all.
    var supplierID: Int64?
    /// Of one agency; nil for all.
    var agencyID: Int64?
    /// What they stand behind; nil from the first on.
    var place: EvidencePlace?
    /// At most so many.
    var limit: Int
}

extension EvidenceList {
    // Whose columns the two lists are sorted by.

    fileprivate var currency: StaticString {
        switch self {
        case .records: "r.currency"
        case .awards: "r.listed_currency"
        }
    }

    fileprivate var obligated: StaticString {
        switch self {
        case .records: "r.counted_obligated"
        case .awards: "r.obligated"
        }
    }
}

extension Query.StringInterpolation {
    /// The conditions, the order and the limit of a slice, behind a condition; the list's table is called `r`.
    mutating func append(_ slice: EvidenceSlice, of list: EvidenceList) {
        appendLiteral(" AND r.year = ")
        appendInterpolation(slice.facet.year)
        appendLiteral(" AND r.class = ")
        appendInterpolation(slice.facet.awardClass.rawValue)
        append(" AND ", list.currency, " = ")
        appendInterpolation(slice.facet.currency)
        if let supplierID = slice.supplierID {
            appendLiteral(" AND r.supplier_id = ")
            appendInterpolation(supplierID)
        }
        if let agencyID = slice.agencyID {
            appendLiteral(" AND r.agency_id = ")
            appendInterpolation(agencyID)
        }
        append(slice.facet.sign, of: list)
        if let place = slice.place { append(behind: place, in: slice.facet.sign, of: list) }
        append(orderOf: slice.facet.sign, of: list)
        appendInterpolation(slice.limit)
    }

    /// The obligations of one sign.
    private mutating func append(_ sign: AmountSign, of list: EvidenceList) {
        switch sign {
        case .added: append(" AND ", list.obligated, " > 0")
        case .zero: append(" AND ", list.obligated, " = 0")
        case .taken: append(" AND ", list.obligated, " < 0")
        case .unstated: appendLiteral(" AND r.obligated IS NULL")
        case .uncounted:
            switch list {
            case .records: appendLiteral(" AND r.counts % 2 = 0 AND r.obligated IS NOT NULL")
            // An award that states none of its own has none.
            case .awards: appendLiteral(" AND r.obligated IS NULL")
            }
        }
    }

    private mutating func append(behind place: EvidencePlace, in sign: AmountSign, of list: EvidenceList) {
        guard sign == .added || sign == .taken, let cents = place.cents else {
            appendLiteral(" AND r.id < ")
            return appendInterpolation(place.id)
        }
        append(" AND (", list.obligated, ", r.id) < (")
        appendInterpolation(cents)
        appendLiteral(", ")
        appendInterpolation(place.id)
        appendLiteral(")")
    }

    /// The largest obligation first; of none, the newest row.
    private mutating func append(orderOf sign: AmountSign, of list: EvidenceList) {
        switch (list, sign) {
        case (.awards, _), (_, .added), (_, .zero), (_, .taken):
            append(" ORDER BY ", list.obligated, " DESC, r.id DESC LIMIT ")
        // By indexes of their own.
        case (.records, .unstated), (.records, .uncounted): appendLiteral(" ORDER BY r.id DESC LIMIT ")
        }
    }

    private mutating func append(_ start: StaticString, _ column: StaticString, _ end: StaticString) {
        for part in [start, column, end] { appendLiteral(part) }
    }
}

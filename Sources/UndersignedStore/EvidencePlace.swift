import UndersignedDatabase
import UndersignedEvidence

/// Where a list goes on.
struct EvidencePlace {
    var facet: EvidenceFacet
    var cents: Int64?
    var id: Int64
}

/// Whose obligation is compared.
enum EvidenceColumn {
    case record, award
}

extension Query.StringInterpolation {
    /// The obligations of one sign, those behind a row alone.
    mutating func append(_ column: EvidenceColumn, _ sign: AmountSign, behind place: EvidencePlace?) {
        switch (column, sign) {
        case (.record, .added): appendLiteral(" AND r.counted_obligated > 0")
        case (.record, .zero): appendLiteral(" AND r.counted_obligated = 0")
        case (.record, .taken): appendLiteral(" AND r.counted_obligated < 0")
        case (.record, .unstated): appendLiteral(" AND r.counted_obligated IS NULL")
        case (.award, .added): appendLiteral(" AND obligated > 0")
        case (.award, .zero): appendLiteral(" AND obligated = 0")
        case (.award, .taken): appendLiteral(" AND obligated < 0")
        case (.award, .unstated): appendLiteral(" AND obligated IS NULL")
        }
        guard let place else { return }
        guard sign == .added || sign == .taken, let cents = place.cents else {
            switch column {
            case .record: appendLiteral(" AND r.id < ")
            case .award: appendLiteral(" AND id < ")
            }
            return appendInterpolation(place.id)
        }
        switch column {
        case .record: appendLiteral(" AND (r.counted_obligated, r.id) < (")
        case .award: appendLiteral(" AND (obligated, id) < (")
        }
        appendInterpolation(cents)
        appendLiteral(", ")
        appendInterpolation(place.id)
        appendLiteral(")")
    }
}

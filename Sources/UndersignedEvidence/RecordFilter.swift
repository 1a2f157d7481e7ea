/// Which of many records, or awards, somebody wants to see; what is nil leaves nothing out.
package struct RecordFilter: Hashable, Sendable {
    package var supplierID: Int64?
    package var agencyID: Int64?
    /// 0 for what has no date.
    package var year: Int?
    package var awardClass: AwardClass?
    package var currency: CurrencyCode?
    package var sign: AmountSign?

    package init(
        supplierID: Int64? = nil,
        agencyID: Int64? = nil,
        year: Int? = nil,
        awardClass: AwardClass? = nil,
        currency: CurrencyCode? = nil,
        sign: AmountSign? = nil
    ) {
        (self.supplierID, self.agencyID, self.year) = (supplierID, agencyID, year)
        (self.awardClass, self.currency, self.sign) = (awardClass, currency, sign)
    }
}

/// Which way an obligation goes; in the order of lists, where the largest amounts are first.
package enum AmountSign: String, CaseIterable, Sendable {
    /// Above 0.
    case added
    case zero
    /// Below 0: a de-obligation.
    case taken
    /// No obligation is stated.
    case unstated
    /// One is stated, and is in no sum: an award as a whole whose actions are there, too.
    case uncounted

    package init(_ cents: Int64?) {
        switch cents {
        case nil: self = .unstated
        case 0: self = .zero
        case let cents?: self = cents > 0 ? .added : .taken
        }
    }
}

/// Sums of one kind of amount, by currency and class of award; what may not be added stays apart.
///
/// - Obligations are added record by record: each says what one action added or took back.
/// - The current and the potential value are an award's as a whole. Of several records of one award the latest one states
///   it, and the others are not added.
/// - Of one award that is told both by its actions and as a whole, the obligations of the actions count.
package struct AwardSum: Sendable {
    package let kind: AmountKind
    private var totals: [Group: Int128] = [:]

    /// What may be added.
    package struct Group: Hashable, Sendable, Comparable {
        package let currency: CurrencyCode
        package let awardClass: AwardClass

        package static func < (left: Group, right: Group) -> Bool {
            (left.currency, left.awardClass.rawValue) < (right.currency, right.awardClass.rawValue)
        }
    }

    package init(_ kind: AmountKind) {
        self.kind = kind
    }

    package mutating func add(_ amount: Amount, _ record: ContractRecord) {
        totals[Group(currency: record.amounts.currency, awardClass: record.awardClass), default: 0] += Int128(
            amount.cents
        )
    }

    mutating func add(_ cents: Int128, currency: CurrencyCode, awardClass: AwardClass) {
        totals[Group(currency: currency, awardClass: awardClass), default: 0] += cents
    }

    package var groups: [Group] { totals.keys.sorted() }

    package var currencies: [CurrencyCode] { Set(totals.keys.map(\.currency)).sorted() }

    /// - Returns: Hundredths; nil where no record of that class states such an amount.
    package func cents(_ currency: CurrencyCode, _ awardClass: AwardClass) -> Int128? {
        totals[Group(currency: currency, awardClass: awardClass)]
    }

    /// The column of a file added up over all classes: a check against the file, and no figure to quote.
    ///
    /// - Returns: Hundredths; nil where nothing states one.
    package func columnCents(_ currency: CurrencyCode) -> Int128? {
        let cents = AwardClass.allCases.compactMap { self.cents(currency, $0) }
        return cents.isEmpty ? nil : cents.reduce(0, +)
    }
}

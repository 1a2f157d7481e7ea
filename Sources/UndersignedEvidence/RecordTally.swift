/// Counts and adds records as they pass, without keeping them.
package struct RecordTally: Sendable {
    package private(set) var importedCount = 0
    package private(set) var repeatCount = 0
    package private(set) var refusedCount = 0
    private var negativeActions = 0
    private var zeroActions = 0
    private var awards: Set<HashPair> = []
    private var obligated = AwardSum(.obligated)
    /// The latest statement about an award as a whole, for awards that have one.
    private var values: [HashPair: Value] = [:]
    private var currenciesSeen: Set<CurrencyCode> = []

    private struct Value {
        var order: RecordOrder
        var amounts: Amounts
        var awardClass: AwardClass
    }

    package init() {}

    /// Of a file that was refused as a whole.
    package init(refusedCount: Int) {
        self.refusedCount = refusedCount
    }

    package var awardCount: Int { awards.count }

    package var negativeCount: Int {
        negativeActions + values.values.count { $0.amounts.obligated.map { $0.cents < 0 } ?? false }
    }

    package var zeroCount: Int {
        zeroActions + values.values.count { $0.amounts.obligated.map { $0.cents == 0 } ?? false }
    }

    package var currencies: [CurrencyCode] { currenciesSeen.sorted() }

    package mutating func addRepeat() { repeatCount += 1 }

    package mutating func addRefused() { refusedCount += 1 }

    /// - Parameter record: One that was not there before.
    package mutating func add(_ record: ContractRecord) {
        importedCount += 1
        let award = HashPair(record.award)
        awards.insert(award)
        if !record.amounts.isEmpty { currenciesSeen.insert(record.amounts.currency) }
        var whole = record.amounts
        if let amount = record.amounts.obligated, !record.isWholeAward {
            if amount.cents < 0 { negativeActions += 1 }
            if amount.cents == 0 { zeroActions += 1 }
            obligated.add(amount, record)
            whole.obligated = nil
        }
        guard record.isWholeAward || !whole.isEmpty else { return }
        let order = RecordOrder(record)
        if let known = values[award], !(known.order < order) { return }
        values[award] = Value(order: order, amounts: whole, awardClass: record.awardClass)
    }

    package func sum(_ kind: AmountKind) -> AwardSum {
        var sum = kind == .obligated ? obligated : AwardSum(kind)
        for value in values.values {
            guard let amount = value.amounts[kind] else { continue }
            sum.add(Int128(amount.cents), currency: value.amounts.currency, awardClass: value.awardClass)
        }
        return sum
    }
}

/// Which of an award's records is the later one: by day, then by the modification's number.
struct RecordOrder: Hashable, Sendable, Comparable {
    private let day: CalendarDay?
    private let modification: String
    private let revision: RecordRevision?

    init(_ record: ContractRecord) {
        day = record.actionDate
        modification = record.modification ?? ""
        revision = record.revision
    }

    static func < (left: RecordOrder, right: RecordOrder) -> Bool {
        if let one = left.revision, let other = right.revision, one != other { return one < other }
        if left.day != right.day {
            guard let one = left.day else { return true }
            guard let other = right.day else { return false }
            return one < other
        }
        // `P00009` before `P00012`, `0` before either, and `9` before `10`.
        let lengths = (left.modification.utf8.count, right.modification.utf8.count)
        return lengths.0 != lengths.1 ? lengths.0 < lengths.1 : left.modification < right.modification
    }
}

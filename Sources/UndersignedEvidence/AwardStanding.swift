/// Which of an award's records go into sums, as `AwardSum` says: obligations record by record, a value once.
package enum AwardStanding {
    /// What each record adds.
    ///
    /// - Parameter records: All that are kept of one award, in the order in which they came.
    /// - Returns: As many as records.
    package static func counted(_ records: [ContractRecord]) -> [Set<AmountKind>] {
        let isTold = records.contains { !$0.isWholeAward && $0.amounts.obligated != nil }
        let current = latest(records) { $0.amounts.currentValue != nil }
        let potential = latest(records) { $0.amounts.potentialValue != nil }
        return records.indices.map { place in
            var kinds: Set<AmountKind> = []
            let record = records[place]
            if record.amounts.obligated != nil, !(isTold && record.isWholeAward) { kinds.insert(.obligated) }
            if place == current { kinds.insert(.currentValue) }
            if place == potential { kinds.insert(.potentialValue) }
            return kinds
        }
    }

    /// The latest record; of several that no date tells apart, the first.
    package static func latest(
        _ records: [ContractRecord],
        where isMember: (ContractRecord) -> Bool = { _ in true }
    ) -> Int? {
        records.indices.filter { isMember(records[$0]) }.max { RecordOrder(records[$0]) < RecordOrder(records[$1]) }
    }
}

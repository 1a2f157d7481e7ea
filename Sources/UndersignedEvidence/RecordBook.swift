/// Records that are kept, each once, and the sums over them; every sum can be listed as its records.
package struct RecordBook: Sendable {
    package private(set) var records: [ContractRecord] = []
    private var places: [RecordKey: Int] = [:]
    private var index = RecordIndex()

    package init() {}

    /// - Returns: What the record is to those before it; a new one is kept, a revised one in place of the earlier one.
    @discardableResult
    package mutating func enter(_ record: ContractRecord) -> RecordIndex.Place {
        let place = index.enter(record)
        switch place {
        case .revised:
            if let known = places[record.key] { records[known] = record }
        case .new:
            places[record.key] = records.count
            records.append(record)
        case .repeated, .outdated, .contradicting: break
        }
        return place
    }

    /// Ends a file: what comes now may say something else about the same award.
    package mutating func settle() { index.settle() }

    /// A sum and the records it is the sum of.
    package struct Listed: Sendable {
        package let sum: AwardSum
        package let records: [ContractRecord]
    }

    /// Adds one kind of amount over some of the records.
    ///
    /// - Parameters:
    ///   - kind: What is added.
    ///   - isMember: Which records it is about.
    /// - Returns: The sum by currency and class, and the records that went into it.
    package func sum(_ kind: AmountKind, of isMember: (ContractRecord) -> Bool) -> Listed {
        var chosen = records.filter { $0.amounts[kind] != nil && isMember($0) }
        if kind == .obligated {
            let told = Set(chosen.filter { !$0.isWholeAward }.map(\.award))
            chosen.removeAll { $0.isWholeAward && told.contains($0.award) }
        } else {
            let latest = Dictionary(grouping: chosen, by: \.award).compactMapValues { records in
                records.max { RecordOrder($0) < RecordOrder($1) }?.key
            }
            chosen.removeAll { latest[$0.award] != $0.key }
        }
        var sum = AwardSum(kind)
        for record in chosen {
            if let amount = record.amounts[kind] { sum.add(amount, record) }
        }
        return Listed(sum: sum, records: chosen)
    }
}

extension ContractRecord {
    /// It tells an award with all its actions, not one of them.
    package var isWholeAward: Bool { source == .usaspendingAward || source == .ocdsAward }
}

import UndersignedCore
import UndersignedDatabase
package import UndersignedEvidence
import UndersignedStore

/// The suppliers that people said to be one with another, and what they add up to together.
package struct SupplierGroup: Hashable, Sendable {
    /// Another name of the supplier.
    package struct Member: Hashable, Sendable {
        package let supplier: SupplierAliasing.Named
        /// What it sold, over all years, by currency, class and kind.
        package let sums: [Sum]

        package init(supplier: SupplierAliasing.Named, sums: [Sum]) {
            (self.supplier, self.sums) = (supplier, sums)
        }
    }

    /// A sum over all years.
    package struct Sum: Hashable, Sendable {
        package let currency: CurrencyCode
        package let awardClass: AwardClass
        package let kind: AmountKind
        package var cents: Int64
        package var recordCount: Int

        package init(
            currency: CurrencyCode,
            awardClass: AwardClass,
            kind: AmountKind,
            cents: Int64,
            recordCount: Int
        ) {
            (self.currency, self.awardClass, self.kind) = (currency, awardClass, kind)
            (self.cents, self.recordCount) = (cents, recordCount)
        }
    }

    /// All of them, the one that was asked for first, the others by number.
    package let members: [Member]
    /// Why, each as a person accepted it.
    package let decisions: [SupplierAliasing.Decision]

    package init(members: [Member], decisions: [SupplierAliasing.Decision]) {
        (self.members, self.decisions) = (members, decisions)
    }

    /// What they add up to together; nil where 64 bits can't hold it.
    package var sums: [Sum]? { Self.added(members.flatMap(\.sums)) }

    /// Beyond so many the group is cut: nobody is called by more names.
    private static let mostMembers = 50

    /// The suppliers that are one with a supplier.
    ///
    /// - Parameters:
    ///   - id: Its number.
    ///   - transaction: To read in.
    /// - Returns: nil where it stands alone.
    /// - Throws: A fault of the database.
    static func find(_ id: Int64, _ transaction: any Transaction) throws -> SupplierGroup? {
        let (found, aliases) = try joined(with: id, transaction)
        guard found.count > 1 else { return nil }
        // Of whom no file is published nobody is told, neither the name.
        let members = try ([id] + found.dropFirst().sorted()).compactMap { number in
            try transaction.evidenceSupplierRow(number).map { supplier in
                let sums = try transaction.evidenceSums(.supplier(number)).map(Sum.init)
                return Member(supplier: SupplierAliasing.Named(supplier), sums: added(sums) ?? [])
            }
        }.filter { !$0.sums.isEmpty }
        guard members.count > 1, members[0].supplier.id == id else { return nil }
        let shown = Set(members.map(\.supplier.id))
        let ordered = aliases.filter { shown.isSuperset(of: [$0.leftID, $0.rightID]) }.sorted {
            ($0.leftID, $0.rightID) < ($1.leftID, $1.rightID)
        }
        return SupplierGroup(
            members: members,
            decisions: try ordered.map { try SupplierAliasing.decision($0, transaction) }
        )
    }

    /// The numbers of those that are one with a supplier, itself first, and what joins them.
    ///
    /// - Throws: A fault of the database.
    static func joined(
        with id: Int64,
        _ transaction: any Transaction
    ) throws -> (numbers: [Int64], aliases: Set<EvidenceAlias>) {
        var (found, next): ([Int64], [Int64]) = ([id], [id])
        var aliases: Set<EvidenceAlias> = []
        while let one = next.popLast(), found.count < mostMembers {
            for alias in try transaction.evidenceAliases(of: one) {
                aliases.insert(alias)
                for other in [alias.leftID, alias.rightID] where !found.contains(other) {
                    found.append(other)
                    next.append(other)
                }
            }
        }
        return (found, aliases)
    }

    /// Adds what is of one currency, class and kind.
    private static func added(_ sums: [Sum]) -> [Sum]? {
        var found: [[String]: Sum] = [:]
        for sum in sums {
            let key = [sum.currency.text, sum.awardClass.rawValue, sum.kind.rawValue]
            guard var known = found[key] else {
                found[key] = sum
                continue
            }
            let (cents, isTooMuch) = known.cents.addingReportingOverflow(sum.cents)
            guard !isTooMuch else { return nil }
            known.cents = cents
            known.recordCount += sum.recordCount
            found[key] = known
        }
        return found.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }
}

extension SupplierGroup.Sum {
    init(_ sum: EvidenceSum) {
        self.init(
            currency: CurrencyCode(sum.currency) ?? .none,
            awardClass: sum.awardClass,
            kind: sum.kind,
            cents: sum.cents,
            recordCount: Int(sum.recordCount)
        )
    }
}

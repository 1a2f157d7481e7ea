import UndersignedEvidence

extension SupplierAliasing {
    /// Pairs of suppliers with names that are alike, the most alike first.
    ///
    /// - Parameter suppliers: By number.
    /// - Returns: Of each pair the smaller number left.
    static func suggestions(_ suppliers: [Named]) -> [Pair] {
        var names = SupplierAliases()
        var byName: [String: [Named]] = [:]
        for supplier in suppliers {
            names.add(Supplier(name: supplier.name, identifiers: identifiers(supplier)))
            byName[supplier.name, default: []].append(supplier)
        }
        // One name under two identifiers: a firm that was registered twice, or two of one name.
        let same = byName.values.flatMap { rows in
            pairs(rows, rows).map { Pair(left: $0, right: $1, score: 1_000, reason: Reason(.sameWords)) }
        }
        let alike = names.suggestions.flatMap { found in
            pairs(byName[found.left] ?? [], byName[found.right] ?? []).map { left, right in
                let score = Int((found.score * 1_000).rounded())
                return Pair(left: left, right: right, score: score, reason: Reason(of: found.reason))
            }
        }
        // A name under two identifiers is met under each.
        return Set(same + alike).sorted { ($1.score, $0.left.id, $0.right.id) < ($0.score, $1.left.id, $1.right.id) }
    }

    /// Why two suppliers may be one; nil where their names are not alike.
    ///
    /// - Parameters:
    ///   - one: A supplier's number.
    ///   - other: Another's.
    ///   - suppliers: All, those two among them.
    /// - Returns: As `suggestions` has it, without comparing all others.
    static func suggestion(_ one: Int64, _ other: Int64, among suppliers: [Named]) -> Pair? {
        guard let left = suppliers.first(where: { $0.id == min(one, other) }),
            let right = suppliers.first(where: { $0.id == max(one, other) })
        else { return nil }
        if left.name == right.name { return Pair(left: left, right: right, score: 1_000, reason: Reason(.sameWords)) }
        var names = SupplierAliases()
        for supplier in suppliers {
            names.add(Supplier(name: supplier.name, identifiers: identifiers(supplier)))
        }
        return names.suggestion(left.name, right.name).map { found in
            let score = Int((found.score * 1_000).rounded())
            return Pair(left: left, right: right, score: score, reason: Reason(of: found.reason))
        }
    }

    private static func pairs(
        _ some: [Named],
        _ others: [Named]
    ) -> [(Named, Named)] {
        some.flatMap { one in
            others.compactMap { other in
                // Each of one list with itself comes up twice, and each of two lists once.
                if one.id < other.id { return (one, other) }
                return some == others || one.id == other.id ? nil : (other, one)
            }
        }
    }

    private static func identifiers(_ supplier: Named) -> [PublishedIdentifier] {
        let parts = supplier.identity?.split(separator: " ", maxSplits: 1).map(String.init) ?? []
        return parts.count == 2 ? [PublishedIdentifier(scheme: parts[0], value: parts[1])] : []
    }
}

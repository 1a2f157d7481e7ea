/// Suppliers grouped by their published identifiers, and which groups may be one.
///
/// Nothing is joined by a name: an alias is a suggestion with its reason, which a person accepts or refuses.
package struct SupplierAliases: Sendable {
    /// From here a suggestion is made.
    package static let threshold = 0.9

    /// Names under one identifier, or one name without any.
    package struct Group: Hashable, Sendable {
        package var identifier: PublishedIdentifier?
        /// As published, in alphabetical order.
        package var names: [String]
    }

    /// Why two names may be one supplier's.
    package enum Reason: Hashable, Sendable {
        /// The same but for legal form, punctuation, order and abbreviations.
        case sameWords
        /// These words differ in spelling, and are alike.
        case spelling([String])
        /// One has these words and the other has not; they are frequent among the names.
        case furtherWords([String])
    }

    /// Two names that may be one supplier's, until a person decides.
    package struct Suggestion: Hashable, Sendable {
        package var left: String
        package var right: String
        /// From `threshold` to 1.
        package var score: Double
        package var reason: Reason
    }

    private var byIdentifier: [PublishedIdentifier: Set<String>] = [:]
    private var bare: Set<String> = []

    package init() {}

    package mutating func add(_ supplier: Supplier) {
        guard !supplier.isNaturalPerson, !supplier.name.isEmpty else { return }
        if let identifier = supplier.identifiers.first {
            byIdentifier[identifier, default: []].insert(supplier.name)
        } else {
            bare.insert(supplier.name)
        }
    }

    package var groups: [Group] {
        byIdentifier.map { Group(identifier: $0, names: $1.sorted()) }.sorted { $0.names[0] < $1.names[0] }
            + bare.sorted().map { Group(identifier: nil, names: [$0]) }
    }

    /// Whether two names are alike, as words weigh among all that were added.
    ///
    /// - Returns: What `suggestions` says of them; nil where they are not alike.
    package func suggestion(_ left: String, _ right: String) -> Suggestion? {
        let weights = WordWeights(groups.flatMap(\.names).map(SupplierName.init))
        return weights.weighed(left).suggestion(weights.weighed(right))
    }

    /// Pairs of names of different groups that are alike, the most alike first.
    package var suggestions: [Suggestion] {
        let entries = groups.enumerated().flatMap { place, group in
            group.names.map { (group: place, name: $0, form: SupplierName($0)) }
        }
        let weights = WordWeights(entries.map(\.form))
        let names = entries.map { weights.weighed($0.name, $0.form) }
        var found: [Suggestion] = []
        SupplierCandidates(names).visit { one, other in
            guard entries[one].group != entries[other].group, names[one].name != names[other].name else { return }
            if let suggestion = names[one].suggestion(names[other]) { found.append(suggestion) }
        }
        return found.sorted { ($1.score, $0.left, $0.right) < ($0.score, $1.left, $1.right) }
    }
}

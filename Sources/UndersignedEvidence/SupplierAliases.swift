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
        return weights.suggestion(left, SupplierName(left), right, SupplierName(right))
    }

    /// Pairs of names of different groups that are alike, the most alike first.
    package var suggestions: [Suggestion] {
        let groups = groups
        let entries = groups.enumerated().flatMap { place, group in
            group.names.map { (group: place, name: $0, form: SupplierName($0)) }
        }
        let weights = WordWeights(entries.map(\.form))
        var byWord: [String: [Int]] = [:]
        for (place, entry) in entries.enumerated() {
            for word in Set(entry.form.words.map { String($0.prefix(3)) }) { byWord[word, default: []].append(place) }
        }
        var found: [Suggestion] = []
        for (place, entry) in entries.enumerated() {
            // A pair shares its first word, or nearly: what a firm is called stands in front.
            let first = entry.form.words.first.map { String($0.prefix(3)) } ?? ""
            for other in byWord[first] ?? []
            where entries[other].group != entry.group && entries[other].name != entry.name {
                guard place < other || entries[other].form.words.first.map({ String($0.prefix(3)) }) != first else {
                    continue
                }
                if let suggestion = weights.suggestion(entry.name, entry.form, entries[other].name, entries[other].form)
                {
                    found.append(suggestion)
                }
            }
        }
        return found.sorted { ($1.score, $0.left, $0.right) < ($0.score, $1.left, $1.right) }
    }
}

/// How much each word says: rare ones much, frequent ones little.
///
/// Source: Cohen, Ravikumar, Fienberg, "A Comparison of String Distance Metrics for Name-Matching Tasks", 2003: SoftTFIDF with
/// Jaro-Winkler's measure and its threshold of 0.9.
struct WordWeights: Sendable {
    private static let alike = 0.9
    private let counts: [String: Int]
    private let total: Double

    init(_ names: [SupplierName]) {
        counts = names.reduce(into: [:]) { counts, name in
            for word in Set(name.words) { counts[word, default: 0] += 1 }
        }
        total = Double(max(names.count, 2))
    }

    private func weight(_ word: String) -> Double {
        // A number tells one thing from another, however often it stands there.
        let share = Double(counts[word] ?? 1)
        return max(0.1, logarithm(total / share))
    }

    func suggestion(
        _ left: String,
        _ one: SupplierName,
        _ right: String,
        _ other: SupplierName
    ) -> SupplierAliases.Suggestion? {
        if one.words.sorted() == other.words.sorted() {
            return SupplierAliases.Suggestion(left: left, right: right, score: 1, reason: .sameWords)
        }
        guard let pairs = pairs(one, other) else { return nil }
        let product = pairs.reduce(0) { $0 + weight($1.left) * weight($1.right) * $1.likeness }
        let score = product / (length(one) * length(other)).squareRoot()
        guard score >= SupplierAliases.threshold else { return nil }
        let misspelled = pairs.filter { $0.left != $0.right }.flatMap { [$0.left, $0.right] }
        let further =
            one.words.filter { word in !pairs.contains { $0.left == word } }
            + other.words.filter { word in !pairs.contains { $0.right == word } }
        let reason: SupplierAliases.Reason = misspelled.isEmpty ? .furtherWords(further) : .spelling(misspelled)
        return SupplierAliases.Suggestion(left: left, right: right, score: score, reason: reason)
    }

    private typealias Pair = (left: String, right: String, likeness: Double)

    /// Each word with the one that is most like it.
    ///
    /// - Returns: nil where the first words are not alike, or where the names differ in a number.
    private func pairs(_ one: SupplierName, _ other: SupplierName) -> [Pair]? {
        guard let first = one.words.first, let second = other.words.first, isAlike(first, second),
            numbers(one) == numbers(other)
        else { return nil }
        var rest = other.words
        return one.words.compactMap { word in
            let best = rest.indices.map { ($0, likeness(word, rest[$0])) }.max { $0.1 < $1.1 }
            guard let best, best.1 >= Self.alike else { return nil }
            return (word, rest.remove(at: best.0), best.1)
        }
    }

    /// Short words are alike only where they are the same: one letter makes another name of them.
    private func likeness(_ one: String, _ other: String) -> Double {
        if one == other { return 1 }
        guard min(one.utf8.count, other.utf8.count) > 4 else { return 0 }
        return WordLikeness.jaroWinkler(one, other)
    }

    private func isAlike(_ one: String, _ other: String) -> Bool { likeness(one, other) >= Self.alike }

    private func numbers(_ name: SupplierName) -> [String] {
        name.words.filter { $0.utf8.contains { (0x30...0x39).contains($0) } }.sorted()
    }

    private func length(_ name: SupplierName) -> Double { name.words.reduce(0) { $0 + weight($1) * weight($1) } }

    /// The natural logarithm, by its series, for 1 and more; to weigh words, four digits are enough.
    private func logarithm(_ value: Double) -> Double {
        let exponent = Double(value.exponent)
        let ratio = (value.significand - 1) / (value.significand + 1)
        let square = ratio * ratio
        return exponent * 0.693_147_180_56 + 2 * ratio * (1 + square * (1 / 3 + square * (1 / 5 + square / 7)))
    }
}

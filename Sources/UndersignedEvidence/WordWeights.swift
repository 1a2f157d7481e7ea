/// How much each word says: rare ones much, frequent ones little.
///
/// Source: Cohen, Ravikumar, Fienberg, "A Comparison of String Distance Metrics for Name-Matching Tasks", 2003: SoftTFIDF with
/// Jaro-Winkler's measure and its threshold of 0.9.
struct WordWeights: Sendable {
    private let counts: [String: Int]
    private let total: Double

    init(_ names: [SupplierName]) {
        counts = names.reduce(into: [:]) { counts, name in
            for word in Set(name.words) { counts[word, default: 0] += 1 }
        }
        total = Double(max(names.count, 2))
    }

    func weighed(_ name: String) -> WeighedName { weighed(name, SupplierName(name)) }

    func weighed(_ name: String, _ form: SupplierName) -> WeighedName {
        WeighedName(name: name, words: form.words.map { WeighedWord($0, weight: weight($0)) })
    }

    private func weight(_ word: String) -> Double {
        // A number tells one thing from another, however often it stands there.
        let share = Double(counts[word] ?? 1)
        return max(0.1, logarithm(total / share))
    }

    /// The natural logarithm, by its series, for 1 and more; to weigh words, four digits are enough.
    private func logarithm(_ value: Double) -> Double {
        let exponent = Double(value.exponent)
        let ratio = (value.significand - 1) / (value.significand + 1)
        let square = ratio * ratio
        return exponent * 0.693_147_180_56 + 2 * ratio * (1 + square * (1 / 3 + square * (1 / 5 + square / 7)))
    }
}

/// A name with its words' weights.
struct WeighedName: Sendable {
    let name: String
    let words: [WeighedWord]
    /// The sum of the squares of the weights.
    let length: Double
    let sorted: [String]
    private let numbers: [String]

    init(name: String, words: [WeighedWord]) {
        (self.name, self.words) = (name, words)
        length = words.reduce(0) { $0 + $1.weight * $1.weight }
        sorted = words.map(\.text).sorted()
        numbers = sorted.filter { $0.utf8.contains { (0x30...0x39).contains($0) } }
    }

    /// Why two names may be one supplier's; nil where they are not alike.
    func suggestion(_ other: WeighedName) -> SupplierAliases.Suggestion? {
        if sorted == other.sorted {
            return SupplierAliases.Suggestion(left: name, right: other.name, score: 1, reason: .sameWords)
        }
        guard let pairs = pairs(other) else { return nil }
        let product = pairs.reduce(0) {
            $0 + words[$1.left].weight * other.words[$1.right].weight * $1.likeness
        }
        let score = product / (length * other.length).squareRoot()
        guard score >= SupplierAliases.threshold else { return nil }
        let (left, right) = (words.map(\.text), other.words.map(\.text))
        let misspelled = pairs.filter { left[$0.left] != right[$0.right] }.flatMap { [left[$0.left], right[$0.right]] }
        let further =
            left.indices.filter { place in !pairs.contains { $0.left == place } }.map { left[$0] }
            + right.indices.filter { place in !pairs.contains { $0.right == place } }.map { right[$0] }
        let reason: SupplierAliases.Reason = misspelled.isEmpty ? .furtherWords(further) : .spelling(misspelled)
        return SupplierAliases.Suggestion(left: name, right: other.name, score: score, reason: reason)
    }

    private typealias Pair = (left: Int, right: Int, likeness: Double)

    /// Places of words, each with the one that is most like it.
    ///
    /// - Returns: nil where the first words are not alike, or where the names differ in a number.
    private func pairs(_ other: WeighedName) -> [Pair]? {
        guard let first = words.first, let second = other.words.first, first.isAlike(second), numbers == other.numbers
        else { return nil }
        var rest = Array(other.words.indices)
        return words.indices.compactMap { place in
            let best = rest.indices.map { ($0, words[place].likeness(other.words[rest[$0]])) }.max { $0.1 < $1.1 }
            guard let best, best.1 >= WeighedWord.alike else { return nil }
            return (place, rest.remove(at: best.0), best.1)
        }
    }
}

/// A word with its weight and its letters, to be held against many.
struct WeighedWord: Sendable {
    static let alike = 0.9

    let text: String
    let weight: Double
    let letters: [Unicode.Scalar]
    /// A bit for each letter that it has; several letters may share one.
    private let marks: UInt64

    init(_ text: String, weight: Double) {
        (self.text, self.weight, letters) = (text, weight, Array(text.unicodeScalars))
        marks = letters.reduce(0) { $0 | 1 << UInt64($1.value & 63) }
    }

    func isAlike(_ other: WeighedWord) -> Bool { likeness(other) >= Self.alike }

    /// From 0 to 1; what can't be alike is 0.
    ///
    /// Short words are alike only where they are the same: one letter makes another name of them.
    func likeness(_ other: WeighedWord) -> Double {
        if text == other.text { return 1 }
        guard letters.count > 4, other.letters.count > 4, canReach(other) else { return 0 }
        return WordLikeness.jaroWinkler(letters, other.letters)
    }

    /// Whether so many letters are common that the measure can come to `alike`: its half before the prefix has to be 5/6.
    private func canReach(_ other: WeighedWord) -> Bool {
        let (one, two) = (letters.count, other.letters.count)
        let common = min(
            one - (marks & ~other.marks).nonzeroBitCount,
            two - (other.marks & ~marks).nonzeroBitCount
        )
        return Double(common) * (1 / Double(one) + 1 / Double(two)) >= 1.499
    }
}

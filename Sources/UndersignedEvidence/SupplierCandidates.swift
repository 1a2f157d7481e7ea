/// Which names are worth comparing, so that not every name is held against every other.
///
/// A score of `SupplierAliases.threshold` asks for counterparts of words with at least its square of a name's weight. So of the
/// heaviest words that have more than the rest between them, one has a counterpart in any name that is alike; and those
/// words are rare.
package struct SupplierCandidates {
    /// A little below what a name may lack, for what rounding does.
    private static let needed = 1 - SupplierAliases.threshold * SupplierAliases.threshold - 0.01

    let names: [WeighedName]

    init(_ names: [WeighedName]) {
        self.names = names
    }

    package init(names: [String]) {
        let weights = WordWeights(names.map(SupplierName.init))
        self.init(names.map(weights.weighed))
    }

    /// How many pairs are compared.
    package var count: Int {
        var count = 0
        visit { _, _ in count += 1 }
        return count
    }

    /// Calls with the places of two names that may be alike, each pair once: names of the same words; and of those whose first
    /// words are alike, the ones that share a rare word, or nearly.
    func visit(_ compare: (Int, Int) -> Void) {
        for places in Dictionary(grouping: names.indices, by: { names[$0].sorted }).values {
            for (step, one) in places.enumerated() {
                for other in places[(step + 1)...] { compare(one, other) }
            }
        }
        let byFirst = Dictionary(grouping: names.indices) { names[$0].words.first?.text ?? "" }
        let words = byFirst.values.compactMap { names[$0[0]].words.first }
        let beginnings = Dictionary(grouping: words) { String($0.text.prefix(3)) }
        for word in words {
            let firsts = (beginnings[String(word.text.prefix(3))] ?? []).filter(word.isAlike)
            let others = firsts.flatMap { byFirst[$0.text] ?? [] }
            if others.count > 1 { match(byFirst[word.text] ?? [], others, compare) }
        }
    }

    private func match(_ places: [Int], _ others: [Int], _ compare: (Int, Int) -> Void) {
        var byWord: [String: [Int]] = [:]
        var vocabulary: [Unicode.Scalar?: [WeighedWord]] = [:]
        for place in others {
            for word in names[place].words where byWord[word.text, default: []].last != place {
                if byWord[word.text]?.isEmpty != false { vocabulary[word.letters.first, default: []].append(word) }
                byWord[word.text, default: []].append(place)
            }
        }
        var spellings: [String: [String]] = [:]
        for place in places {
            var seen: Set<Int> = []
            for word in heaviest(names[place]) {
                // A slip in the first letter is rare, and not looked for.
                let all =
                    spellings[word.text] ?? (vocabulary[word.letters.first] ?? []).filter(word.isAlike).map(\.text)
                spellings[word.text] = all
                // From the other side the pair is found as well.
                for other in all.flatMap({ byWord[$0] ?? [] }) where other > place && seen.insert(other).inserted {
                    if names[other].sorted != names[place].sorted { compare(place, other) }
                }
            }
        }
    }

    /// Words of which one at least has a counterpart in any name that is alike.
    private func heaviest(_ name: WeighedName) -> [WeighedWord] {
        let enough = name.length * Self.needed
        var sum = 0.0
        var result: [WeighedWord] = []
        for word in name.words.sorted(by: { $0.weight > $1.weight }) where sum <= enough {
            result.append(word)
            sum += word.weight * word.weight
        }
        return result
    }
}

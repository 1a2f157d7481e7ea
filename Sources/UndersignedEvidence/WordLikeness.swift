/// How alike two words are spelled, from 0 to 1.
///
/// Source: Winkler, "String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of Record Linkage",
/// 1990: Jaro's measure, raised for up to four equal letters at the beginning.
enum WordLikeness {
    static func jaroWinkler(_ left: String, _ right: String) -> Double {
        left == right ? 1 : jaroWinkler(Array(left.unicodeScalars), Array(right.unicodeScalars))
    }

    static func jaroWinkler(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Double {
        let jaro = jaro(one, other)
        let prefix = zip(one, other).prefix(4).prefix { $0 == $1 }.count
        return jaro + Double(prefix) * 0.1 * (1 - jaro)
    }

    private static func jaro(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Double {
        guard !one.isEmpty, !other.isEmpty else { return 0 }
        let window = max(0, max(one.count, other.count) / 2 - 1)
        var isTaken = [Bool](repeating: false, count: other.count)
        var matched: [Unicode.Scalar] = []
        for (place, letter) in one.enumerated() {
            let (from, to) = (max(0, place - window), min(other.count, place + window + 1))
            guard from < to, let found = (from..<to).first(where: { !isTaken[$0] && other[$0] == letter }) else {
                continue
            }
            isTaken[found] = true
            matched.append(letter)
        }
        guard !matched.isEmpty else { return 0 }
        let counterpart = other.indices.filter { isTaken[$0] }.map { other[$0] }
        let transposed = zip(matched, counterpart).count { $0 != $1 } / 2
        let count = Double(matched.count)
        return (count / Double(one.count) + count / Double(other.count) + (count - Double(transposed)) / count) / 3
    }
}

/// An organisation's name in a form in which spellings of one name meet.
///
/// Upper case, without punctuation, accents as they are; legal forms and `THE` left out; `ISLIP, TOWN OF` turned round; frequent
/// abbreviations written out; single letters that follow one another joined (`B.I.` is `BI`).
package struct SupplierName: Hashable, Sendable {
    /// Never empty: a name of nothing but legal forms keeps them.
    package let words: [String]

    package init(_ name: String) {
        let turned = Self.turned(name)
        let all = Self.joined(Self.plainWords(of: turned)).map { Self.whole[$0] ?? $0 }
        let kept = all.filter { !Self.dropped.contains($0) }
        words = kept.isEmpty ? all : kept
    }

    package var text: String { words.joined(separator: " ") }

    /// Behind its last comma a name may have what belongs before it: `GEO GROUP INC., THE`, `ISLIP, TOWN OF`.
    private static func turned(_ name: String) -> String {
        let parts = name.split(separator: ",").map { $0.drop { $0 == " " } }
        guard parts.count > 1, let last = parts.last else { return name }
        let upper = last.uppercased()
        guard upper == "THE" || upper.hasSuffix(" OF") || upper.hasSuffix(" OF THE") else { return name }
        return "\(last) \(parts.dropLast().joined(separator: ","))"
    }

    /// Runs of letters and digits in upper case, as a text of any kind has them.
    static func plainWords(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        for scalar in name.uppercased().unicodeScalars {
            if scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value) {
                word.unicodeScalars.append(scalar)
            } else if scalar == "'" || scalar == "’" || (scalar == "-" && word.unicodeScalars.count == 1) {
                // `KNIGHT'S` is `KNIGHTS`, and `L-3` is `L3`.
                continue
            } else {
                if !word.isEmpty { words.append(word) }
                word = scalar == "&" ? "AND" : ""
                if scalar == "&" {
                    words.append(word)
                    word = ""
                }
            }
        }
        return word.isEmpty ? words : words + [word]
    }

    private static func joined(_ words: [String]) -> [String] {
        var result: [String] = []
        var letters = ""
        for word in words + [""] {
            if word.unicodeScalars.count == 1 {
                letters += word
                continue
            }
            if !letters.isEmpty { result.append(letters) }
            letters = ""
            if !word.isEmpty { result.append(word) }
        }
        return result
    }

    private static let dropped: Set<String> = NameWords.legalForms.union(["THE", "AND", "OF", "PARTNERSHIP"])
        .subtracting(["CORPORATE", "COOPERATIVE", "JV"])

    private static let whole: [String: String] = [
        "ASSOC": "ASSOCIATES", "COMM": "COMMUNICATIONS", "COMMUNICATION": "COMMUNICATIONS", "CORR": "CORRECTIONS",
        "CTR": "CENTER", "CENTRE": "CENTER", "DEPT": "DEPARTMENT", "DEV": "DEVELOPMENT", "ENGR": "ENGINEERING",
        "ENTERPRISE": "ENTERPRISES", "GOVT": "GOVERNMENT", "INTL": "INTERNATIONAL", "INTERNATL": "INTERNATIONAL",
        "MFG": "MANUFACTURING", "MGMT": "MANAGEMENT", "NATL": "NATIONAL", "SERVICE": "SERVICES", "SVC": "SERVICES",
        "SVCS": "SERVICES", "SOLUTION": "SOLUTIONS", "SYS": "SYSTEMS", "SYSTEM": "SYSTEMS", "TECH": "TECHNOLOGIES",
        "TECHNOLOGY": "TECHNOLOGIES", "UNIV": "UNIVERSITY",
    ]
}

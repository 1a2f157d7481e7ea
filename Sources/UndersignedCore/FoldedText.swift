/// A text as rules compare it: what is read alike is alike.
///
/// Wide and styled letters are plain ones, nothing stands in between that can't be seen, and marks above Latin letters are
/// gone. Letters of another script that look like Latin ones become those where they stand among them.
struct FoldedText {
    /// Words of letters and digits, in lower case.
    let tokens: [String]
    /// The same with digits and signs read as the letters they stand for: `1d10t`.
    let spelledTokens: [String]
    /// All tokens in one, for scripts that write no spaces.
    let run: String

    init(_ text: String) {
        let scalars = Self.scalars(of: text)
        tokens = Self.tokens(scalars)
        spelledTokens = Self.tokens(scalars.map { Self.signs[$0] ?? $0 })
        run = tokens.joined()
    }

    /// The text without what can't be seen, in plain and decomposed letters; capitals stay.
    static func scalars(of text: String) -> [Unicode.Scalar] {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return Array(text.unicodeScalars) }
        return PlainTextForm.decomposed(text).unicodeScalars.filter { scalar in
            if scalar.isASCII { return true }
            let properties = scalar.properties
            let isHidden = properties.isDefaultIgnorableCodePoint || properties.generalCategory == .format
            // Marks of other scripts are vowels: without them words would run together.
            let isLatinMark = (0x300...0x36F).contains(scalar.value)
            return !isHidden && !isLatinMark && properties.generalCategory != .enclosingMark
        }
    }

    private static func tokens(_ scalars: [Unicode.Scalar]) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        func isPart(_ scalar: Unicode.Scalar) -> Bool {
            let kind = scalar.properties.generalCategory
            return scalar.properties.isAlphabetic || kind == .decimalNumber || kind == .nonspacingMark
        }
        for scalar in scalars {
            if isPart(scalar) {
                word.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            } else if !word.isEmpty {
                words.append(plain(word))
                word.removeAll()
            }
        }
        if !word.isEmpty { words.append(plain(word)) }
        return joined(words)
    }

    /// `i d i o t` and `i.d.i.o.t` are one word; two letters in a row are initials.
    private static func joined(_ words: [String]) -> [String] {
        var result: [String] = []
        var letters: [String] = []
        for word in words + [""] {
            if word.unicodeScalars.count == 1 {
                letters.append(word)
                continue
            }
            result += letters.count > 2 ? [letters.joined()] : letters
            letters = []
            if !word.isEmpty { result.append(word) }
        }
        return result
    }

    private static func plain(_ word: String.UnicodeScalarView) -> String {
        guard word.contains(where: \.isASCII), !word.allSatisfy(\.isASCII) else { return String(word) }
        var mapped = String.UnicodeScalarView()
        for scalar in word { mapped.append(lookalikes[scalar] ?? scalar) }
        return String(mapped)
    }

    /// Cyrillic and Greek letters that look like Latin ones.
    private static let lookalikes: [Unicode.Scalar: Unicode.Scalar] = pairs(
        "аеорсухіјѕԁһкмтвнгιοαρυνκτεη",
        "aeopcyxijsdhkmtbhrioapuvkten"
    )

    /// Digits and signs that stand for letters.
    private static let signs: [Unicode.Scalar: Unicode.Scalar] = pairs("0134578@$!|", "oieastbasil")

    private static func pairs(_ from: String, _ to: String) -> [Unicode.Scalar: Unicode.Scalar] {
        Dictionary(zip(from.unicodeScalars, to.unicodeScalars)) { first, _ in first }
    }
}

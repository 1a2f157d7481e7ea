/// The words of a text as a search index holds them: the same on every database, in every script.
///
/// Lower case, wide and styled letters made plain, accents and vowel points left out. A word is a run of letters, digits and
/// their marks; where a script writes no space between words, every two neighbours are one. A word beyond ASCII is written
/// in hexadecimal, so that no database splits or folds it by rules of its own.
package struct SearchWords: Hashable, Sendable {
    /// As often as they stand in the text, and in its order; each at most 250 letters `a`–`z` and digits.
    package let all: [String]

    private static let wordLimit = 30

    /// - Parameters:
    ///   - text: Of any length and content.
    ///   - limit: The most words; what follows is left out.
    package init(_ text: String, limit: Int = 20_000) {
        var words: [String] = []
        var run: [Unicode.Scalar] = []
        var isSpaceless = false
        for scalar in PlainTextForm.decomposed(text).lowercased().unicodeScalars {
            guard words.count < limit else { break }
            guard Self.isPartOfWord(scalar) else {
                words += Self.words(of: run, isSpaceless: isSpaceless)
                run = []
                continue
            }
            if Self.isPoint(scalar) { continue }
            if run.isEmpty || Self.isSpaceless(scalar) != isSpaceless {
                words += Self.words(of: run, isSpaceless: isSpaceless)
                (run, isSpaceless) = ([], Self.isSpaceless(scalar))
            }
            run.append(scalar)
        }
        all = Array((words + Self.words(of: run, isSpaceless: isSpaceless)).prefix(limit))
    }

    private static func words(of run: [Unicode.Scalar], isSpaceless: Bool) -> [String] {
        guard isSpaceless, run.count > 1 else { return run.isEmpty ? [] : [word(run.prefix(wordLimit))] }
        return run.indices.dropLast().map { word(run[$0...($0 + 1)]) }
    }

    private static func word(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        if scalars.allSatisfy(\.isASCII) { return String(String.UnicodeScalarView(scalars)) }
        // No word of ASCII letters looks like this: it would begin with `z` and go on in hexadecimal.
        return "z" + Hexadecimal.encode(Array(String(String.UnicodeScalarView(scalars)).utf8))
    }

    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
            true
        default: false
        }
    }

    /// Accents of Latin, Greek and Cyrillic, and the points of Hebrew and Arabic, which people leave out.
    private static func isPoint(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x300...0x36F, 0x591...0x5C7, 0x610...0x61A, 0x64B...0x65F, 0x670: true
        default: false
        }
    }

    /// Han, kana, and the scripts of Thai, Lao, Burmese and Khmer.
    private static func isSpaceless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xF900...0xFAFF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }
}

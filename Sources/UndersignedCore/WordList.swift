/// An organiser's list of words and phrases: says whether one of them occurs in a text.
///
/// A word is found where it stands by itself, not inside another one: `ass` is not in `class`. What is written in a script
/// without spaces is found anywhere.
struct WordList: Sendable {
    private var words: Set<String> = []
    /// Longer than one word, or with any ending.
    private var phrases: [Phrase] = []
    /// In scripts that write no spaces.
    private var runs: [String] = []

    fileprivate struct Phrase: Sendable {
        let tokens: [String]
        let hasAnyEnding: Bool
    }

    /// - Parameter entries: As an organiser wrote them; a `*` at the end stands for any ending.
    init(_ entries: [String]) {
        for entry in entries {
            let folded = FoldedText(entry)
            guard let first = folded.tokens.first else { continue }
            if entry.unicodeScalars.contains(where: Self.standsWithoutSpaces) {
                runs.append(folded.run)
            } else if entry.hasSuffix("*") || folded.tokens.count > 1 {
                phrases.append(Phrase(tokens: folded.tokens, hasAnyEnding: entry.hasSuffix("*")))
            } else {
                words.insert(first)
            }
        }
    }

    func occurs(in text: FoldedText) -> Bool {
        [text.tokens, text.spelledTokens].contains { tokens in
            tokens.contains { words.contains($0) } || phrases.contains { $0.occurs(in: tokens) }
        } || runs.contains { text.run.contains($0) }
    }

    /// Han, kana, Thai, Lao, Khmer, Burmese.
    private static func standsWithoutSpaces(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3041...0x30FF, 0x3400...0x9FFF, 0x2_0000...0x3_FFFF:
            true
        default: false
        }
    }
}

extension WordList.Phrase {
    fileprivate func occurs(in words: [String]) -> Bool {
        guard let last = tokens.last, words.count >= tokens.count else { return false }
        return (0...(words.count - tokens.count)).contains { start in
            let part = words[start..<(start + tokens.count)]
            guard part.dropLast().elementsEqual(tokens.dropLast()), let end = part.last else { return false }
            return hasAnyEnding ? end.hasPrefix(last) : end == last
        }
    }
}

/// What changed from one text to another, word by word.
///
/// Pure and bounded: a text of 64 kB costs no more than some ten thousand steps for each kilobyte of it. Where more than
/// `editLimit` words differ whole lines are compared, and where more than that many lines differ the whole is shown as
/// removed and added.
package struct TextDifference: Hashable, Sendable {
    /// What became of a piece.
    package enum Change: String, Hashable, Sendable {
        case kept, removed, added
    }

    /// A stretch of text.
    package struct Piece: Hashable, Sendable {
        package let change: Change
        package let text: String

        package init(_ change: Change, _ text: String) {
            self.change = change
            self.text = text
        }
    }

    /// In reading order, none empty.
    ///
    /// Kept and added pieces are the new text, kept and removed pieces the old one, byte for byte.
    package let pieces: [Piece]

    /// The most words, or lines, that are shown as removed and added one by one.
    package static let editLimit = 500

    /// A difference that is known already.
    package init(pieces: [Piece]) {
        self.pieces = pieces
    }

    /// Compares two texts; equal means equal bytes.
    package init(from old: String, to new: String) {
        let ways = [TextTokens.words, TextTokens.lines]
        let found = ways.lazy.compactMap { EditScript(from: $0(old), to: $0(new), limit: Self.editLimit)?.pieces }.first
        pieces = found ?? EditScript(replacing: TextTokens.lines(old), by: TextTokens.lines(new)).pieces
    }

    package var hasChanges: Bool { pieces.contains { $0.change != .kept } }

    /// The old text.
    package var old: String { text(without: .added) }

    /// The new text.
    package var new: String { text(without: .removed) }

    private func text(without change: Change) -> String {
        pieces.filter { $0.change != change }.map(\.text).joined()
    }
}

/// Cuts a text into what is compared as one; joined, the tokens are the text again.
enum TextTokens {
    /// Each with its line break.
    static func lines(_ text: String) -> [Substring] {
        tokens(text) { character, _ in character.isNewline }
    }

    /// Each with the white space after it; where a script puts none between words, single characters.
    static func words(_ text: String) -> [Substring] {
        tokens(text) { character, next in
            guard let next else { return true }
            return isUnspaced(character) || isUnspaced(next) || (character.isWhitespace && !next.isWhitespace)
                || character.isNewline
        }
    }

    private static func tokens(_ text: String, endsAfter isEnd: (Character, Character?) -> Bool) -> [Substring] {
        var tokens: [Substring] = []
        var start = text.startIndex
        var index = start
        while index < text.endIndex {
            let next = text.index(after: index)
            if isEnd(text[index], next < text.endIndex ? text[next] : nil) {
                tokens.append(text[start..<next])
                start = next
            }
            index = next
        }
        if start < text.endIndex { tokens.append(text[start...]) }
        return tokens
    }

    /// Chinese and Japanese characters, Thai, Lao, Khmer and Burmese letters.
    private static func isUnspaced(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x312F, 0x3400...0x9FFF, 0xF900...0xFAFF,
            0x20000...0x3FFFF:
            return true
        default: return false
        }
    }
}

/// Text that a person typed, cleaned by one set of Unicode rules (S-60, S-61).
///
/// Trimmed, white space folded to single spaces, NFC; zero-width joiners are kept only between letters that need
/// them. What would deceive a reader or break a line of a mail is refused, never removed.
package enum PlainText {
    /// The longest texts, in Unicode scalars after cleaning (S-12).
    package static let nameLimit = 200
    package static let commentLimit = 1_000
    package static let placeLimit = 100
    package static let organisationLimit = 200
    package static let roleLimit = 100

    /// The most combining marks on one letter (S-61).
    package static let marksOnOneLetter = 4

    /// What is wrong with a text.
    package enum Problem: Error, Hashable, Sendable {
        /// Nothing that can be seen.
        case empty
        /// More Unicode scalars than the limit.
        case tooLong(limit: Int)
        /// A control character, or a line break where one line is asked for.
        case control
        /// A character that turns the direction of what follows: U+202A–202E, U+2066–2069.
        case bidi
        /// Interlinear annotation, a tag, an unassigned code point, or what stands for bytes that were no text.
        case character
        /// A combining mark without a letter, or more marks than a letter or the text may carry.
        case marks
    }

    /// Cleans a text of one line.
    ///
    /// - Parameters:
    ///   - typed: Of any length.
    ///   - limit: The longest result, in Unicode scalars.
    ///   - marks: The most combining marks in the whole text; nil for no such limit.
    /// - Returns: The text in NFC; not empty.
    /// - Throws: The first problem found; `tooLong` only where nothing else is wrong.
    package static func line(_ typed: String, limit: Int, marks: Int? = nil) throws(Problem) -> String {
        try cleaned(typed, limit: limit, marks: marks, keepsLines: false)
    }

    /// Cleans a text of several lines; line breaks become LF, at most two in a row, tabs become spaces.
    ///
    /// - Parameters:
    ///   - typed: Of any length.
    ///   - limit: The longest result, in Unicode scalars.
    /// - Returns: The text in NFC; not empty.
    /// - Throws: The first problem found; `tooLong` only where nothing else is wrong.
    package static func lines(_ typed: String, limit: Int) throws(Problem) -> String {
        try cleaned(typed, limit: limit, marks: nil, keepsLines: true)
    }

    private static func cleaned(
        _ typed: String,
        limit: Int,
        marks: Int?,
        keepsLines: Bool
    ) throws(Problem) -> String {
        if isClean(typed.utf8), typed.utf8.count <= limit { return typed }
        // Four scalars are the most that NFC makes one of: a longer text need not be composed to be too long.
        var reader = PlainTextReader(keepsLines: keepsLines, cap: limit * 4)
        var ahead = typed.unicodeScalars.makeIterator()
        var current = ahead.next()
        while let scalar = current {
            let next = ahead.next()
            try reader.read(scalar, next: next)
            current = next
        }
        guard reader.sawVisible else { throw .empty }
        guard reader.count <= limit * 4 else { throw .tooLong(limit: limit) }
        let text = PlainTextForm.composed(reader.text)
        try checkMarks(in: text, limit: marks)
        guard text.unicodeScalars.count <= limit else { throw .tooLong(limit: limit) }
        return text
    }

    /// Whether a text is ASCII words with one space between them: then it is clean as it stands.
    private static func isClean(_ bytes: String.UTF8View) -> Bool {
        var isAfterSpace = true
        for byte in bytes {
            let isSpace = byte == 0x20
            guard (0x21...0x7E).contains(byte) || isSpace && !isAfterSpace else { return false }
            isAfterSpace = isSpace
        }
        return !isAfterSpace
    }

    /// Only marks that pile up on their letter count; a vowel sign with a width of its own does not.
    private static func checkMarks(in text: String, limit: Int?) throws(Problem) {
        var onThisLetter = 0
        var inAll = 0
        for scalar in text.unicodeScalars {
            switch ScalarKind(scalar) {
            case .stackingMark: break
            case .spacingMark, .joiner, .invisible: continue
            default:
                onThisLetter = 0
                continue
            }
            onThisLetter += 1
            inAll += 1
            guard onThisLetter <= marksOnOneLetter, inAll <= limit ?? .max else { throw .marks }
        }
    }
}

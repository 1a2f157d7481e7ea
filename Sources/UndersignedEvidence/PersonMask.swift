/// Leaves people out of records: suppliers who are persons, and contact persons and officials in free text.
///
/// Published records name them; a dossier is about organisations. The rules look at words only, so they err now and then: in
/// doubt about a contact a name is masked, in doubt about a supplier a legal form (`LLC`, `Inc.`) keeps it.
/// docs/evidence.md says what they are.
package enum PersonMask {
    /// Whether a supplier is a person.
    ///
    /// - Parameters:
    ///   - name: As published.
    ///   - isSoleProprietor: What the record says of it.
    /// - Returns: For a sole proprietor, true unless the name has a legal form. For others, true where the name is a person's:
    ///   `LAST, FIRST M`, or two to four words with a given name or an initial among them, and none that organisations use.
    package static func isPerson(_ name: String, isSoleProprietor: Bool) -> Bool {
        let words = joined(FreeWord.all(in: Array(name.utf8)).map(\.upper))
        guard !words.isEmpty, words.allSatisfy({ !NameWords.legalForms.contains($0) }) else { return false }
        if isSoleProprietor { return true }
        let isSpelled = name.utf8.allSatisfy { byte in
            (0x41...0x5A).contains(byte & 0xDF) || " ,.'-".utf8.contains(byte) || byte >= 0x80
        }
        guard isSpelled, (2...5).contains(words.count), words.allSatisfy({ !NameWords.organisations.contains($0) })
        else {
            return false
        }
        if name.utf8.count(where: { $0 == UInt8(ascii: ",") }) == 1 { return name.utf8.last != UInt8(ascii: ",") }
        let hasInitial = words.count > 2 && words[0].utf8.count > 1 && words.contains { $0.utf8.count == 1 }
        return hasInitial || words.prefix(2).contains { NameWords.given.contains($0) }
    }

    /// `L.L.C.` and `L L C` are one word.
    private static func joined(_ words: [String]) -> [String] {
        var result: [String] = []
        var letters = ""
        for word in words {
            if word.utf8.count == 1 {
                letters += word
                continue
            }
            result += spelled(letters) + [word]
            letters = ""
        }
        return result + spelled(letters)
    }

    /// Single letters are a legal form or initials.
    private static func spelled(_ letters: String) -> [String] {
        if NameWords.legalForms.contains(letters) || NameWords.organisations.contains(letters) { return [letters] }
        return letters.map(String.init)
    }

    /// Free text without people: `[name]`, `[e-mail]` and `[telephone]` stand in their places.
    package static func masked(_ text: String) -> String {
        let bytes = ContactMask.masked(Array(text.utf8))
        let words = FreeWord.all(in: bytes)
        let names = NameSearch(words: words, bytes: bytes).names
        guard !names.isEmpty else { return String(decoding: bytes, as: UTF8.self) }
        var output: [UInt8] = []
        var place = 0
        for name in names {
            output += bytes[place..<words[name.lowerBound].range.lowerBound]
            output += "[name]".utf8
            place = words[name.upperBound - 1].range.upperBound
        }
        output += bytes[place...]
        return String(decoding: output, as: UTF8.self)
    }
}

/// A word of a text: letters, with hyphens and apostrophes inside.
struct FreeWord {
    let range: Range<Int>
    /// In upper case, as the lists have it.
    let upper: String

    static func all(in bytes: [UInt8]) -> [FreeWord] {
        var words: [FreeWord] = []
        var start: Int?
        for place in 0...bytes.count {
            let isInside = place < bytes.count && isLetter(bytes[place], begins: start == nil)
            if isInside, start == nil { start = place }
            guard !isInside, let first = start else { continue }
            let upper = bytes[first..<place].map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
            words.append(FreeWord(range: first..<place, upper: String(decoding: upper, as: UTF8.self)))
            start = nil
        }
        return words
    }

    /// Digits belong to a word that begins with a letter, so that a contract number is one word and no name.
    private static func isLetter(_ byte: UInt8, begins: Bool) -> Bool {
        if (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80 { return true }
        return !begins && (byte == UInt8(ascii: "'") || byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte))
    }
}

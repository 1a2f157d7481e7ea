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
        let words = FreeWord.all(in: Array(name.utf8))
        var kinds = words.reduce(into: WordKind()) { $0.formUnion($1.kind) }
        kinds.formUnion(spelledKinds(words))
        guard !words.isEmpty, !kinds.contains(.legalForm) else { return false }
        if isSoleProprietor { return true }
        let isSpelled = name.utf8.allSatisfy { byte in
            (0x41...0x5A).contains(byte & 0xDF) || " ,.'-".utf8.contains(byte) || byte >= 0x80
        }
        guard isSpelled, (2...5).contains(words.count), !kinds.contains(.organisation) else { return false }
        if name.utf8.count(where: { $0 == UInt8(ascii: ",") }) == 1 { return name.utf8.last != UInt8(ascii: ",") }
        let hasInitial = words.count > 2 && !words[0].isInitial && words.contains(where: \.isInitial)
        return hasInitial || words.prefix(2).contains { $0.kind.contains(.given) }
    }

    /// What single letters that follow one another spell: `L.L.C.` and `L L C` are a legal form.
    private static func spelledKinds(_ words: [FreeWord]) -> WordKind {
        var kinds = WordKind()
        var letters = ""
        for (place, word) in words.enumerated() where word.isInitial {
            letters += word.upper
            let isLast = place + 1 == words.count || !words[place + 1].isInitial
            guard isLast else { continue }
            if letters.utf8.count > 1 { kinds.formUnion(NameWords.kinds[letters] ?? []) }
            letters = ""
        }
        return kinds
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

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
    ///   `LAST, FIRST M`, or two to five words with a given name or an initial among them, and none that organisations use; and
    ///   where such a name stands before `DBA`, and no legal form behind it.
    package static func isPerson(_ name: String, isSoleProprietor: Bool) -> Bool {
        let words = FreeWord.all(in: Array(name.utf8))
        var kinds = words.reduce(into: WordKind()) { $0.formUnion($1.kind) }
        kinds.formUnion(spelledKinds(words))
        guard !words.isEmpty, !kinds.contains(.legalForm) else { return false }
        if isSoleProprietor { return true }
        if let owner = owner(name, words) { return isPerson(owner, isSoleProprietor: false) }
        let isSpelled = name.utf8.allSatisfy { byte in
            (0x41...0x5A).contains(byte & 0xDF) || " ,.'-".utf8.contains(byte) || byte >= 0x80
        }
        guard isSpelled, words.count > 1 else { return false }
        let isTurned = name.utf8.count(where: { $0 == UInt8(ascii: ",") }) == 1 && name.utf8.last != UInt8(ascii: ",")
        if isTurned, words.count > 2, words[1].kind.contains(.given), words[2].isInitial { return true }
        guard words.count < 6, !kinds.contains(.organisation) else { return false }
        if isTurned { return true }
        if name.utf8.contains(UInt8(ascii: ",")), name.utf8.last == UInt8(ascii: ",") { return false }
        let hasInitial = words.count > 2 && !words[0].isInitial && words.contains(where: \.isInitial)
        if hasInitial || words.prefix(2).contains(where: { $0.kind.contains(.given) }) { return true }
        // `ROE REX JANE`, where each word alone could be something else.
        return words.count == 3 && words[0].kind.contains(.surname) && words[1].kind.contains(.doubtfulGiven)
            && !words[2].kind.isDisjoint(with: [.given, .doubtfulGiven])
    }

    /// Who does business under another name: what stands before `DBA`, `D/B/A` or `T/A`; nil where nobody does.
    private static func owner(_ name: String, _ words: [FreeWord]) -> String? {
        let place = words.indices.dropFirst().first { place in
            let letters = words[place...].prefix(3).filter(\.isInitial).map(\.upper)
            return words[place].upper == "DBA"
                || words[place].isInitial && [["D", "B", "A"], ["T", "A"]].contains(letters)
        }
        return place.map { String(decoding: Array(name.utf8)[..<words[$0].range.lowerBound], as: UTF8.self) }
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
        // Digits behind a name are a number to call.
        return String(decoding: ContactMask.masked(output), as: UTF8.self)
    }

    /// What a cell holds, for a message: in the wrong column there may be a person.
    static func quoted(_ cell: String) -> String {
        "‘\(isPerson(cell, isSoleProprietor: false) ? "[name]" : String(masked(cell).prefix(40)))’"
    }
}

/// What stands before words that may be a name.
struct NameMark: OptionSet {
    let rawValue: UInt8

    static let title = NameMark(rawValue: 1)
    static let contact = NameMark(rawValue: 2)
    /// A colon, `IS` or `FROM` is between the contact's word and the name.
    static let strict = NameMark(rawValue: 4)
    static let colon = NameMark(rawValue: 8)
    /// `FROM` is right before the name.
    static let from = NameMark(rawValue: 16)
    /// A name, and `TO` or `WITH`, are right before it.
    static let exchanged = NameMark(rawValue: 32)
    static let delivery = NameMark(rawValue: 64)
}

/// What words have around them.
extension NameSearch {
    /// Whether a word can be part of a name.
    func isNameWord(_ place: Int) -> Bool {
        // `A` is an article, and `A.` is not.
        (words[place].kind.isDisjoint(with: .noName) || isDotted(place)) && !isPlaceholder(words[place])
    }

    func isDotted(_ place: Int) -> Bool {
        words[place].isInitial && gap(behind: place).elementsEqual(". ".utf8)
    }

    func gap(behind place: Int) -> ArraySlice<UInt8> {
        let end = place + 1 < words.count ? words[place + 1].range.lowerBound : bytes.count
        return bytes[words[place].range.upperBound..<end]
    }

    /// Whether a word and the next one can be of one name: `JANE ROE`, `Q. ROE`, `JANE (JO) ROE`.
    func isJoined(_ place: Int) -> Bool {
        let gap = gap(behind: place)
        if gap.elementsEqual(" ".utf8) { return true }
        guard place + 1 < words.count else { return false }
        let kinds: WordKind = [.given, .doubtfulGiven]
        if gap.elementsEqual(" (".utf8) { return !words[place + 1].kind.isDisjoint(with: kinds) }
        if gap.elementsEqual(") ".utf8) { return !words[place].kind.isDisjoint(with: kinds) }
        return words[place].isInitial && gap.elementsEqual(". ".utf8)
    }

    /// What stands before a word, past words like `IS` and `TO`.
    func mark(before place: Int) -> NameMark {
        var mark = NameMark()
        for before in stride(from: place - 1, through: max(0, place - 7), by: -1) {
            let (word, gap) = (words[before], gap(behind: before))
            guard gap.count <= 4, gap.allSatisfy({ " :;,-.#/()&".utf8.contains($0) }) else { return [] }
            if let title = title(word.kind, gap) { return title && place == before + 1 ? .title : [] }
            if gap.contains(where: { ":;".utf8.contains($0) }) { mark.formUnion([.strict, .colon]) }
            if ["IS", "FROM"].contains(word.upper) { mark.insert(.strict) }
            if word.upper == "FROM", place == before + 1 { mark.insert(.from) }
            if word.kind.contains(.contact) { return mark.union(.contact) }
            if word.kind.contains(.delivery) { return mark.contains(.colon) ? mark.union(.delivery) : [] }
            // `C/O` is two words.
            if word.upper == "O", before > 0, words[before - 1].upper == "C", self.gap(behind: before - 1).first == 0x2F
            {
                return mark.union([.contact, .strict])
            }
            guard word.kind.contains(.link) else { return [] }
        }
        return []
    }

    /// - Returns: nil for what is no title; false for one that is not followed as one is.
    private func title(_ kind: WordKind, _ gap: ArraySlice<UInt8>) -> Bool? {
        if kind.contains(.dottedTitle) { return gap.elementsEqual(". ".utf8) }
        guard kind.contains(.title) else { return nil }
        return gap.elementsEqual(" ".utf8) || gap.elementsEqual(". ".utf8)
    }

    /// What a name's mark says of the next one: `POC: JANE ROE / JOHN DOE`, `COR FROM ROE TO DOE`.
    func carried(_ mark: NameMark, from end: Int, to place: Int) -> NameMark? {
        guard mark.contains(.contact), place - end <= 1 else { return nil }
        let gap = bytes[words[end - 1].range.upperBound..<words[place].range.lowerBound]
        if place == end { return gap.count <= 3 && gap.contains(where: { "/&,".utf8.contains($0) }) ? .contact : nil }
        let word = words[end].upper
        if ["TO", "WITH", "BY"].contains(word) { return [.contact, .strict, .exchanged] }
        return ["AND", "OR", "FROM"].contains(word) ? .contact : nil
    }

    func isPlaceholder(_ word: FreeWord) -> Bool {
        let start = word.range.lowerBound
        return start > 0 && bytes[start - 1] == UInt8(ascii: "[") && ["E-MAIL", "TELEPHONE"].contains(word.upper)
    }

    /// Whether an address or a number follows at once.
    func isContact(_ place: Int) -> Bool {
        place < words.count && isPlaceholder(words[place]) && gap(behind: place - 1).count <= 3
    }

    /// Whether a role follows: `JANE ROE (COR)`, `JANE ROE AS THE NEW COR`.
    func isRole(behind run: Range<Int>) -> Bool {
        let next = run.upperBound
        guard next < words.count else { return false }
        if gap(behind: next - 1).elementsEqual(" (".utf8) { return words[next].kind.contains(.contact) }
        guard words[next].upper == "AS", gap(behind: next - 1).elementsEqual(" ".utf8) else { return false }
        return words[(next + 1)...].prefix(4).contains { $0.kind.contains(.contact) }
    }

    func isNamedAfter(_ name: Range<Int>) -> Bool {
        if name.lowerBound > 0, words[name.lowerBound - 1].kind.contains(.saint) { return true }
        if ["ST", "STE", "MOUNT", "MT", "FORT", "PORT"].contains(words[name.upperBound - 1].upper) { return true }
        guard name.upperBound < words.count, gap(behind: name.upperBound - 1).count <= 2 else { return false }
        let next = words[name.upperBound]
        let kinds: WordKind = [.organisation, .legalForm, .saint, .dottedTitle]
        return !next.kind.isDisjoint(with: kinds) && !["AND", "OF", "THE"].contains(next.upper)
    }
}

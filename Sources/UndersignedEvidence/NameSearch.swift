/// Finds people's names among the words of a free text.
///
/// Four rules, each with its evidence:
/// 1. behind a word for a contact and a colon (`POC: JANE ROE`), two or three words that are no ordinary ones;
/// 2. behind such a word without a colon the same where a given name or an initial is among them; behind `Mr` and `Ms.` the
///    next word at once;
/// 3. in front of an address or a telephone number, two or three such words;
/// 4. anywhere, a given name with one or two such words behind it.
///
/// What is named after somebody stays: a word for a place or an organisation behind the name (`RONALD REAGAN BUILDING`), or
/// `SAINT`, `SAN`, `PORT` before it, ends the matter.
struct NameSearch {
    let words: [FreeWord]
    let bytes: [UInt8]

    /// Ranges of words, in order, none over another.
    var names: [Range<Int>] {
        let evidence: WordKind = [.given, .contact, .title, .dottedTitle]
        guard words.contains(where: { !$0.kind.isDisjoint(with: evidence) || isPlaceholder($0) }) else { return [] }
        var found: [Range<Int>] = []
        var place = 0
        while place < words.count {
            if let name = name(from: place) {
                found.append(name)
                place = name.upperBound
            } else {
                place += 1
            }
        }
        return found
    }

    private func name(from place: Int) -> Range<Int>? {
        guard isNameWord(place) else { return nil }
        let mark = mark(before: place)
        // `Z. ROE` is a name behind a word for a contact, and a heading elsewhere.
        guard !words[place].isInitial || isDotted(place) && mark == .contact(isStrict: true) else { return nil }
        let run = run(from: place)
        let isGiven = words[place].kind.contains(.given)
        if mark == .title { return isGiven ? run : place..<place + 1 }
        guard run.count > 1 else { return nil }
        if case .contact(let isStrict) = mark {
            let hasInitial = run.count > 2 && words[place + 1].isInitial
            if isStrict || isGiven || hasInitial { return run }
        }
        if isContact(run.upperBound) { return run }
        return isGiven && !isNamedAfter(run) ? run : nil
    }

    /// The words from a place on that can be one name: at most three, with single spaces between them.
    private func run(from place: Int) -> Range<Int> {
        var end = place + 1
        while end < words.count, end - place < 3, isJoined(end - 1), isNameWord(end) { end += 1 }
        // An initial at the end belongs to what follows.
        while end - place > 1, words[end - 1].isInitial { end -= 1 }
        return place..<end
    }

    /// Whether a word can be part of a name.
    private func isNameWord(_ place: Int) -> Bool {
        // `A` is an article, and `A.` is not.
        (words[place].kind.isDisjoint(with: .noName) || isDotted(place)) && !isPlaceholder(words[place])
    }

    private func isDotted(_ place: Int) -> Bool {
        words[place].isInitial && gap(behind: place).elementsEqual(". ".utf8)
    }

    private func gap(behind place: Int) -> ArraySlice<UInt8> {
        let end = place + 1 < words.count ? words[place + 1].range.lowerBound : bytes.count
        return bytes[words[place].range.upperBound..<end]
    }

    private func isJoined(_ place: Int) -> Bool {
        let gap = gap(behind: place)
        if gap.elementsEqual(" ".utf8) { return true }
        return words[place].isInitial && gap.elementsEqual(". ".utf8)
    }

    private enum Mark: Equatable {
        case title
        case contact(isStrict: Bool)
        case none
    }

    /// What stands before a word, past words like `IS` and `TO`.
    private func mark(before place: Int) -> Mark {
        var before = place - 1
        var isStrict = false
        for _ in 0..<4 {
            guard before >= 0 else { return .none }
            let (word, gap) = (words[before], gap(behind: before))
            guard gap.count <= 4, gap.allSatisfy({ " :;,-.#/(".utf8.contains($0) }) else { return .none }
            if let title = title(word.kind, gap) { return title && place == before + 1 ? .title : .none }
            if gap.contains(where: { ":;".utf8.contains($0) }) || ["IS", "FROM"].contains(word.upper) {
                isStrict = true
            }
            if word.kind.contains(.contact) { return .contact(isStrict: isStrict) }
            guard word.kind.contains(.link) else { return .none }
            before -= 1
        }
        return .none
    }

    /// - Returns: nil for what is no title; false for one that is not followed as one is.
    private func title(_ kind: WordKind, _ gap: ArraySlice<UInt8>) -> Bool? {
        if kind.contains(.dottedTitle) { return gap.elementsEqual(". ".utf8) }
        guard kind.contains(.title) else { return nil }
        return gap.elementsEqual(" ".utf8) || gap.elementsEqual(". ".utf8)
    }

    private func isPlaceholder(_ word: FreeWord) -> Bool {
        let start = word.range.lowerBound
        return start > 0 && bytes[start - 1] == UInt8(ascii: "[") && ["E-MAIL", "TELEPHONE"].contains(word.upper)
    }

    /// Whether an address or a number follows at once.
    private func isContact(_ place: Int) -> Bool {
        place < words.count && isPlaceholder(words[place]) && gap(behind: place - 1).count <= 3
    }

    private func isNamedAfter(_ name: Range<Int>) -> Bool {
        if name.lowerBound > 0, words[name.lowerBound - 1].kind.contains(.saint) { return true }
        guard name.upperBound < words.count, gap(behind: name.upperBound - 1).count <= 2 else { return false }
        return !words[name.upperBound].kind.isDisjoint(with: [.organisation, .legalForm])
    }
}

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
        let first = words[place].upper
        guard first.utf8.count > 1, isNameWord(place), let run = run(from: place) else { return nil }
        let isGiven = NameWords.given.contains(first)
        let hasInitial = run.count > 2 && words[place + 1].upper.utf8.count == 1
        switch mark(before: place) {
        case .title: return isGiven ? run : place..<place + 1
        case .contact(let isStrict): if isStrict || isGiven || hasInitial { return run }
        case .none: break
        }
        if run.count > 1, isContact(run.upperBound) { return run }
        guard run.count > 1, isGiven, !isNamedAfter(run) else { return nil }
        return run
    }

    /// The words from a place on that can be one name: at most three, with single spaces between them.
    private func run(from place: Int) -> Range<Int>? {
        var end = place + 1
        while end < words.count, end - place < 3, isJoined(end - 1), isNameWord(end) { end += 1 }
        // An initial at the end belongs to what follows.
        while end - place > 1, words[end - 1].upper.utf8.count == 1 { end -= 1 }
        let isTitled = mark(before: place) == .title
        return end - place > 1 || isTitled ? place..<end : nil
    }

    /// Whether a word can be part of a name.
    private func isNameWord(_ place: Int) -> Bool {
        let upper = words[place].upper
        guard !upper.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return false }
        return !NameWords.ordinary.contains(upper) && !NameWords.organisations.contains(upper)
            && !NameWords.legalForms.contains(upper) && !NameWords.contacts.contains(upper) && !isPlaceholder(place)
    }

    private func gap(behind place: Int) -> ArraySlice<UInt8> {
        let end = place + 1 < words.count ? words[place + 1].range.lowerBound : bytes.count
        return bytes[words[place].range.upperBound..<end]
    }

    private func isJoined(_ place: Int) -> Bool {
        let gap = gap(behind: place)
        if gap.elementsEqual(" ".utf8) { return true }
        return words[place].upper.utf8.count == 1 && gap.elementsEqual(". ".utf8)
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
            let gap = gap(behind: before)
            guard gap.count <= 4, gap.allSatisfy({ " :;,-.#/(".utf8.contains($0) }) else { return .none }
            let upper = words[before].upper
            if let title = title(upper, gap) { return title && place == before + 1 ? .title : .none }
            if gap.contains(where: { ":;".utf8.contains($0) }) || ["IS", "FROM"].contains(upper) { isStrict = true }
            if NameWords.contacts.contains(upper) { return .contact(isStrict: isStrict) }
            guard NameWords.links.contains(upper) else { return .none }
            before -= 1
        }
        return .none
    }

    /// - Returns: nil for what is no title; false for one that is not followed as one is.
    private func title(_ upper: String, _ gap: ArraySlice<UInt8>) -> Bool? {
        if NameWords.dottedTitles.contains(upper) { return gap.elementsEqual(". ".utf8) }
        guard NameWords.titles.contains(upper) else { return nil }
        return gap.elementsEqual(" ".utf8) || gap.elementsEqual(". ".utf8)
    }

    private func isPlaceholder(_ place: Int) -> Bool {
        let start = words[place].range.lowerBound
        return start > 0 && bytes[start - 1] == UInt8(ascii: "[")
            && ["E-MAIL", "TELEPHONE"].contains(words[place].upper)
    }

    /// Whether an address or a number follows at once.
    private func isContact(_ place: Int) -> Bool {
        place < words.count && isPlaceholder(place) && gap(behind: place - 1).count <= 3
    }

    private func isNamedAfter(_ name: Range<Int>) -> Bool {
        if name.lowerBound > 0, NameWords.saints.contains(words[name.lowerBound - 1].upper) { return true }
        guard name.upperBound < words.count, gap(behind: name.upperBound - 1).count <= 2 else { return false }
        let following = words[name.upperBound].upper
        return NameWords.organisations.contains(following) || NameWords.legalForms.contains(following)
    }
}

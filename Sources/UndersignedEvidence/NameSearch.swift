/// Finds people's names among the words of a free text.
///
/// docs/evidence.md has the rules. Each asks for evidence beside the words themselves: a contact's word in front (`NameMark`), a
/// role, an address or a number behind, or a given name or an initial within.
///
/// What is named after somebody stays: a word for a place or an organisation behind the name (`RONALD REAGAN BUILDING`), or
/// `SAINT`, `SAN`, `PORT` before it, ends the matter.
struct NameSearch {
    let words: [FreeWord]
    let bytes: [UInt8]

    private static let evidence: WordKind = [
        .given, .doubtfulGiven, .contact, .title, .dottedTitle, .surname, .delivery,
    ]

    /// Ranges of words, in order, none over another.
    var names: [Range<Int>] {
        guard words.contains(where: { !$0.kind.isDisjoint(with: Self.evidence) || isPlaceholder($0) }) else {
            return []
        }
        var found: [Range<Int>] = []
        var last = NameMark()
        var place = 0
        while place < words.count {
            guard isNameWord(place) else {
                place += 1
                continue
            }
            var mark = mark(before: place)
            if let name = found.last, let carried = carried(last, from: name.upperBound, to: place) {
                mark.formUnion(carried)
            }
            if let name = name(from: place, mark) {
                found.append(name)
                last = mark
                place = name.upperBound
            } else {
                place += 1
            }
        }
        return found
    }

    private func name(from place: Int, _ mark: NameMark) -> Range<Int>? {
        let kind = words[place].kind
        if words[place].isInitial { return initialled(place, mark) }
        if let turned = turned(place, mark) { return turned }
        let run = run(from: place)
        let isGiven = kind.contains(.given)
        if mark.contains(.title) { return isGiven ? run : place..<place + 1 }
        guard run.count > 1 else { return isSingle(place, mark) ? run : nil }
        if !mark.isDisjoint(with: [.contact, .delivery]), isLikely(run) || mark.contains([.contact, .strict]) {
            return mark.contains(.delivery) && !isGiven && isNamedAfter(run) ? nil : run
        }
        if isContact(run.upperBound) || isRole(behind: run) { return run }
        let isSpelled = kind.contains(.doubtfulGiven) && run.count > 2 && words[place + 1].isInitial
        return (isGiven || isSpelled) && !isNamedAfter(run) ? run : nil
    }

    /// `Z. ROE` behind a word for a contact; elsewhere it is a heading, unless a frequent surname follows.
    private func initialled(_ place: Int, _ mark: NameMark) -> Range<Int>? {
        guard isDotted(place) else { return nil }
        let run = run(from: place)
        guard run.count > 1 else { return nil }
        if mark.contains([.contact, .strict]) { return run }
        let isSurname = words[run.upperBound - 1].kind.contains(.surname)
        return isSurname && (mark.contains(.contact) || !isNamedAfter(run)) ? run : nil
    }

    /// `ROE, JANE`: a frequent surname, or any behind a word for a contact, and a given name behind a comma.
    private func turned(_ place: Int, _ mark: NameMark) -> Range<Int>? {
        guard place + 1 < words.count, words[place + 1].kind.contains(.given),
            gap(behind: place).elementsEqual(", ".utf8),
            words[place].kind.contains(.surname) || mark.contains(.contact)
        else { return nil }
        var end = place + 2
        if end < words.count, words[end].isInitial, gap(behind: end - 1).elementsEqual(" ".utf8) { end += 1 }
        // A third part makes a list of it.
        let isListed =
            end < words.count && (gap(behind: end - 1).first == UInt8(ascii: ",") || words[end].upper == "AND")
        return isListed && !mark.contains(.contact) ? nil : place..<end
    }

    /// One word as a name: behind `POC:`, and in `COR FROM ROE TO DOE`.
    private func isSingle(_ place: Int, _ mark: NameMark) -> Bool {
        guard mark.contains(.contact), words[place].range.count > 2 else { return false }
        let kinds: WordKind = [.given, .surname]
        if !words[place].kind.isDisjoint(with: kinds) { return true }
        if mark.contains(.exchanged) || mark.contains(.colon) { return true }
        return mark.contains(.from) && place + 2 < words.count && words[place + 1].upper == "TO"
            && isNameWord(place + 2)
            && !isJoined(place + 2)
    }

    /// Whether there is a given name, a frequent surname or an initial in it.
    private func isLikely(_ run: Range<Int>) -> Bool {
        if !words[run.lowerBound].kind.isDisjoint(with: [.given, .doubtfulGiven]) { return true }
        return words[run.upperBound - 1].kind.contains(.surname) || run.count > 2 && words[run.lowerBound + 1].isInitial
    }

    /// The words from a place on that can be one name: at most three, with single spaces between them.
    private func run(from place: Int) -> Range<Int> {
        var end = place + 1
        while end < words.count, end - place < 3, isJoined(end - 1),
            isNameWord(end) || isSurname(end, behind: place) || isMiddle(end, behind: place)
        { end += 1 }
        // An initial at the end belongs to what follows.
        while end - place > 1, words[end - 1].isInitial { end -= 1 }
        return place..<end
    }

    /// `JANE A ROE`: between a given name and a name, an article is an initial.
    private func isMiddle(_ place: Int, behind first: Int) -> Bool {
        words[place].isInitial && place == first + 1 && words[first].kind.contains(.given) && isJoined(place)
            && place + 1 < words.count && isNameWord(place + 1)
    }

    /// `JANE PRICE`: words that are surnames as well belong to a given name, unless more of their kind follows.
    private func isSurname(_ place: Int, behind first: Int) -> Bool {
        guard words[place].kind.contains(.wordSurname),
            !words[first].kind.isDisjoint(with: [.given, .doubtfulGiven]) || words[first].isInitial
        else { return false }
        guard place + 1 < words.count, gap(behind: place).elementsEqual(" ".utf8) else { return true }
        return words[place + 1].kind.isDisjoint(with: [.organisation, .legalForm, .ordinary])
    }
}

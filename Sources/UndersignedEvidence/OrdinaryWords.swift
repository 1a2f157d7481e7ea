/// Words that say something besides the name of a firm: `ACCESS`, `IMAGE`, `WEST`.
///
/// Facts: the words that are frequent, and also written small, in titles and texts of petitions to the governments of the United
/// Kingdom and the United States, those of the names of industries and of what the United States buys, and some of contract
/// descriptions. Names of firms are left out. They are words of English alone.
enum OrdinaryWords {
    /// Whether a word in upper case says something besides a name.
    static func contains(_ word: String) -> Bool {
        if NameWords.kinds[word] != nil || endings.contains(where: word.hasSuffix) { return true }
        let stem = stem(word)
        return first.contains(stem) || second.contains(stem)
    }

    /// As the lists have it: without the ending of another form of the word.
    private static func stem(_ word: String) -> String {
        if word.hasSuffix("IES"), word.count > 5 { return word.dropLast(3) + "Y" }
        let ending = forms.first { word.hasSuffix($0) && word.count - $0.count >= 4 }
        return String(word.dropLast(ending?.count ?? 0))
    }

    private static let forms = ["INGS", "ING", "ERS", "ED", "ES", "S", "LY", "ER", "E"]

    /// What no name that somebody coined ends with.
    private static let endings = [
        "TION", "TIONS", "MENT", "MENTS", "IZED", "IZATION", "ABLE", "IBLE", "ITY", "NESS", "ANCE", "ENCE", "LESS",
        "ISM",
        "TURE", "SHIP", "FUL", "IOUS", "TIVE",
    ]
}

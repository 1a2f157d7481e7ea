/// What petitions have to share with one that is being written to be shown beside it.
///
/// A petition is alike where its titles have half of the words of the new title and two of them at least, or its texts have
/// nearly all words of the new title, or most of the long words of the new letter. It compares texts; who wrote or signed
/// them plays no part.
package struct PetitionLikeness: Sendable {
    /// So many are shown at most.
    package static let limit = 5
    /// From here on a petition is shown to who writes, asked or not.
    package static let striking = 75

    private let title: Set<String>
    private let letter: Set<String>

    /// A letter of fewer long words is too short to be told from any other.
    private static let letterWords = 15
    private static let queryLimit = 60
    private static let longWord = 6

    /// - Parameters:
    ///   - title: As typed.
    ///   - letter: As typed.
    package init(title: String, letter: String) {
        self.title = Set(SearchWords(title, limit: 200).all.filter(Self.isTelling))
        self.letter = Set(SearchWords(letter).all.filter { $0.count >= Self.longWord })
    }

    /// What to look for in the index, the title's words first; at most 60.
    package var query: [String] {
        Array(
            (title.sorted() + letter.subtracting(title).sorted { ($1.count, $0) < ($0.count, $1) }).prefix(
                Self.queryLimit
            )
        )
    }

    /// How much a petition is like the new one, from 1 to 100; nil where it is not.
    package func degree(of sheet: PetitionSheet) -> Int? {
        let texts = sheet.texts.values
        // One word in common tells nothing, but where the new title has one.
        let needed = min(2, title.count)
        let titles = Set(texts.flatMap { SearchWords($0.title, limit: 200).all })
        let words = titles.union(texts.flatMap { SearchWords($0.letter).all })
        let inTitle = Self.share(of: title, in: titles)
        let inTexts = Self.share(of: title, in: words)
        let ofLetter = letter.count < Self.letterWords ? 0 : Self.share(of: letter, in: words)
        let isInTitle = inTitle >= 50 && title.intersection(titles).count >= needed
        guard isInTitle || inTexts >= 90 || ofLetter >= 60 else { return nil }
        return max(inTitle, inTexts * 9 / 10, ofLetter)
    }

    /// In percent.
    private static func share(of words: Set<String>, in others: Set<String>) -> Int {
        words.isEmpty ? 0 : words.intersection(others).count * 100 / words.count
    }

    /// Up to three letters tell nothing, as `the` and `for`; two of Han, or three Arabic ones, are a word and longer here.
    private static func isTelling(_ word: String) -> Bool { word.count > 3 }
}

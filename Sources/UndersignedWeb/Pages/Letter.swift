package import UndersignedCore

/// The text people sign, as a letter.
package struct Letter: Sendable {
    package var to: [String]
    /// How the sender's line reads, such as "your name".
    package var from: String
    package var body: Markdown
    package var language: LanguageTag
    /// The version that a signature given now binds to; the first is 1.
    package var version: Int
    /// SHA-256 of the petition document of that version, in hex; empty before the petition's log is opened.
    package var documentHash: String
    /// Since when it is the current version, and what was signed before; nil for the first version.
    package var history: History?
    /// The language of the binding text where another one is shown; else nil.
    package var binding: LanguageTag?
    /// The languages in which the text can be read beside the one shown.
    package var others: [LanguageTag]

    /// What stands under earlier versions.
    package struct History: Sendable {
        package var since: Moment
        package var isDaily: Bool
        /// The versions before, the oldest first, and how many signatures stand under each.
        package var earlier: [(version: Int, signatures: Int)]

        package init(since: Moment, isDaily: Bool, earlier: [(version: Int, signatures: Int)]) {
            self.since = since
            self.isDaily = isDaily
            self.earlier = earlier
        }
    }

    package init(
        to: [String],
        from: String,
        body: Markdown,
        language: LanguageTag,
        version: Int,
        documentHash: String,
        history: History? = nil,
        binding: LanguageTag? = nil,
        others: [LanguageTag] = []
    ) {
        self.to = to
        self.from = from
        self.body = body
        self.language = language
        self.version = version
        self.documentHash = documentHash
        self.history = history
        self.binding = binding
        self.others = others
    }
}

/// A letter as the template reads it.
struct LetterView: Sendable {
    let to: [String]
    let from: String
    let bodyHTML: String
    let lang: String
    let dir: String
    let version: String
    let document: Document?
    let history: HistoryView?
    let binding: Language?
    let others: [Language]
    let hasOthers: Bool

    struct Document: Sendable {
        let documentHash: String
        let documentAddress: String
    }

    struct HistoryView: Sendable {
        let since: String
        let earlier: [String]
        let textsAddress: String

        init(_ history: Letter.History, address: String, _ words: Words) {
            since = words.since(history.since, isDaily: history.isDaily)
            earlier = history.earlier.map { version, signatures in
                words.plural("texts.earlier", signatures, ["number": words.number(version)])
            }
            textsAddress = address
        }
    }

    /// A language in which the same version of the text can be read.
    struct Language: Sendable {
        let tag: String
        let tagDir: String
        let languageName: String
        let href: String

        init(_ language: LanguageTag, address: String) {
            tag = language.text
            tagDir = language.direction
            languageName = language.nativeName
            href = "\(address)#text-\(language.text)"
        }
    }

    init(_ letter: Letter, slug: String, _ words: Words) {
        to = letter.to
        from = letter.from
        bodyHTML = letter.body.html
        lang = letter.language.text
        dir = letter.language.direction
        version = words.text("letter.version", ["number": words.number(letter.version)])
        document =
            letter.documentHash.isEmpty
            ? nil
            : Document(
                documentHash: letter.documentHash,
                documentAddress: "/petitions/\(slug)/documents/\(letter.documentHash)"
            )
        let texts = "/petitions/\(slug)/texts"
        let whole = "\(texts)/\(letter.version)"
        history = letter.history.map { HistoryView($0, address: texts, words) }
        binding = letter.binding.map { Language($0, address: whole) }
        others = letter.others.map { Language($0, address: whole) }
        hasOthers = !others.isEmpty
    }
}

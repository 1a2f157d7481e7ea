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

    package init(
        to: [String],
        from: String,
        body: Markdown,
        language: LanguageTag,
        version: Int,
        documentHash: String
    ) {
        self.to = to
        self.from = from
        self.body = body
        self.language = language
        self.version = version
        self.documentHash = documentHash
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

    struct Document: Sendable {
        let documentHash: String
        let documentAddress: String
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
    }
}

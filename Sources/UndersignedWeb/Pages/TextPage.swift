package import UndersignedCore

/// One version of a petition's text, whole and in all its languages, and what it changed.
package struct TextPage: Page {
    /// The text in one language.
    package struct Text: Sendable {
        package var language: LanguageTag
        package var isBinding: Bool
        package var title: String
        package var to: [String]
        package var from: String
        package var body: Markdown

        package init(
            language: LanguageTag,
            isBinding: Bool,
            title: String,
            to: [String],
            from: String,
            body: Markdown
        ) {
            self.language = language
            self.isBinding = isBinding
            self.title = title
            self.to = to
            self.from = from
            self.body = body
        }
    }

    /// What changed since an earlier version.
    package struct Change: Sendable {
        package var from: Int
        package var sections: [PetitionDifference.Section]

        package init(from: Int, sections: [PetitionDifference.Section]) {
            self.from = from
            self.sections = sections
        }
    }

    package var petition: PetitionReference
    package var version: Int
    package var since: Moment
    package var isDaily: Bool
    package var currentVersion: Int
    package var reason: String?
    /// SHA-256 of the version's document, in hex.
    package var documentHash: String
    /// The binding one first.
    package var texts: [Text]
    /// Nil for the first version.
    package var change: Change?

    package init(
        petition: PetitionReference,
        version: Int,
        since: Moment,
        isDaily: Bool,
        currentVersion: Int,
        reason: String?,
        documentHash: String,
        texts: [Text],
        change: Change?
    ) {
        self.petition = petition
        self.version = version
        self.since = since
        self.isDaily = isDaily
        self.currentVersion = currentVersion
        self.reason = reason
        self.documentHash = documentHash
        self.texts = texts
        self.change = change
    }

    /// The texts of a document, as the page shows them.
    package static func texts(of document: PetitionDocument) -> [Text] {
        let others = document.texts.keys.filter { $0 != document.binding }.sorted()
        return ([document.binding] + others).compactMap { language in
            document.texts[language].map { text in
                Text(
                    language: LanguageTag(language) ?? .english,
                    isBinding: language == document.binding,
                    title: text.title,
                    to: text.to.map(\.line),
                    from: text.from,
                    body: Markdown(text.letter, topHeading: 4)
                )
            }
        }
    }

    package var template: String { "text" }

    package func title(in words: Words) -> String {
        words.text("text.page-title", ["number": words.number(version), "title": petition.title])
    }

    package func view(in words: Words) -> any Sendable {
        TextPageView(self, words)
    }
}

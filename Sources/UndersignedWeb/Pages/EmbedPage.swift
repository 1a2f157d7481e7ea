package import UndersignedCore

/// A petition in small: title, count and the way to it.
package struct EmbedPage: Page {
    package var title: String
    package var language: LanguageTag
    /// With the partner that shows it.
    package var address: String
    /// Nil for a draft.
    package var count: CountItem?
    package var isOpen: Bool

    package init(title: String, language: LanguageTag, address: String, count: CountItem?, isOpen: Bool) {
        self.title = title
        self.language = language
        self.address = address
        self.count = count
        self.isOpen = isOpen
    }

    package var template: String { "embed" }

    package func title(in words: Words) -> String { title }

    package func view(in words: Words) -> any Sendable {
        View(
            petitionTitle: title,
            petitionLang: language.text,
            petitionDir: language.direction,
            address: address,
            count: count.map { CountView($0, words) },
            button: words.text(isOpen ? "embed.sign" : "embed.read")
        )
    }

    private struct View: Sendable {
        let petitionTitle: String
        let petitionLang: String
        let petitionDir: String
        let address: String
        let count: CountView?
        let button: String
    }
}

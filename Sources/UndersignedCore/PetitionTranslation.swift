extension PetitionSheet {
    /// The text in another language than the binding one.
    package struct Translation: Hashable, Sendable, Codable {
        package var title: String
        /// Markdown.
        package var letter: String
        /// How those addressed are called, one line each; nil where the lines of the binding text stay.
        package var to: [String]?
        package var from: String

        package init(title: String, letter: String, to: [String]?, from: String) {
            self.title = title
            self.letter = letter
            self.to = to
            self.from = from
        }
    }

    /// The text by language: the binding one and its translations, as the document holds them.
    package var texts: [String: PetitionDocument.Text] {
        let binding = bindingText
        var texts = (translations ?? [:]).mapValues { translation in
            PetitionDocument.Text(
                title: translation.title,
                letter: translation.letter,
                to: translation.to?.map { PetitionDocument.Addressee(name: $0) } ?? binding.to,
                from: translation.from
            )
        }
        texts[language] = binding
        return texts
    }

    /// The text in the language that binds.
    package var bindingText: PetitionDocument.Text {
        let addressees = to.map {
            PetitionDocument.Addressee(name: $0.name, role: $0.role, organisation: $0.organisation)
        }
        return PetitionDocument.Text(title: title, letter: letter, to: addressees, from: from)
    }

    /// The language in which somebody reads the text: their own where it is written in it, else the binding one.
    ///
    /// - Parameter reader: The language of the page.
    /// - Returns: A key of `texts`.
    package func language(for reader: LanguageTag) -> String {
        let binding = LanguageTag(language)
        if binding == reader { return language }
        let others = (translations ?? [:]).keys.sorted()
        if let same = others.first(where: { LanguageTag($0) == reader }) { return same }
        if binding?.language == reader.language { return language }
        return others.first { LanguageTag($0)?.language == reader.language } ?? language
    }
}

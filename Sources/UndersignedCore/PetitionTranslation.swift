extension PetitionSheet {
    /// The text in another language than the binding one.
    package struct Translation: Hashable, Sendable, Codable {
        package var title: String
        /// Markdown.
        package var letter: String
        /// How those addressed are called, one line each; nil where the lines of the binding text stay.
        package var to: [String]?
        package var from: String
        /// The `textMark` of the binding text that it was made of; nil where it came with that text.
        package var basis: String?

        package init(title: String, letter: String, to: [String]?, from: String, basis: String? = nil) {
            self.title = title
            self.letter = letter
            self.to = to
            self.from = from
            self.basis = basis
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

extension PetitionSheet {
    /// The sheet without the text in a language; nil where there is no translation in it.
    package func withoutTranslation(_ language: String) -> PetitionSheet? {
        var sheet = self
        guard sheet.translations?.removeValue(forKey: language) != nil else { return nil }
        if sheet.translations?.isEmpty == true { sheet.translations = nil }
        return sheet
    }

    /// A mark of the binding text: a translation keeps the one of the text that it was made of.
    package var textMark: String {
        var fields = FieldList()
        for text in [title, letter, from] + to.flatMap({ [$0.name, $0.role ?? "", $0.organisation ?? ""] }) {
            fields.append(text)
        }
        return Base64URL.encode(Array(fields.bytes.sha256.prefix(12)))
    }

    /// The languages whose translation is of another text than the one that binds, or names others: nobody signs those.
    package var staleTranslations: [String] {
        let mark = textMark
        return (translations ?? [:]).filter { _, translation in
            translation.basis.map { $0 != mark } == true || (translation.to?.count ?? to.count) != to.count
        }.keys.sorted()
    }

    /// The languages in which two sheets say something else, the binding one first; one that only one of them has too.
    package func languages(otherThanIn old: PetitionSheet) -> [String] {
        let (before, after) = (old.texts, texts)
        let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
        return changed.sorted { ($0 == language ? 0 : 1, $0) < ($1 == language ? 0 : 1, $1) }
    }

    /// Takes the translations of the sheet before; those of another text from here on say of which they are.
    mutating func takeTranslations(of old: PetitionSheet) {
        let mark = old.textMark
        guard mark != textMark else {
            translations = old.translations
            return
        }
        translations = old.translations?.mapValues { translation in
            var translation = translation
            translation.basis = translation.basis ?? mark
            return translation
        }
    }
}

import Synchronization
package import UndersignedCore

/// A sentence beside a box, in the language in which it was shown.
package struct ConsentSentence: Hashable, Sendable {
    package let text: String
    /// A BCP 47 tag.
    package let language: String
    package let consent: Consent

    package init(text: String, language: String, consent: Consent) {
        self.text = text
        self.language = language
        self.consent = consent
    }
}

/// The product's own sentences that people agree to (P-03); those of partners are in the petition's document.
package final class ConsentSentences: Sendable {
    /// The catalogue's key of the sentence about updates.
    package static let updatesKey = "form.updates"

    private let loaded = Mutex<[Catalogue]>([])

    package init() {}

    /// What stands beside the box for updates.
    ///
    /// - Parameters:
    ///   - organiser: Who writes.
    ///   - language: Of the page; the nearest one that is there.
    /// - Returns: The sentence, the same on form, page and record.
    /// - Throws: `Catalogue.Malformed`, which a test excludes.
    package func updates(of organiser: String, in language: String) throws(Catalogue.Malformed) -> ConsentSentence {
        let catalogue = try catalogue(language)
        let text = catalogue.text(Self.updatesKey, ["organiser": organiser])
        return ConsentSentence(
            text: text,
            language: catalogue.language.text,
            consent: Consent(.updates, wording: text)
        )
    }

    /// The product's words in a language, or in the nearest one that is there.
    package func catalogue(_ language: String) throws(Catalogue.Malformed) -> Catalogue {
        try catalogues().fitting(language)
    }

    private func catalogues() throws(Catalogue.Malformed) -> [Catalogue] {
        let known = loaded.withLock { $0 }
        guard known.isEmpty else { return known }
        let read = try Messages.catalogues()
        loaded.withLock { $0 = read }
        return read
    }
}

extension [Catalogue] {
    /// The one of a language, else of its main language, else the first; there must be one.
    func fitting(_ text: String) -> Catalogue {
        let tag = LanguageTag(text)
        return first { $0.language == tag } ?? first { $0.language.language == tag?.language } ?? self[0]
    }
}

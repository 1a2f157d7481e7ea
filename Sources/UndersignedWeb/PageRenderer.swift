package import UndersignedCore

/// Turns pages into HTML documents, in every language the site offers.
package struct PageRenderer: Sendable {
    /// What every page says about the site.
    package struct Site: Sendable {
        package var name: String
        /// The site's address without a final slash.
        package var baseURL: String
        /// The language of `x-default` and of the site's bare root.
        package var defaultLanguage: LanguageTag

        package init(name: String, baseURL: String, defaultLanguage: LanguageTag) {
            self.name = name
            self.baseURL = baseURL
            self.defaultLanguage = defaultLanguage
        }
    }

    package let site: Site
    /// The languages offered, the default one first.
    package let languages: [LanguageTag]
    private let libraries: [LanguageTag: TemplateLibrary]

    /// Compiles every template for every language.
    ///
    /// - Parameters:
    ///   - site: What every page says about the site.
    ///   - catalogues: One a language, with the default language's as its base; the default must be among them.
    /// - Throws: `TemplateLibrary.Fault` when a template does not parse or names a sentence that no catalogue has.
    package init(site: Site, catalogues: [Catalogue]) throws {
        self.site = site
        languages = catalogues.map(\.language).sorted { left, right in
            (left == site.defaultLanguage ? 0 : 1, left.text) < (right == site.defaultLanguage ? 0 : 1, right.text)
        }
        var libraries: [LanguageTag: TemplateLibrary] = [:]
        for catalogue in catalogues {
            libraries[catalogue.language] = try TemplateLibrary(words: Words(catalogue))
        }
        guard libraries[site.defaultLanguage] != nil else {
            throw TemplateLibrary.Fault.noCatalogue(language: site.defaultLanguage.text)
        }
        self.libraries = libraries
    }

    /// The words of a language; those of the default one where it is not offered.
    package func words(in language: LanguageTag) -> Words {
        guard let library = libraries[language] ?? libraries[site.defaultLanguage] else {
            preconditionFailure("the default language is always compiled")
        }
        return library.words
    }

    /// A page as a whole HTML document.
    ///
    /// - Parameters:
    ///   - page: What to show.
    ///   - language: The language to show it in; the default one where it is not offered.
    ///   - path: The page's own path, for links to the other languages; nil where it must not be repeated,
    ///     as behind a token.
    /// - Returns: The document, in UTF-8.
    package func render(_ page: some Page, in language: LanguageTag, at path: String? = nil) -> String {
        let tag = libraries[language] == nil ? site.defaultLanguage : language
        guard let library = libraries[tag] else { preconditionFailure("the default language is always compiled") }
        let content = library.render(page.view(in: library.words), template: page.template)
        let layout = Layout(page, content: content, site: site, languages: languages, words: library.words, path: path)
        return library.render(layout, template: "layout")
    }

    /// A page without what stands around every other one: another site frames it.
    package func renderFramed(_ page: some Page, in language: LanguageTag) -> String {
        let tag = libraries[language] == nil ? site.defaultLanguage : language
        guard let library = libraries[tag] else { preconditionFailure("the default language is always compiled") }
        let content = library.render(page.view(in: library.words), template: page.template)
        let layout = Layout(page, content: content, site: site, languages: [], words: library.words, path: nil)
        return library.render(layout, template: "framed")
    }
}

import UndersignedCore

/// What stands around every page: head, header, footer.
struct Layout: Sendable {
    let lang: String
    let dir: String
    let documentTitle: String
    let summary: String?
    let isIndexed: Bool
    let stylesheets: [String]
    let siteName: String
    let promise: String
    let contentHTML: String
    let canonical: String?
    let feed: String?
    let alternates: [Alternate]
    let defaultAlternate: String?
    let hasOthers: Bool
    let others: [Alternate]
    /// Where "Exit this page" leads; nil for no such link.
    let exit: String?

    /// The same page in another language.
    struct Alternate: Sendable {
        let tag: String
        let alternateDir: String
        let languageName: String
        let href: String
    }

    init(
        _ page: some Page,
        content: String,
        site: PageRenderer.Site,
        languages: [LanguageTag],
        words: Words,
        path: String?
    ) {
        lang = words.language.text
        dir = words.language.direction
        // A browser's history, its tabs and previews of links show the title.
        let isSensitive = page.about?.isSensitive == true
        documentTitle =
            isSensitive ? site.name : words.text("layout.title", ["title": page.title(in: words), "site": site.name])
        summary = isSensitive ? nil : page.summary(in: words)
        isIndexed = page.isIndexed && !isSensitive
        exit = page.exit
        stylesheets = [Stylesheet.path] + (page.isForOrganisers ? [AdminStylesheet.path] : [])
        siteName = site.name
        promise = words.text(page.isForOrganisers ? "admin.promise" : "layout.promise")
        contentHTML = content
        feed = isSensitive ? nil : page.feed
        canonical = isIndexed ? path.map { site.baseURL + $0 } : nil
        let tags = path == nil || languages.count < 2 ? [] : languages
        let all = tags.map { tag in
            Alternate(
                tag: tag.text,
                alternateDir: tag.direction,
                languageName: tag.nativeName,
                href: site.baseURL + (path ?? "/") + "?lang=\(tag.text)"
            )
        }
        alternates = isIndexed ? all : []
        defaultAlternate = alternates.isEmpty ? nil : path.map { site.baseURL + $0 }
        others = all.filter { $0.tag != words.language.text }
        hasOthers = !others.isEmpty
    }
}

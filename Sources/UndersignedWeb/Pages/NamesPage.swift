/// The names of those who chose to show theirs, a hundred a page, in no order that tells when they signed.
package struct NamesPage: Page {
    /// A shown name, with its organisation where an organisation signed.
    package struct Entry: Sendable {
        package var name: String
        package var organisation: String?

        package init(name: String, organisation: String? = nil) {
            self.name = name
            self.organisation = organisation
        }
    }

    package var petition: PetitionReference
    package var entries: [Entry]
    /// How many names are shown in all.
    package var shownCount: Int
    /// Counted from 1.
    package var page: Int
    package var pageCount: Int

    package init(petition: PetitionReference, entries: [Entry], shownCount: Int, page: Int, pageCount: Int) {
        self.petition = petition
        self.entries = entries
        self.shownCount = shownCount
        self.page = page
        self.pageCount = pageCount
    }

    package var template: String { "names" }

    package func title(in words: Words) -> String {
        words.text("names.page-title", ["title": petition.title])
    }

    package func view(in words: Words) -> any Sendable {
        let address = "/petitions/\(petition.slug)/names"
        let values = ["page": words.number(page), "pages": words.number(pageCount)]
        return View(
            petition: PetitionView(petition),
            summary: words.plural("names.count", shownCount),
            hasEntries: !entries.isEmpty,
            entries: entries.map { EntryView(name: $0.name, organisation: $0.organisation) },
            position: pageCount > 1 ? words.text("names.position", values) : nil,
            before: page > 1 ? "\(address)?page=\(page - 1)" : nil,
            after: page < pageCount ? "\(address)?page=\(page + 1)" : nil
        )
    }

    private struct View: Sendable {
        let petition: PetitionView
        let summary: String
        let hasEntries: Bool
        let entries: [EntryView]
        let position: String?
        let before: String?
        let after: String?
    }

    private struct EntryView: Sendable {
        let name: String
        let organisation: String?
    }
}

package import UndersignedCore

/// The names of those who chose to show theirs and the comments beside them, in no order that tells when they signed.
package struct NamesPage: Page {
    /// A shown name, with its organisation where an organisation signed.
    package struct Entry: Sendable {
        package var name: String
        package var organisation: String?
        package var comment: String?
        /// Where a reader says what is wrong with it.
        package var place: PublicNameHandle

        package init(name: String, organisation: String? = nil, comment: String? = nil, place: PublicNameHandle) {
            self.name = name
            self.organisation = organisation
            self.comment = comment
            self.place = place
        }
    }

    package var petition: PetitionReference
    package var entries: [Entry]
    /// How many names are shown in all.
    package var shownCount: Int
    /// There are more than that.
    package var isMore: Bool
    package var showsComments: Bool
    /// The first name of this page, where names come before it.
    package var earlier: PublicNameHandle?
    /// The last one, where names follow.
    package var later: PublicNameHandle?
    /// It closed so long ago that nobody is shown any more.
    package var isOver = false
    /// Of a letter that members sign: they show a role, a team or a name.
    package var isForMembers = false
    /// So many members must have signed before anything is shown; nil where that is not so, or not any more.
    package var reveal: Int?

    package init(
        petition: PetitionReference,
        entries: [Entry],
        shownCount: Int,
        isMore: Bool = false,
        showsComments: Bool = false,
        earlier: PublicNameHandle? = nil,
        later: PublicNameHandle? = nil
    ) {
        self.petition = petition
        self.entries = entries
        self.shownCount = shownCount
        self.isMore = isMore
        self.showsComments = showsComments
        self.earlier = earlier
        self.later = later
    }

    package var template: String { "names" }

    package func title(in words: Words) -> String {
        words.text(isForMembers ? "names.members.page-title" : "names.page-title", ["title": petition.title])
    }

    package func view(in words: Words) -> any Sendable {
        let address = "/petitions/\(petition.slug)/names"
        let kind = isForMembers ? "names.members" : "names"
        return View(
            petition: PetitionView(petition),
            heading: words.text(isForMembers ? kind : "names.title"),
            summary: words.plural(isMore ? "\(kind).more" : "\(kind).count", shownCount),
            hidden: reveal.map { words.plural("names.members.hidden", $0) },
            list: entries.isEmpty
                ? nil
                : ListView(
                    style: showsComments ? "petitions narrow" : "names",
                    entries: entries.map { entry in
                        EntryView(
                            name: entry.name,
                            organisation: entry.organisation,
                            comment: entry.comment,
                            report: "\(address)/\(entry.place.text)/reports"
                        )
                    }
                ),
            none: words.text(isOver ? "\(kind).over" : "\(kind).none"),
            hasPages: earlier != nil || later != nil,
            first: earlier.map { _ in address },
            before: earlier.map { "\(address)?before=\($0.text)" },
            after: later.map { "\(address)?after=\($0.text)" }
        )
    }

    private struct View: Sendable {
        let petition: PetitionView
        let heading: String
        let summary: String
        let hidden: String?
        let list: ListView?
        let none: String
        let hasPages: Bool
        let first: String?
        let before: String?
        let after: String?
    }

    /// Names alone stand in columns; comments one below the other.
    private struct ListView: Sendable {
        let style: String
        let entries: [EntryView]
    }

    private struct EntryView: Sendable {
        let name: String
        let organisation: String?
        let comment: String?
        let report: String
    }
}

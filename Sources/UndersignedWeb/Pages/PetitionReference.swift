package import UndersignedCore

/// How other pages name a petition and lead back to it.
package struct PetitionReference: Sendable {
    package var slug: String
    package var title: String
    /// The language the title is written in.
    package var language: LanguageTag
    /// Whether its log carries on another one, whose entries are lost in part.
    package var hasLosses: Bool
    /// Whether it could harm people to be known as its signatories.
    package var isSensitive = false
    /// Whether nobody can sign it any more.
    package var isClosed = false
    /// Where "Exit this page" leads; nil for no such link.
    package var exit: String?

    package init(slug: Slug, title: String, language: LanguageTag, hasLosses: Bool = false) {
        self.hasLosses = hasLosses
        self.slug = slug.text
        self.title = title
        self.language = language
    }

    /// Its news as a feed; a sensitive petition has none.
    var feed: String? { isSensitive ? nil : "/petitions/\(slug)/updates.atom" }
}

/// A petition's title inside a page, marked with its own language and direction.
struct PetitionView: Sendable {
    let slug: String
    let title: String
    let lang: String
    let dir: String
    let address: String
    let isClosed: Bool
    /// Where receipts of lost entries are presented; nil where nothing was lost.
    let receiptsAddress: String?

    init(_ petition: PetitionReference) {
        slug = petition.slug
        title = petition.title
        lang = petition.language.text
        dir = petition.language.direction
        address = "/petitions/\(petition.slug)"
        isClosed = petition.isClosed
        receiptsAddress = petition.hasLosses ? address + "/receipts" : nil
    }
}

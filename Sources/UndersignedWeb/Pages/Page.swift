/// What one address shows: plain values, no words.
///
/// The words come from the catalogue when the page is rendered.
package protocol Page: Sendable {
    /// The template's base name in `Templates/`.
    var template: String { get }

    /// Whether search engines may list it. Pages behind a token and lists of names say no.
    var isIndexed: Bool { get }

    /// Whether it is a page of people who run campaigns.
    var isForOrganisers: Bool { get }

    /// The address of the feed with the same content, without the site's; nil for none.
    var feed: String? { get }

    /// The petition that the page is about; nil for a page about none, or several.
    var about: PetitionReference? { get }

    /// Where "Exit this page" leads; nil for no such link.
    var exit: String? { get }

    /// The page's title without the site's name.
    func title(in words: Words) -> String

    /// One plain sentence for search engines and link previews, if the page has one.
    func summary(in words: Words) -> String?

    /// The values that the template reads; every `String` in it is escaped when it is rendered.
    func view(in words: Words) -> any Sendable
}

extension Page {
    package var isIndexed: Bool { false }

    package var isForOrganisers: Bool { false }

    package var feed: String? { nil }

    package var about: PetitionReference? { nil }

    package var exit: String? { about?.exit }

    package func summary(in words: Words) -> String? { nil }

    package func view(in words: Words) -> any Sendable { self }
}

package import UndersignedCore

/// An update in a list: its title, its day and how it begins.
package struct UpdateItem: Sendable {
    package var petition: PetitionReference
    package var update: Update

    package init(petition: PetitionReference, update: Update) {
        self.petition = petition
        self.update = update
    }
}

/// The same as the template reads it.
struct UpdateItemView: Sendable {
    private static let openingLimit = 280

    let updateAddress: String
    let updateTitle: String
    let updateLang: String
    let updateDir: String
    let day: String
    let datetime: String
    let opening: String
    /// Where a list is about several petitions.
    let aboutTitle: String?

    init(_ item: UpdateItem, namesPetition: Bool = false, _ words: Words) {
        let (update, petition) = (item.update, item.petition)
        let published = update.publishedAt ?? Moment(seconds: 0)
        updateAddress = "/petitions/\(petition.slug)/updates/\(update.number)"
        updateTitle = update.text.title
        updateLang = petition.language.text
        updateDir = petition.language.direction
        day = words.day(published)
        datetime = CalendarDate(published).secondText
        opening = Self.shortened(PlainLetter(update.text.body).opening)
        aboutTitle = namesPetition ? petition.title : nil
    }

    /// Cut at a blank where it is long.
    private static func shortened(_ text: String) -> String {
        guard text.count > openingLimit else { return text }
        let start = text.prefix(openingLimit)
        return start[..<(start.lastIndex(of: " ") ?? start.endIndex)] + " …"
    }
}

/// The newest updates on another page, and the way to all of them.
struct NewsView: Sendable {
    let newsItems: [UpdateItemView]
    let newsAddress: String?
    let feedAddress: String?
    let hasBoth: Bool

    /// Nil where there is nothing to show.
    init?(_ items: [UpdateItem], page: String?, feed: String?, namesPetition: Bool = false, _ words: Words) {
        guard !items.isEmpty else { return nil }
        newsItems = items.map { UpdateItemView($0, namesPetition: namesPetition, words) }
        (newsAddress, feedAddress) = (page, feed)
        hasBoth = page != nil && feed != nil
    }
}

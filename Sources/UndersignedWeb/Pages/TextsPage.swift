package import UndersignedCore

/// All versions of a petition's text, the newest first: since when, why, and how many signed which.
package struct TextsPage: Page {
    /// A version and its numbers.
    package struct Version: Sendable {
        package var number: Int
        package var since: Moment
        /// Counted under it.
        package var added: Int
        /// Of those, taken away again.
        package var removed: Int
        /// Plain text; nil for the first version.
        package var reason: String?

        package init(_ version: TextVersion, reason: String?) {
            number = version.version
            since = version.since
            added = version.added
            removed = version.removed
            self.reason = reason
        }
    }

    package var petition: PetitionReference
    /// The first one first.
    package var versions: [Version]
    /// Published once a day: then a time is a day.
    package var isDaily: Bool
    package var count: CountItem

    package init(petition: PetitionReference, versions: [Version], isDaily: Bool, count: CountItem) {
        self.petition = petition
        self.versions = versions
        self.isDaily = isDaily
        self.count = count
    }

    package var template: String { "texts" }

    package func title(in words: Words) -> String { words.text("texts.page-title", ["title": petition.title]) }

    package func view(in words: Words) -> any Sendable {
        View(
            petition: PetitionView(petition),
            versions: versions.reversed().map { VersionView($0, self, words) },
            count: CountView(count, words),
            place: isDaily || petition.hasLosses ? words.text("texts.place") : nil,
            sum: words.plural("texts.sum", count.count)
        )
    }

    private struct View: Sendable {
        let petition: PetitionView
        let versions: [VersionView]
        let count: CountView
        /// Where confirming and entering the log can be apart.
        let place: String?
        let sum: String
    }

    private struct VersionView: Sendable {
        let heading: String
        let since: String
        let datetime: String
        let signed: String
        let removed: String?
        let reason: String?
        let readAddress: String
        let read: String

        init(_ version: Version, _ page: TextsPage, _ words: Words) {
            let number = words.number(version.number)
            heading = words.text("letter.version", ["number": number])
            since = words.since(version.since, isDaily: page.isDaily)
            datetime = CalendarDate(version.since).secondText
            signed = words.plural("texts.signed", version.added - version.removed)
            removed =
                version.removed == 0
                ? nil
                : words.plural(
                    "texts.removed",
                    version.removed,
                    ["added": words.number(version.added)]
                )
            reason = version.reason
            readAddress = "/petitions/\(page.petition.slug)/texts/\(version.number)"
            read = words.text(version.number == 1 ? "texts.read-first" : "texts.read", ["number": number])
        }
    }
}

extension Words {
    /// `Since 20 June 2018 at 14:00 UTC`; only the day where no hour is public.
    func since(_ moment: Moment, isDaily: Bool) -> String {
        text("texts.since", ["time": isDaily ? day(moment) : minute(moment)])
    }
}

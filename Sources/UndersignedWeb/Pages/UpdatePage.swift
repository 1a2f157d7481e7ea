package import UndersignedCore

/// One update, whole, with the way to each text that stood in its place before.
package struct UpdatePage: Page {
    /// A text that was corrected since: on a page of its own, because there may be many.
    package struct Earlier: Sendable {
        /// By which its page is known: as organisers saved their texts.
        package var number: Int
        package var title: String
        package var since: Moment

        package init(number: Int, title: String, since: Moment) {
            self.number = number
            self.title = title
            self.since = since
        }
    }

    package var petition: PetitionReference
    package var update: Update
    package var body: Markdown
    /// Newest first.
    package var earlier: [Earlier]
    /// Where this text is not the one that stands now: since when it was public.
    package var shownAt: Moment?
    /// Who wrote it; nil where the petition belongs to no campaign.
    package var sender: String?

    package init(
        petition: PetitionReference,
        update: Update,
        body: Markdown,
        earlier: [Earlier],
        shownAt: Moment? = nil,
        sender: String?
    ) {
        self.petition = petition
        self.update = update
        self.body = body
        self.earlier = earlier
        self.shownAt = shownAt
        self.sender = sender
    }

    package var template: String { "update" }
    package var isIndexed: Bool { shownAt == nil }
    package var feed: String? { petition.feed }

    package func title(in words: Words) -> String { update.text.title }

    package func view(in words: Words) -> any Sendable {
        let published = update.publishedAt ?? Moment(seconds: 0)
        let address = "/petitions/\(petition.slug)/updates/\(update.number)"
        return View(
            petition: PetitionView(petition),
            updateTitle: update.text.title,
            day: words.day(published),
            datetime: CalendarDate(published).secondText,
            sender: sender,
            corrected: update.correctedAt.map { words.text("updates.corrected", ["day": words.day($0)]) },
            bodyHTML: body.html,
            earlierText: shownAt.map { words.text("updates.earlier.text", ["time": words.minute($0)]) },
            address: address,
            hasEarlier: !earlier.isEmpty,
            earlier: earlier.map { earlier in
                EarlierView(
                    since: words.text("updates.earlier.since", ["time": words.minute(earlier.since)]),
                    earlierTitle: earlier.title,
                    earlierAddress: "\(address)/texts/\(earlier.number)"
                )
            },
            allAddress: "/petitions/\(petition.slug)/updates"
        )
    }

    private struct View: Sendable {
        let petition: PetitionView
        let updateTitle: String
        let day: String
        let datetime: String
        let sender: String?
        let corrected: String?
        let bodyHTML: String
        /// That it is no longer the text; nil where it is.
        let earlierText: String?
        let address: String
        let hasEarlier: Bool
        let earlier: [EarlierView]
        let allAddress: String
    }

    private struct EarlierView: Sendable {
        let since: String
        let earlierTitle: String
        let earlierAddress: String
    }
}

package import UndersignedCore

/// All updates of a petition, published last first.
package struct UpdatesPage: Page {
    package var petition: PetitionReference
    package var updates: [Update]

    package init(petition: PetitionReference, updates: [Update]) {
        self.petition = petition
        self.updates = updates
    }

    package var template: String { "updates" }
    package var isIndexed: Bool { !updates.isEmpty }
    package var feed: String? { petition.feed }

    package func title(in words: Words) -> String { words.text("updates.page-title", ["title": petition.title]) }

    package func view(in words: Words) -> any Sendable {
        View(
            petition: PetitionView(petition),
            hasUpdates: !updates.isEmpty,
            items: updates.map { UpdateItemView(UpdateItem(petition: petition, update: $0), words) },
            feedAddress: petition.feed
        )
    }

    private struct View: Sendable {
        let petition: PetitionView
        let hasUpdates: Bool
        let items: [UpdateItemView]
        let feedAddress: String?
    }
}

/// One update, whole, with the texts that stood in its place before.
package struct UpdatePage: Page {
    /// A text that was corrected since.
    package struct Earlier: Sendable {
        package var title: String
        package var body: Markdown
        package var since: Moment

        package init(title: String, body: Markdown, since: Moment) {
            self.title = title
            self.body = body
            self.since = since
        }
    }

    package var petition: PetitionReference
    package var update: Update
    package var body: Markdown
    /// Newest first.
    package var earlier: [Earlier]
    /// Who wrote it; nil where the petition belongs to no campaign.
    package var sender: String?

    package init(petition: PetitionReference, update: Update, body: Markdown, earlier: [Earlier], sender: String?) {
        self.petition = petition
        self.update = update
        self.body = body
        self.earlier = earlier
        self.sender = sender
    }

    package var template: String { "update" }
    package var isIndexed: Bool { true }
    package var feed: String? { petition.feed }

    package func title(in words: Words) -> String { update.text.title }

    package func view(in words: Words) -> any Sendable {
        let published = update.publishedAt ?? Moment(seconds: 0)
        return View(
            petition: PetitionView(petition),
            updateTitle: update.text.title,
            day: words.day(published),
            datetime: CalendarDate(published).secondText,
            sender: sender,
            corrected: update.correctedAt.map { words.text("updates.corrected", ["day": words.day($0)]) },
            bodyHTML: body.html,
            hasEarlier: !earlier.isEmpty,
            earlier: earlier.map { earlier in
                EarlierView(
                    since: words.text("updates.earlier.since", ["time": words.minute(earlier.since)]),
                    earlierTitle: earlier.title,
                    earlierHTML: earlier.body.html
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
        let hasEarlier: Bool
        let earlier: [EarlierView]
        let allAddress: String
    }

    private struct EarlierView: Sendable {
        let since: String
        let earlierTitle: String
        let earlierHTML: String
    }
}

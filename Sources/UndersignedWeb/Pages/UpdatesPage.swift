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

package import UndersignedApp
package import UndersignedCore

/// The updates of a petition as organisers see them: drafts too, and how many people asked for them.
package struct AdminUpdatesPage: Page {
    package var bar: AdminBar
    package var campaign: Campaign
    package var shelf: UpdateWriting.Shelf

    package init(bar: AdminBar, campaign: Campaign, shelf: UpdateWriting.Shelf) {
        self.bar = bar
        self.campaign = campaign
        self.shelf = shelf
    }

    package var template: String { "admin-updates" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String { words.text("admin.updates") }

    package func view(in words: Words) -> any Sendable {
        let petition = shelf.petition
        let base = "/admin/campaigns/\(campaign.slug)/petitions/\(petition.slug)"
        return View(
            bar: bar,
            petitionAddress: base,
            petitionTitle: petition.sheet.title,
            what: words.text(petition.sheet.isSealed ? "admin.updates.sealed" : "admin.updates.what"),
            // Nobody can have asked where there is no box.
            readers: petition.sheet.isSealed ? nil : words.plural("admin.updates.readers", shelf.readerCount),
            newAddress: "\(base)/updates/new",
            items: shelf.updates.map { update in
                Item(
                    itemAddress: "\(base)/updates/\(update.number)",
                    itemTitle: update.text.title,
                    state: AdminUpdatePage.state(of: update, words),
                    lang: petition.sheet.language
                )
            }
        )
    }

    private struct View: Sendable {
        let bar: AdminBar
        let petitionAddress: String
        let petitionTitle: String
        let what: String
        let readers: String?
        let newAddress: String
        let items: [Item]
    }

    private struct Item: Sendable {
        let itemAddress: String
        let itemTitle: String
        let state: String
        let lang: String
    }
}

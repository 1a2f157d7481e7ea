package import UndersignedApp
package import UndersignedCore

/// The campaigns of somebody's roles, with their petitions.
package struct AdminDeskPage: Page {
    package var bar: AdminBar
    package var places: [Desk.Place]
    package var startsCampaigns: Bool
    /// Whose contacts somebody asked for; empty for whoever is not asked about it.
    package var exports: [Petition]

    package init(bar: AdminBar, places: [Desk.Place], startsCampaigns: Bool, exports: [Petition] = []) {
        self.bar = bar
        self.places = places
        self.startsCampaigns = startsCampaigns
        self.exports = exports
    }

    package var template: String { "admin-desk" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String { words.text("admin.desk") }

    package func view(in words: Words) -> any Sendable {
        View(
            bar: bar,
            isEmpty: places.isEmpty,
            startsCampaigns: startsCampaigns,
            hasExports: !exports.isEmpty,
            exports: exports.map { ExportLink($0, words) },
            places: places.map { PlaceView($0, words) }
        )
    }

    private struct View: Sendable {
        let bar: AdminBar
        let isEmpty: Bool
        let startsCampaigns: Bool
        let hasExports: Bool
        let exports: [ExportLink]
        let places: [PlaceView]
    }

    private struct ExportLink: Sendable {
        let exportAddress: String
        let exportTitle: String
        let exportLang: String
        let exportDir: String

        init(_ petition: Petition, _ words: Words) {
            let language = LanguageTag(petition.sheet.language) ?? words.language
            exportAddress = "/admin/exports/\(petition.slug)"
            exportTitle = petition.sheet.title
            (exportLang, exportDir) = (language.text, language.direction)
        }
    }

    private struct PlaceView: Sendable {
        let campaignAddress: String
        let campaignTitle: String
        let campaignLang: String
        let campaignDir: String
        let trailAddress: String?
        /// Nil for who can't say who may do what.
        let peopleAddress: String?
        let figuresAddress: String
        let petitions: [AdminPetitionItem]
        let partners: [PartnerLink]

        init(_ place: Desk.Place, _ words: Words) {
            let language = LanguageTag(place.campaign.language) ?? words.language
            let canWrite = place.permissions.contains(.write)
            campaignAddress = (canWrite ? "/admin" : "") + "/campaigns/\(place.campaign.slug)"
            campaignTitle = place.campaign.title
            figuresAddress = "/admin/campaigns/\(place.campaign.slug)/figures"
            (campaignLang, campaignDir) = (language.text, language.direction)
            trailAddress =
                place.permissions.contains(.readTrail) ? "/admin/campaigns/\(place.campaign.slug)/trail" : nil
            peopleAddress =
                place.permissions.contains(.managePeople) ? "/admin/campaigns/\(place.campaign.slug)/people" : nil
            partners = place.partners.map { PartnerLink($0, of: place.campaign.slug) }
            petitions = place.petitions.filter { canWrite || !$0.isPrivate }
                .map { petition in
                    var item = AdminPetitionItem(petition, campaign: canWrite ? place.campaign.slug : nil, words)
                    if place.offered.contains(petition.id) { item.state = words.text("admin.state.offered") }
                    item.moderation = place.waiting[petition.id].map { waiting in
                        AdminPetitionItem.ModerationItem(waiting, petition.slug, place.campaign.slug, words)
                    }
                    return item
                }
        }
    }
}

extension AdminPetitionItem.ModerationItem {
    fileprivate init(_ waiting: Int, _ petition: Slug, _ campaign: Slug, _ words: Words) {
        moderationAddress = "/admin/campaigns/\(campaign)/petitions/\(petition)/moderation"
        self.waiting =
            waiting > Moderation.countLimit
            ? words.plural("admin.moderation.more", Moderation.countLimit)
            : words.plural("admin.moderation.waiting", waiting)
    }
}

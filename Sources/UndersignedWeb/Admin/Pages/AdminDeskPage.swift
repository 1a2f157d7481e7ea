package import UndersignedApp
package import UndersignedCore

/// The campaigns of somebody's roles, with their petitions.
package struct AdminDeskPage: Page {
    package var bar: AdminBar
    package var places: [Desk.Place]
    package var now: Moment

    package init(bar: AdminBar, places: [Desk.Place], now: Moment) {
        self.bar = bar
        self.places = places
        self.now = now
    }

    package var template: String { "admin-desk" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String { words.text("admin.desk") }

    package func view(in words: Words) -> any Sendable {
        View(bar: bar, isEmpty: places.isEmpty, places: places.map { PlaceView($0, words) })
    }

    private struct View: Sendable {
        let bar: AdminBar
        let isEmpty: Bool
        let places: [PlaceView]
    }

    private struct PlaceView: Sendable {
        let campaignAddress: String
        let campaignTitle: String
        let campaignLang: String
        let campaignDir: String
        let petitions: [PetitionView]

        init(_ place: Desk.Place, _ words: Words) {
            let language = LanguageTag(place.campaign.language) ?? words.language
            campaignAddress = "/campaigns/\(place.campaign.slug)"
            campaignTitle = place.campaign.title
            (campaignLang, campaignDir) = (language.text, language.direction)
            petitions = place.petitions.map { PetitionView($0, words) }
        }
    }

    private struct PetitionView: Sendable {
        let petitionAddress: String
        let petitionTitle: String
        let petitionLang: String
        let petitionDir: String
        let state: String

        init(_ petition: Petition, _ words: Words) {
            let language = LanguageTag(petition.sheet.language) ?? words.language
            petitionAddress = "/petitions/\(petition.slug)"
            petitionTitle = petition.sheet.title
            (petitionLang, petitionDir) = (language.text, language.direction)
            state = words.text("admin.state.\(petition.state.rawValue)")
        }
    }
}

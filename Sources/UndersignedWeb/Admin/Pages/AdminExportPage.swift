package import UndersignedApp
import UndersignedCore

/// An export of all contacts of a petition, for those who agree to it or refuse it.
package struct AdminExportPage: Page {
    package var bar: AdminBar
    package var petition: PetitionReference
    package var standing: ExportNotice.Standing

    package init(bar: AdminBar, petition: PetitionReference, standing: ExportNotice.Standing) {
        self.bar = bar
        self.petition = petition
        self.standing = standing
    }

    package var template: String { "admin-export" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String { words.text("admin.export.title") }

    package func view(in words: Words) -> any Sendable {
        View(
            bar: bar,
            token: bar.token,
            petition: PetitionView(petition),
            action: "/admin/exports/\(petition.slug)",
            sentence: sentence(words),
            canAgree: canAgree,
            canRefuse: canRefuse
        )
    }

    private func sentence(_ words: Words) -> String {
        switch standing {
        case .none: words.text("admin.export.none")
        case .waiting(let ready): words.text("admin.export.waiting", ["time": words.minute(ready)])
        case .undecided(let owners): words.plural("admin.export.undecided", owners)
        case .agreed: words.text("admin.export.agreed")
        case .refused(let until): words.text("admin.export.refused", ["time": words.minute(until)])
        }
    }

    private var canAgree: Bool {
        if case .undecided = standing { true } else { false }
    }

    private var canRefuse: Bool {
        switch standing {
        case .waiting, .undecided, .agreed: true
        case .none, .refused: false
        }
    }

    private struct View: Sendable {
        let bar: AdminBar
        let token: String
        let petition: PetitionView
        let action: String
        let sentence: String
        let canAgree: Bool
        let canRefuse: Bool
    }
}

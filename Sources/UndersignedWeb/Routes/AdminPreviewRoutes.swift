import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// A letter as it will read, for who is writing it; nothing is stored.
struct AdminPreviewRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.post("/admin/campaigns/{campaign}/preview", for: .allowed(.write)) { _, visit in
            guard let preview = LetterPreview(visit.fields["letter"], language: visit.fields["language"]) else {
                throw Refused(.tooLarge)
            }
            return .personal(preview.html)
        }
    }
}

import Foundation
import UndersignedCore
import UndersignedWeb

/// The pages with the project's own words, without a server.
struct PageTestSite {
    let english: Catalogue
    let renderer: PageRenderer

    /// The site in English, and in pseudo-languages made from it.
    init(languages: [(Catalogue) -> Catalogue] = []) throws {
        let checkout = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = checkout.appendingPathComponent("Sources/UndersignedApp/Catalogues")
        let names = [
            "en.json", "en-countries.json", "en-admin.json", "en-figures.json", "en-issuer.json", "en-members.json",
            "en-partners.json", "en-updates.json", "en-evidence.json", "en-claims.json",
        ]
        let files = try names.map {
            Array(try Data(contentsOf: folder.appendingPathComponent($0)))
        }
        let english = try Catalogue(language: .english, files: files)
        self.english = english
        let site = PageRenderer.Site(
            name: "Undersigned",
            baseURL: "https://undersigned.example.org",
            defaultLanguage: .english
        )
        renderer = try PageRenderer(site: site, catalogues: [english] + languages.map { $0(english) })
    }

    func html(_ page: any Page, in language: LanguageTag = .english, at path: String? = nil) -> String {
        renderer.render(page, in: language, at: path)
    }
}

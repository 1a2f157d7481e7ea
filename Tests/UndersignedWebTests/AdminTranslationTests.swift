import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// Translations and the day of opening, in the browser.
@Suite struct AdminTranslationTests {
    private static let draft = Libraries.path + "/petitions/keep-the-library-open"
    private static let german = [
        ("language", "de"), ("title", "Die Bücherei bleibt"), ("letter", "Bitte **offen** lassen."),
        ("from", "Ihr Name"),
    ]

    private static func started(_ site: WebSite, _ visitor: Visitor) async throws -> Organiser {
        let dana = try await Organiser(site, visitor)
        _ = try await dana.post("/admin/campaigns", Libraries.campaign)
        _ = try await dana.post(Libraries.path + "/petitions", Libraries.petition)
        return dana
    }

    private static func mark(_ person: Organiser, _ path: String) async throws -> (String, String) {
        ("mark", try await Libraries.mark(person, path))
    }

    private static func sheet(_ site: WebSite) async throws -> PetitionSheet {
        let petition = try await site.test.database.read { transaction in
            try transaction.petition(Samples.required(Slug("keep-the-library-open")))
        }
        return try Samples.required(petition?.sheet)
    }

    @Test func `a language is added beside the binding text, changed, looked through and removed`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Self.started(site, visitor)
            let new = Self.draft + "/translations"
            let form = try await dana.get(new)
            #expect(form.text.contains("Please keep it <strong>open</strong>."))
            let fresh = try await Self.mark(dana, new)
            let trial = try await dana.post(new, Self.german + [fresh, ("preview", "yes")])
            #expect(trial.status == .ok && trial.text.contains("Bitte <strong>offen</strong>"))
            #expect(try await Self.sheet(site).translations == nil)
            #expect(try await dana.post(new, Self.german + [fresh]).headers[.location] == Self.draft + "?saved=yes")
            let arabic = [("language", "ar"), ("title", "المكتبة"), ("letter", "من فضلك"), ("from", "اسمك"), fresh]
            #expect(try await dana.post(new, arabic).status == .seeOther)
            let page = try await dana.get(Self.draft).text
            #expect(page.contains("Bitte <strong>offen</strong>") && page.contains("lang=\"ar\" dir=\"rtl\""))
            #expect(page.contains("Other than in the text before: العربية"))

            let wrong = try await dana.post(new, [("language", "de"), ("letter", "x"), fresh])
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("Write the tag of a language"))
            let german = Self.draft + "/translations/de"
            let seen = try await Self.mark(dana, german)
            let changed = Self.german.map { $0.0 == "title" ? ("title", "Sie bleibt") : $0 }
            #expect(try await dana.post(german, changed + [seen]).status == .seeOther)
            let late = try await dana.post(german, Self.german + [seen])
            #expect(late.status == .unprocessableContent && late.text.contains("Sie bleibt"))
            #expect(late.text.contains("value=\"Die Bücherei bleibt\""), "both are kept")
            #expect(try await dana.get(Self.draft + "/translations/fr").status == .notFound)
            #expect(try await dana.get(Self.draft + "/translations/%22").status == .notFound)
            let current = try await Self.mark(dana, german)
            #expect(try await dana.post(german + "/removal", [current]).status == .seeOther)
            #expect(try await Self.sheet(site).translations?.keys.sorted() == ["ar"])
        }
    }

    @Test func `a translation of an earlier text holds the petition up, and says so`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Self.started(site, visitor)
            let fresh = try await Self.mark(dana, Self.draft + "/translations")
            _ = try await dana.post(Self.draft + "/translations", Self.german + [fresh])
            let other = Libraries.petition.map { $0.0 == "letter" ? ("letter", "Another text.") : $0 }
            _ = try await dana.post(Self.draft, other + [try await Self.mark(dana, Self.draft)])
            #expect(try await dana.get(Self.draft).text.contains("Of an earlier text"))
            let held = try await dana.post(Self.draft + "/offer", [try await Self.mark(dana, Self.draft)])
            #expect(held.status == .unprocessableContent && held.text.contains("A translation is of an earlier text"))
            let german = Self.draft + "/translations/de"
            #expect(try await dana.get(german).text.contains("was changed after this was written"))
            _ = try await dana.post(german, Self.german + [try await Self.mark(dana, german)])
            #expect(
                try await dana.post(Self.draft + "/offer", [try await Self.mark(dana, Self.draft)]).status == .seeOther
            )
        }
    }

    @Test func `a day of opening is shown to everybody, and taken back`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Self.started(site, visitor)
            let eli = try await Organiser(site, visitor, "eli@example.org")
            _ = try await dana.post(Self.draft + "/offer", [try await Self.mark(dana, Self.draft)])
            let mark = try await Self.mark(eli, Self.draft)
            let past = try await eli.post(
                Self.draft + "/open",
                [mark, ("opens", "2018-06-19"), ("closes", "2018-09-01")]
            )
            #expect(past.status == .unprocessableContent && past.text.contains("value=\"2018-06-19\""))
            #expect(try await eli.post(Self.draft + "/open", [mark, ("opens", "2018-06-25")]).status == .seeOther)
            let page = try await dana.get(Self.draft)
            #expect(page.text.contains("Opens on 25 June 2018 at 00:00 UTC"))
            let public1 = try await visitor.get("/petitions/keep-the-library-open")
            #expect(public1.status == .ok && public1.text.contains("25 June 2018 at 00:00 UTC"))
            #expect(!public1.text.contains("how-we-count\">Check"))
            #expect(try await visitor.get("/campaigns/libraries-for-everybody").text.contains("25 June 2018"))
            #expect(try await visitor.get("/petitions/keep-the-library-open/log/checkpoint").status == .notFound)
            #expect(try await dana.post(Self.draft + "/schedule/removal", []).status == .seeOther)
            #expect(try await visitor.get("/petitions/keep-the-library-open").status == .notFound)
            #expect(try await dana.get(Self.draft).text.contains("Give it to review"))
        }
    }
}

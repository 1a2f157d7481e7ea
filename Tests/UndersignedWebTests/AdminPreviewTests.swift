import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// A letter as it will read, while it is written.
@Suite struct AdminPreviewTests {
    private static let path = "/admin/campaigns/libraries-for-everybody/preview"

    @Test func `the site's own Markdown comes back, in the letter's direction, and stores nothing`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            let before = try await Trail(site: site.test.site).lines(before: nil, limit: 100).count
            let letter = [("letter", "# Tag\n\n**Bold** <script>alert(1)</script>"), ("language", "ar")]
            let shown = try await dana.post(Self.path, letter)
            #expect(shown.status == .ok && shown.headers[.cacheControl] == "no-store")
            #expect(
                shown.text == """
                    <div class="prose" lang="ar" dir="rtl">
                    <h2>Tag</h2>
                    <p><strong>Bold</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>
                    </div>

                    """
            )
            #expect(try await dana.post(Self.path, [("language", "\" onload=x")]).text.contains("dir=\"auto\""))
            let long = String(repeating: "x", count: PetitionAmendment.letterLimit + 1)
            #expect(try await dana.post(Self.path, [("letter", long)]).status == .contentTooLarge)
            #expect(try await visitor.post(Self.path, letter).status == .unauthorized)
            #expect(try await visitor.post(Self.path, letter, dana.headers).status == .unprocessableContent)
            #expect(try await Trail(site: site.test.site).lines(before: nil, limit: 100).count == before)
            let petitions = try await site.test.database.read { try $0.petitions() }
            #expect(petitions.isEmpty)
        }
    }

    @Test func `without a script a button shows it, keeps what was typed and stores nothing`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            let trial = try await dana.post(Libraries.path + "/petitions", Libraries.petition + [("preview", "yes")])
            #expect(trial.status == .ok && trial.text.contains("<strong>open</strong>"))
            #expect(trial.text.contains("value=\"Keep the library open\"") && trial.text.contains("Nothing was saved"))
            #expect(try await site.test.database.read { try $0.petitions() }.isEmpty)
            _ = try await dana.post(Libraries.path + "/petitions", Libraries.petition)
            let draft = Libraries.path + "/petitions/keep-the-library-open"
            let mark = ("mark", try await Libraries.mark(dana, draft))
            let other = Libraries.petition.map { $0.0 == "letter" ? ("letter", "*Another* text.") : $0 }
            let page = try await dana.post(draft, other + [mark, ("preview", "yes")])
            #expect(page.text.contains("<em>Another</em>") && !page.text.contains("Give it to review"))
            #expect(try await dana.post(draft, other + [mark]).status == .seeOther, "and it can be saved from there")
        }
    }

    @Test func `the module is small, names itself by its bytes and asks nobody else`() async throws {
        let site = try await WebSite()
        let source = String(decoding: PreviewModule.bytes, as: UTF8.self)
        #expect(PreviewModule.bytes.count < 4_096 && !source.contains("://") && !source.contains("eval"))
        try await site.visit { visitor in
            let module = try await visitor.get(PreviewModule.path)
            #expect(module.status == .ok && module.text == source)
            #expect(module.headers[.contentType] == "text/javascript; charset=utf-8")
            #expect(module.headers[.cacheControl]?.contains("immutable") == true)
            #expect(try await visitor.get("/assets/preview-0.js").status == .notFound)
        }
    }

    @Test func `petitions like the new one are shown before and after its first text, and only public ones`()
        async throws
    {
        let site = try await WebSite()
        var sheet = Samples.library
        sheet.title = "Keep our library <open>"
        _ = try await site.test.open(sheet)
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            let looked = try await dana.post(Libraries.path + "/petitions", Libraries.petition + [("alike", "yes")])
            #expect(looked.status == .ok && looked.text.contains("Keep our library &lt;open&gt;"))
            #expect(looked.text.contains("<strong>0</strong> signatures"))
            let other = Libraries.petition.map { $0.0 == "title" ? ("title", "Night trains") : $0 }
            let none = try await dana.post(Libraries.path + "/petitions", other + [("alike", "yes")])
            #expect(none.text.contains("No public petition"))
            let held = try await dana.post(Libraries.path + "/petitions", Libraries.petition)
            #expect(held.text.contains("Keep our library &lt;open&gt;") && held.text.contains("name=\"seen\""))
            #expect(try await site.test.database.read { try $0.petitions().count } == 1, "not stored before")
            let saved = try await dana.post(Libraries.path + "/petitions", Libraries.petition + [("seen", "yes")])
            let first = try await dana.get(saved.headers[.location] ?? "")
            #expect(first.text.contains("Keep our library &lt;open&gt;"))
            let again = try await dana.get(Libraries.path + "/petitions/keep-the-library-open")
            #expect(!again.text.contains("Keep our library"))
        }
    }
}

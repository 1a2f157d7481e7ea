import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// The pages of a text's versions, over HTTP.
@Suite struct TextPagesTests {
    private func amend(_ site: WebSite, _ change: (inout PetitionAmendment) -> Void) async throws {
        var changes = PetitionAmendment()
        change(&changes)
        let story = TextAmendment(site: site.test.site)
        _ = try await story.amend(Samples.library.slug, changes, reason: "The <b>day</b> moved.")
    }

    private let german = PetitionSheet.Translation(
        title: "Die Bücherei bleibt offen",
        letter: "Bitte lasst die Bücherei **offen**.",
        to: ["Der Stadtrat"],
        from: "Ihr Name"
    )

    @Test func `a petition's page says since when, and how many signed which version`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        for number in 0..<3 { try await site.test.sign(Samples.person(number), petition) }
        try await site.visit { visitor in
            let before = try await visitor.get("/petitions/save-the-library").text
            #expect(before.contains("Version 1 of the text") && !before.contains("/texts\""))
        }
        try await amend(site) { $0.letter = "Open every day." }
        let gone = try await site.test.sign(Samples.amina, try await site.test.petition(id: petition.id))
        try await site.test.sign(Samples.wei, try await site.test.petition(id: petition.id))
        _ = try await Links(site: site.test.site).withdraw(gone)
        try await site.visit { visitor in
            let page = try await visitor.get("/petitions/save-the-library").text
            #expect(page.contains("Version 2 of the text. Since 20 June 2018 at 12:00 UTC. 3 signed version 1."))
            #expect(page.contains("Open every day."))
            let hash = try await site.test.database.read { try $0.textVersion(2, of: petition.id)?.hash }
            let hex = try Samples.required(hash).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
            #expect(page.contains("/documents/\(hex.joined())"))
            #expect(try await visitor.get("/petitions/save-the-library/documents/\(hex.joined())").status == .ok)
            let document = try await visitor.get("/petitions/save-the-library/document.json").text
            #expect(document.contains("\"version\":1,") || document.contains("\"version\":1}"))
            let texts = try await visitor.get("/petitions/save-the-library/texts").text
            #expect(texts.contains("1 signature stands under it.") && texts.contains("3 signatures stand under it."))
            #expect(texts.contains("2 were counted, and 1 of them was taken away again."))
            #expect(texts.contains("Together these are the 4 signatures"))
            #expect(texts.contains("The &lt;b&gt;day&lt;/b&gt; moved."))
            #expect(try await visitor.get("/petitions/save-the-library/count.json").text.contains("\"count\":4,"))
        }
    }

    @Test func `a version is shown whole, with what changed in words that a screen reader says`() async throws {
        let site = try await WebSite()
        _ = try await site.test.open()
        try await amend(site) { $0.letter = "Please keep the library **open** on <Sundays>." }
        try await amend(site) { $0.title = "Keep all libraries open" }
        try await site.visit { visitor in
            let second = try await visitor.get("/petitions/save-the-library/texts/2").text
            #expect(second.contains("What changed since version 1"))
            #expect(second.contains("<del><span class=\"unseen\">Removed: </span>Saturdays.<"))
            #expect(second.contains("<ins><span class=\"unseen\">Added: </span>&lt;Sundays&gt;.<"))
            #expect(second.contains("This is not the version that is signed now."))
            let third = try await visitor.get("/petitions/save-the-library/texts/3").text
            #expect(!third.contains("Saturdays") && third.contains("<del>") && !third.contains("not the version"))
            let both = try await visitor.get("/petitions/save-the-library/texts/3?from=1").text
            #expect(both.contains("What changed since version 1") && both.contains("Saturdays"))
            let first = try await visitor.get("/petitions/save-the-library/texts/1").text
            #expect(!first.contains("What changed") && first.contains("Saturdays"))
            for path in [
                "texts/0", "texts/4", "texts/02", "texts/x", "texts/2?from=2", "texts/2?from=0", "texts/3?from=x",
            ] {
                #expect(try await visitor.get("/petitions/save-the-library/\(path)").status == .notFound, "\(path)")
            }
        }
    }

    // U-31
    @Test func `a translation is shown in the page's language, marked, with the way to the binding text`() async throws
    {
        let site = try await WebSite()
        var sheet = Samples.library
        sheet.language = "de"
        sheet.translations = ["en": .init(title: "An English title", letter: "English.", to: nil, from: "You")]
        let petition = try await site.test.open(sheet)
        try await site.visit { visitor in
            let page = try await visitor.get("/petitions/save-the-library").text
            #expect(
                page.contains("<h1 lang=\"en\" dir=\"ltr\">An English title</h1>") && page.contains("<p>English.</p>")
            )
            #expect(
                page.contains(
                    "The binding text is the one in <a href=\"/petitions/save-the-library/texts/1#text-de\">"
                )
            )
            let whole = try await visitor.get("/petitions/save-the-library/texts/1").text
            #expect(whole.contains("id=\"text-de\"") && whole.contains("<div class=\"prose\" lang=\"de\" dir=\"ltr\">"))
        }
        let document = try await site.test.database.read { transaction in
            try transaction.document(hash: Samples.required(petition.log).documentHash, of: petition.id)
        }
        let text = String(decoding: try Samples.required(document), as: UTF8.self)
        #expect(text.contains("\"binding\":\"de\"") && text.contains("An English title"))
        // Whatever language was read, the signature binds to the version.
        try await site.test.sign(Samples.amina, petition)
        try await site.test.expectSoundLog(petition, size: 4)
    }

    @Test func `the page of a petition in its binding language offers the translations`() async throws {
        let site = try await WebSite()
        _ = try await site.test.open()
        try await amend(site) { $0.translations["de"] = german }
        try await site.visit { visitor in
            let page = try await visitor.get("/petitions/save-the-library").text
            #expect(page.contains("Translations of this text:") && page.contains("/texts/2#text-de"))
            #expect(!page.contains("The binding text is"))
            let whole = try await visitor.get("/petitions/save-the-library/texts/2").text
            #expect(whole.contains("Die Bücherei bleibt offen") && whole.contains("<bdi lang=\"de\">Deutsch</bdi>"))
        }
    }

    // DESIGN 11.5
    @Test func `who confirms after a change is shown what changed, reads it and confirms again`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        let token = try Samples.required(try await site.test.ask(Samples.amina, petition))
        let early = try await site.test.sign(Samples.wei, petition)
        try await amend(site) { $0.letter = "Open every day." }
        try await site.visit { visitor in
            let pressed = try await visitor.post("/s/\(token.text)", [("text", "1")])
            #expect(pressed.status == .conflict && pressed.text.contains("The text changed"))
            #expect(pressed.text.contains("/petitions/save-the-library/texts/2?from=1"))
            #expect(pressed.text.contains("name=\"text\" value=\"2\""))
            #expect(try await visitor.get("/petitions/save-the-library/texts/2?from=1").status == .ok)
            #expect(try await visitor.post("/s/\(token.text)", [("text", "2")]).status == .seeOther)
            #expect(!(try await visitor.get("/s/\(token.text)").text.contains("has changed since")))
            let signed = try await visitor.get("/s/\(early.text)").text
            #expect(signed.contains("You signed version 1; it is now version 2."))
        }
        #expect(try await site.test.counts(petition).total == 2)
    }

    @Test func `the mailed link shows what changed, and takes the signature back on a press only`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        try await site.test.sign(Samples.wei, petition)
        try await amend(site) { $0.letter = "Open every day." }
        #expect(try await TextNotices(site: site.test.site).queueSome() == 1)
        let link = try Samples.required(try await site.test.links().last)
        try await site.visit { visitor in
            let page = try await visitor.get("/s/\(link.text)")
            #expect(page.text.contains("/petitions/save-the-library/texts/2?from=1"))
            #expect(page.text.contains("You signed version 1; it is now version 2."))
            #expect(try await site.test.counts(petition).total == 1)
            #expect(try await visitor.post("/s/\(link.text)/withdrawal", []).status == .seeOther)
            #expect(try await site.test.counts(petition).total == 0)
        }
    }
}

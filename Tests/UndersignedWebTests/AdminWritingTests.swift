import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// From an idea to an open petition, in the browser.
@Suite struct AdminWritingTests {
    @Test func `a campaign and a petition are written, looked at by a second person, opened and signed`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let eli = try await Organiser(site, visitor, "eli@example.org")
            #expect(
                try await dana.post("/admin/campaigns", Libraries.campaign).headers[.location] == Libraries.path
                    + "?saved=yes"
            )
            let page = try await dana.get(Libraries.path)
            #expect(page.text.contains("Mayor Oduya | mayor | Town of Example | mayor"))
            // It is public with its first open petition.
            #expect(try await visitor.get("/campaigns/libraries-for-everybody").status == .notFound)

            let saved = try await dana.post(Libraries.path + "/petitions", Libraries.petition)
            let draft = Libraries.path + "/petitions/keep-the-library-open"
            #expect(saved.headers[.location] == draft + "?saved=yes")
            // Nobody outside sees it.
            #expect(try await visitor.get("/petitions/keep-the-library-open").status == .notFound)
            #expect(try await visitor.get("/campaigns/libraries-for-everybody").status == .notFound)

            let mark = try await Libraries.mark(dana, draft)
            #expect(try await dana.post(draft + "/open", [("mark", mark)]).status == .unprocessableContent)
            #expect(
                try await dana.post(draft + "/offer", [("mark", try await Libraries.mark(dana, draft))]).status
                    == .seeOther
            )
            let alone = try await dana.post(draft + "/open", [("mark", mark)])
            #expect(alone.status == .unprocessableContent && alone.text.contains("somebody else opens it"))
            #expect(try await eli.post(draft + "/open", [("mark", mark)]).status == .seeOther)
            let opened = try await visitor.get("/petitions/keep-the-library-open")
            #expect(opened.status == .ok && opened.text.contains("<strong>open</strong>"))
            #expect(try await visitor.get("/campaigns/libraries-for-everybody").text.contains("Mayor Oduya"))
            #expect(try await dana.post(draft, Libraries.petition + [("mark", mark)]).status == .unprocessableContent)
            let acts = try await Trail(site: site.test.site).lines(before: nil, limit: 4).map(\.event.act)
            #expect(acts == [.petitionOpened, .petitionOffered, .petitionSaved, .campaignSaved])
        }
    }

    @Test func `a letter of its full length is taken in any script`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            let long = String(repeating: "письмо ", count: 5_000)
            let letter = Libraries.petition.map { $0.0 == "letter" ? ("letter", long) : $0 }
            #expect(try await dana.post(Libraries.path + "/petitions", letter).status == .seeOther)
        }
    }

    @Test func `two people who write at once lose nothing`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let eli = try await Organiser(site, visitor, "eli@example.org")
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            _ = try await dana.post(Libraries.path + "/petitions", Libraries.petition)
            let draft = Libraries.path + "/petitions/keep-the-library-open"
            let mark = ("mark", try await Libraries.mark(dana, draft))
            func letter(_ text: String) -> [(String, String)] {
                Libraries.petition.map { $0.0 == "letter" ? ("letter", text) : $0 }
            }
            #expect(try await dana.post(draft, letter("From Dana.") + [mark]).status == .seeOther)
            let clash = try await eli.post(draft, letter("From Eli.") + [mark])
            #expect(clash.status == .unprocessableContent)
            #expect(clash.text.contains("From Dana.") && clash.text.contains("From Eli."))
            let stored = try await site.test.database.read { transaction in
                try transaction.petition(Samples.required(Slug("keep-the-library-open")))?.sheet.letter
            }
            #expect(stored == "From Dana.")
            let page = try await dana.get(draft).text
            #expect(page.contains("From Eli.") && page.contains("From Dana."))
            // The campaign's form knows of it too.
            let old = ("mark", try await Libraries.mark(dana, Libraries.path))
            let again = Libraries.campaign.map { $0.0 == "summary" ? ("summary", "Another sentence.") : $0 }
            #expect(try await dana.post(Libraries.path, again + [old]).status == .seeOther)
            let late = try await eli.post(Libraries.path, Libraries.campaign + [old])
            #expect(late.status == .unprocessableContent && late.text.contains("Another sentence."))
        }
    }

    @Test func `S-02, S-06: what does not fit is said at its field, and nothing is stored`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let hostile = [
                ("title", ""), ("summary", "a\u{202E}b"), ("language", "no tag!"), ("sponsor", "x"),
                ("sponsor-address", "javascript:alert(1)"), ("targets", "| mayor"),
                ("partners", "x | //evil.example.org"),
                ("sources", "x | y | 2018-13-40"), ("description", String(repeating: "x", count: 20_001)),
            ]
            let page = try await dana.post("/admin/campaigns", hostile)
            #expect(page.status == .unprocessableContent)
            let wrong = PageMarkup(page.text).elements.filter { element in
                element.attributes.contains { $0.name == "aria-invalid" }
            }
            let names = wrong.compactMap { $0.attributes.first { $0.name == "name" }?.value }
            #expect(
                Set(names) == [
                    "title", "summary", "language", "sponsor-address", "targets", "partners", "sources",
                    "description",
                ]
            )
            #expect(try await Desk(site: site.test.site).campaigns().isEmpty)
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            let taken = try await dana.post("/admin/campaigns", Libraries.campaign)
            #expect(taken.status == .unprocessableContent && taken.text.contains("short name is taken"))
            let bare = try await dana.post(Libraries.path + "/petitions", [("letter", "<script>alert(1)</script>")])
            #expect(bare.status == .unprocessableContent && !bare.text.contains("<script>alert"))
        }
    }

    @Test func `what can be left as it is stands folded, but where it is wrong or not as usual`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            func open(_ text: String) -> [Bool] {
                PageMarkup(text).elements.filter { $0.name == "details" }
                    .map { $0.attributes.contains { $0.name == "open" } }.prefix(7).map(\.self)
            }
            let new = try await dana.get(Libraries.path + "/petitions/new").text
            #expect(open(new) == Array(repeating: false, count: 7))
            let usual = DisplayForm()
            let display = [("display", usual.way), ("comments", usual.comments)]
            let wrong = Libraries.petition.filter { $0.0 != "milestones" } + display + [("place", "\u{202E}")]
            let page = try await dana.post(Libraries.path + "/petitions", wrong)
            #expect(page.status == .unprocessableContent)
            #expect(open(page.text) == [false, false, true, false, false, false, false])
            _ = try await dana.post(Libraries.path + "/petitions", Libraries.petition + display)
            let saved = try await dana.get(Libraries.path + "/petitions/keep-the-library-open").text
            #expect(saved.contains("We come again"))
            let groups = PageMarkup(saved).elements.filter { element in
                element.name == "details" && element.attributes.contains { $0.name == "open" }
            }
            #expect(groups.count == 1, "milestones alone")
        }
    }

    @Test func `an answer is recorded in the browser, and stands on the hub and in the log`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            let answer = Libraries.path + "/targets/mayor"
            let none = ("mark", "1 no-answer")
            let said = [("state", "declined"), ("date", "2018-06-20"), ("text", "There is *no* money."), none]
            let early = try await dana.post(answer, said)
            #expect(early.status == .unprocessableContent && early.text.contains("nothing to answer"))
            _ = try await dana.post(Libraries.path + "/petitions", Libraries.petition)
            let draft = Libraries.path + "/petitions/keep-the-library-open"
            _ = try await dana.post(draft + "/offer", [("mark", try await Libraries.mark(dana, draft))])
            _ = try await dana.post(draft + "/open", [("mark", try await Libraries.mark(dana, draft))])
            let wrong = try await dana.post(
                answer,
                [("state", "declined"), ("date", "2019-01-01"), ("source", "9"), none]
            )
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("has not come yet"))
            #expect(try await dana.post(answer, said).headers[.location] == answer + "?saved=yes")
            #expect(try await dana.get(answer).text.contains("There is *no* money."))
            // Who has not seen that answer does not overrule it.
            let late = [("state", "met"), ("date", "2018-06-20"), ("text", "Yes."), none]
            #expect(try await dana.post(answer, late).status == .unprocessableContent)
            #expect(try await visitor.get("/campaigns/libraries-for-everybody").text.contains("<em>no</em> money"))
            #expect(try await visitor.get("/petitions/keep-the-library-open/history").text.contains("Mayor Oduya"))
            #expect(
                try await Trail(site: site.test.site).lines(before: nil, limit: 1).map(\.event.act) == [.answerRecorded]
            )
        }
    }

    @Test func `a lone organiser opens alone, until a day, and closes`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            _ = try await dana.post(Libraries.path + "/petitions", Libraries.petition)
            let draft = Libraries.path + "/petitions/keep-the-library-open"
            _ = try await dana.post(draft + "/offer", [("mark", try await Libraries.mark(dana, draft))])
            let mark = ("mark", try await Libraries.mark(dana, draft))
            for day in ["soon", "2018-06-19"] {
                #expect(try await dana.post(draft + "/open", [mark, ("closes", day)]).status == .unprocessableContent)
            }
            #expect(try await dana.post(draft + "/open", [mark, ("closes", "2018-06-20")]).status == .seeOther)
            #expect(try await dana.post(draft + "/close", []).status == .seeOther)
            let state = try await site.test.database.read { transaction in
                try transaction.petition(Samples.required(Slug("keep-the-library-open")))?.state
            }
            #expect(state == .closed)
        }
    }
}

import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// What somebody has looked at is what opens, once.
@Suite struct AdminReviewTests {
    @Test func `the text that somebody looked at is the text that opens`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let eli = try await Organiser(site, visitor, "eli@example.org")
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            _ = try await dana.post(Libraries.path + "/petitions", Libraries.petition)
            let draft = Libraries.path + "/petitions/keep-the-library-open"
            let seen = try await Libraries.mark(eli, draft)
            _ = try await dana.post(draft + "/offer", [("mark", try await Libraries.mark(dana, draft))])
            let other =
                Libraries.petition.map { $0.0 == "letter" ? ("letter", "Another text.") : $0 } + [("mark", seen)]
            #expect(try await dana.post(draft, other).status == .seeOther)
            // Saving took it back; offered again it is another text than eli saw.
            #expect(try await eli.post(draft + "/open", [("mark", seen)]).status == .unprocessableContent)
            _ = try await dana.post(draft + "/offer", [("mark", try await Libraries.mark(dana, draft))])
            #expect(try await eli.post(draft + "/open", [("mark", seen)]).status == .unprocessableContent)
            let current = try await Libraries.mark(eli, draft)
            #expect(try await eli.post(draft + "/open", [("mark", current)]).status == .seeOther)
        }
    }

    @Test func `a button that was loaded before another text stood there gives nothing to review`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let eli = try await Organiser(site, visitor, "eli@example.org")
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            _ = try await dana.post(Libraries.path + "/petitions", Libraries.petition)
            let draft = Libraries.path + "/petitions/keep-the-library-open"
            let seen = ("mark", try await Libraries.mark(eli, draft))
            let other = Libraries.petition.map { $0.0 == "letter" ? ("letter", "Another text.") : $0 } + [seen]
            _ = try await dana.post(draft, other)
            #expect(try await eli.post(draft + "/offer", [seen]).status == .unprocessableContent)
            // Whoever offers it: who wrote the text does not open it.
            let current = ("mark", try await Libraries.mark(eli, draft))
            #expect(try await eli.post(draft + "/offer", [current]).status == .seeOther)
            #expect(try await dana.post(draft + "/open", [current]).status == .unprocessableContent)
            // The campaign changes underneath: what opens is what was looked at.
            let mark = ("mark", try await Libraries.mark(dana, Libraries.path))
            let renamed = Libraries.campaign.map {
                $0.0 == "targets" ? ("targets", "Mayor Adeyemi | mayor | Town | mayor") : $0
            }
            #expect(try await dana.post(Libraries.path, renamed + [mark]).status == .seeOther)
            #expect(try await eli.post(draft + "/open", [current]).status == .unprocessableContent)
            let fresh = ("mark", try await Libraries.mark(eli, draft))
            #expect(try await eli.post(draft + "/offer", [fresh]).status == .seeOther)
            #expect(try await eli.post(draft + "/open", [fresh]).status == .seeOther)
            #expect(try await visitor.get("/petitions/keep-the-library-open").text.contains("Mayor Adeyemi"))
            // From here on the names stay.
            let late = ("mark", try await Libraries.mark(dana, Libraries.path))
            let fixed = try await dana.post(Libraries.path, Libraries.campaign + [late])
            #expect(fixed.status == .unprocessableContent && fixed.text.contains("stands in an open petition"))
        }
    }

    @Test func `two people who open at once open it once`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let eli = try await Organiser(site, visitor, "eli@example.org")
            let fay = try await Organiser(site, visitor, "fay@example.org")
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            _ = try await dana.post(Libraries.path + "/petitions", Libraries.petition)
            let draft = Libraries.path + "/petitions/keep-the-library-open"
            let mark = [("mark", try await Libraries.mark(dana, draft))]
            _ = try await dana.post(draft + "/offer", mark)
            async let first = eli.post(draft + "/open", mark)
            async let second = fay.post(draft + "/open", mark)
            let statuses = try await [first.status, second.status]
            #expect(statuses.contains(.seeOther), "\(statuses)")
            #expect(statuses.allSatisfy { $0 == .seeOther || $0 == .unprocessableContent }, "\(statuses)")
            #expect(try await visitor.get("/petitions/keep-the-library-open/log/checkpoint").status == .ok)
        }
    }

    @Test func `a text that came too late makes nobody an author, an edit of the campaign does`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let eli = try await Organiser(site, visitor, "eli@example.org")
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            _ = try await dana.post(Libraries.path + "/petitions", Libraries.petition)
            let draft = Libraries.path + "/petitions/keep-the-library-open"
            let late = Libraries.petition.map { $0.0 == "letter" ? ("letter", "From Eli.") : $0 } + [("mark", "old")]
            #expect(try await eli.post(draft, late).status == .unprocessableContent)
            let mark = [("mark", try await Libraries.mark(dana, draft))]
            _ = try await eli.post(draft + "/offer", mark)
            #expect(try await dana.post(draft + "/open", mark).status == .unprocessableContent)
            // Who edits the campaign has a part in the text: where all had one, the other one opens it.
            let campaign = Libraries.campaign.map {
                $0.0 == "targets" ? ("targets", "Mayor Ito | mayor | Town | mayor") : $0
            }
            let seen = ("mark", try await Libraries.mark(eli, Libraries.path))
            #expect(try await eli.post(Libraries.path, campaign + [seen]).status == .seeOther)
            let fresh = [("mark", try await Libraries.mark(dana, draft))]
            _ = try await eli.post(draft + "/offer", fresh)
            #expect(try await eli.post(draft + "/open", fresh).status == .unprocessableContent)
            #expect(try await dana.post(draft + "/open", fresh).status == .seeOther)
        }
    }
}

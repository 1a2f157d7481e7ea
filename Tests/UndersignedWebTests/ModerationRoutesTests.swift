import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// Moderators in a browser: the queue, decisions in bulk, their reasons, and the way back.
@Suite struct ModerationRoutesTests {
    static let queue = "/admin/campaigns/own/petitions/with-comments/moderation"

    /// A site with an open petition of the campaign `own` that asks for comments.
    private func site(_ way: PetitionSheet.Display.Way = .atOnce) async throws -> (WebSite, Petition) {
        let site = try await WebSite()
        let (own, _) = try await site.twoCampaigns()
        let sheet = Samples.commented(way)
        let id = try await site.test.database.write { try $0.insertDraft(sheet, campaignID: own.id) }
        _ = try await Opening(site: site.test.site).open(sheet.slug, opensAt: nil, closesAt: nil)
        return (site, try await site.test.petition(id: Samples.required(id)))
    }

    private func moderator(_ site: WebSite, _ visitor: Visitor, _ name: String = "mo") async throws -> Organiser {
        try await Organiser(site, visitor, "\(name)@example.org", Membership(campaignID: 1, role: .moderator))
    }

    /// Names of the boxes of a page, each with the decision that it shows.
    private func boxes(_ page: TestResponse) -> [(String, String)] {
        PageMarkup(page.text).elements.compactMap { element in
            let attributes = Dictionary(element.attributes.map { ($0.name, $0.value) }) { first, _ in first }
            guard let name = attributes["name"], name.hasPrefix("case-") else { return nil }
            return (name, attributes["value"] ?? "")
        }
    }

    @Test func `a moderator decides in bulk and is asked why; everybody sees what is shown`() async throws {
        let (site, petition) = try await site()
        for number in 0..<3 {
            try await site.test.sign(
                Samples.voice(number, "See example\(number).org", name: "Person \(number)"),
                petition
            )
        }
        try await site.visit { visitor in
            let mo = try await moderator(site, visitor)
            let desk = try await mo.get("/admin")
            #expect(desk.text.contains("href=\"\(Self.queue)\"") && desk.text.contains("3 wait"))
            let page = try await mo.get(Self.queue)
            #expect(page.text.contains("looks like a link") && page.text.contains("See example0.org"))
            #expect(!page.text.contains("voice0@"), "no address is shown to a moderator")
            let boxes = boxes(page)
            #expect(boxes.count == 3)
            let without = try await mo.post(Self.queue, Array(boxes.prefix(2)) + [("act", "hide-comment")])
            #expect(without.status == .unprocessableContent && without.text.contains("Choose why"))
            #expect(without.text.count(of: " checked") == 2, "what was ticked is kept")
            let none = try await mo.post(Self.queue, [("act", "show")])
            #expect(none.status == .unprocessableContent && none.text.contains("Tick at least one"))
            let hidden = try await mo.post(
                Self.queue,
                Array(boxes.prefix(2)) + [("act", "hide-comment"), ("reason", "contact")]
            )
            #expect(hidden.status == .seeOther)
            let shown = try await mo.post(Self.queue, Array(boxes.suffix(1)) + [("act", "show")])
            #expect(shown.status == .seeOther)
            let after = try await mo.get(Self.queue)
            #expect(after.text.contains("You decided about 1 name. Shown.") && after.text.contains("0 wait"))
            let names = try await visitor.get("/petitions/with-comments/names")
            // Cases stand in no order that says who signed first.
            #expect((0..<3).count { names.text.contains("See example\($0).org") } == 1)
            #expect((0..<3).allSatisfy { names.text.contains("Person \($0)") })
        }
        #expect(try await site.test.counts(petition).total == 3)
    }

    @Test func `one's last decision is taken back at once, and every other one where all stand`() async throws {
        let (site, petition) = try await site()
        for number in 0..<3 {
            try await site.test.sign(Samples.voice(number, "See example\(number).org"), petition)
        }
        try await site.visit { visitor in
            let mo = try await moderator(site, visitor)
            let boxes = boxes(try await mo.get(Self.queue))
            _ = try await mo.post(
                Self.queue,
                Array(boxes.prefix(2)) + [("act", "hide-comment"), ("reason", "contact")]
            )
            _ = try await mo.post(Self.queue, Array(boxes.suffix(1)) + [("act", "show")])
            _ = try await mo.post(Self.queue + "/reversal", [("batch", "2")])
            #expect(try await waitingCount(mo) == 1)
            let decided = try await mo.get(Self.queue + "/decisions")
            #expect(decided.text.contains("Comment hidden: It holds a link") && decided.text.contains("Dana"))
            let one = String(try Samples.required(boxes.first).0.dropFirst(5))
            _ = try await mo.post(Self.queue + "/reversal", [("batch", "1"), ("case", one)])
            #expect(try await waitingCount(mo) == 2)
            let gone = try await mo.post(Self.queue + "/reversal", [("batch", "1"), ("case", one)])
            #expect(gone.headers[.location]?.hasSuffix("?skipped=1") == true)
        }
    }

    private func waitingCount(_ person: Organiser) async throws -> Int { boxes(try await person.get(Self.queue)).count }

    @Test func `a petition of another campaign has no queue here, and an odd form changes nothing`() async throws {
        let (site, petition) = try await site(.approved)
        try await site.test.sign(Samples.voice(1, "Because."), petition)
        try await site.visit { visitor in
            let mo = try await moderator(site, visitor)
            let others = "/admin/campaigns/own/petitions/other-library/moderation"
            #expect(try await mo.get(others).status == .notFound)
            #expect(try await mo.post(others, [("act", "show"), ("case-1", "0")]).status == .notFound)
            #expect(try await mo.post(Self.queue, [("act", "explode"), ("case-1", "0")]).status == .badRequest)
            for fields in [[("batch", "x")], [("batch", "1"), ("case", "1")]] {
                #expect(try await mo.post(Self.queue + "/reversal", fields).status == .badRequest)
            }
            for after in ["x", "1", "1-2-3", "--"] {
                #expect(try await mo.get(Self.queue + "?after=\(after)").status == .notFound)
            }
            let handle = try Samples.required(boxes(try await mo.get(Self.queue)).first).0.dropFirst(5)
            let odd = [
                ("case-", "0"), ("case-x", "0"), ("case-\(handle)", "x"), ("case-\(Samples.place(99).text)", "0"),
                ("case-1", "0"), ("act", "show"),
            ]
            let answer = try await mo.post(Self.queue, odd)
            #expect(answer.headers[.location]?.hasSuffix("?skipped=1") == true)
            #expect(try await waitingCount(mo) == 1)
            let all = try await mo.post(Self.queue, [("all", "yes"), ("listed-\(handle)", "0"), ("act", "show")])
            #expect(all.status == .seeOther)
            #expect(try await waitingCount(mo) == 0)
        }
    }

    @Test func `what is shown from now on is set while the petition is open`() async throws {
        let (site, petition) = try await site()
        try await site.visit { visitor in
            let mo = try await moderator(site, visitor)
            let wrong = try await mo.post(Self.queue + "/rules", [("display", "never"), ("words", "idiot")])
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("idiot"))
            var mark = Moderation.mark(of: petition.sheet.display)
            for comments in ["private", "shown"] {
                let form = [("display", "approved"), ("words", "idiot"), ("comments", comments)]
                // Nothing, and what somebody else has set meanwhile, is not overwritten unseen.
                for unseen in [[], form, form + [("seen", "another")]] {
                    let refused = try await mo.post(Self.queue + "/rules", unseen)
                    #expect(refused.status == .conflict && refused.text.contains("What the other person saved"))
                    #expect(refused.text.contains("name=\"seen\" value=\"\(mark)\""))
                }
                let set = try await mo.post(Self.queue + "/rules", form + [("seen", mark)])
                #expect(set.status == .seeOther)
                mark = Moderation.mark(of: try await site.test.petition(id: petition.id).sheet.display)
            }
            let form = try await visitor.get("/petitions/with-comments")
            #expect(form.text.contains("It is shown after somebody has looked at it"))
        }
        let current = try await site.test.petition(id: petition.id)
        #expect(current.sheet.display == PetitionSheet.Display(way: .approved, words: ["idiot"]))
        #expect(!current.sheet.showsComments, "an empty choice shows none, and it can't be turned on again")
    }

    @Test(arguments: PageTests.hostile)
    func `a hostile comment is text on every page that shows it`(payload: String) async throws {
        let (site, petition) = try await site()
        let form = Samples.voice(1, payload)
        guard let token = try await site.test.ask(form, petition) else { return }
        _ = try await Links(site: site.test.site).confirm(token, textVersion: 1)
        try await site.visit { visitor in
            let mo = try await moderator(site, visitor)
            let names = try await visitor.get("/petitions/with-comments/names")
            var pages = [names, try await mo.get(Self.queue), try await visitor.get("/s/\(token.text)")]
            let report = PageMarkup(names.text).values(of: "href").first { $0.hasSuffix("/reports") }
            pages.append(try await visitor.get(Samples.required(report)))
            for page in pages {
                #expect(page.status == .ok)
                let markup = PageMarkup(page.text)
                let elements = markup.elements.filter { ["img", "b"].contains($0.name) }
                #expect(elements.isEmpty)
                #expect(!markup.elements.contains { $0.attributes.contains { $0.name.hasPrefix("on") } })
                #expect(markup.elements.count { $0.name == "script" } <= 1)
            }
        }
    }

    @Test func `the keys are a module of this site under the strict policy`() async throws {
        let (site, petition) = try await site(.approved)
        try await site.test.sign(Samples.voice(1, "Because."), petition)
        #expect(ModerationModule.bytes.count < 4_096)
        try await site.visit { visitor in
            let mo = try await moderator(site, visitor)
            let page = try await mo.get(Self.queue)
            #expect(page.headers[.contentSecurityPolicy]?.contains("script-src 'self'") == true)
            let module = try await visitor.get(ModerationModule.path)
            #expect(module.status == .ok && module.headers[.contentType]?.hasPrefix("text/javascript") == true)
            #expect(try await visitor.get(ModerationModule.folder + "/verify.js").status == .notFound)
            #expect(try await visitor.get(VerifyModules.path).status == .ok)
        }
    }
}

extension String {
    fileprivate func count(of part: String) -> Int { ranges(of: part).count }
}

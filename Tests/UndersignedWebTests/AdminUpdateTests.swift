import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// Updates written and sent in the browser.
@Suite struct AdminUpdateTests {
    private let updates = Libraries.path + "/petitions/keep-the-library-open/updates"
    private let text = [("title", "The council met"), ("body", "It **listened**.\n\n* first\n* second")]

    @Test func `an update is written, read as page and mail, tried out, published, sent, stopped and let go on`()
        async throws
    {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let petition = try await site.openLibrary(dana)
            for number in 0..<3 {
                try await site.test.sign(UpdateSite.person(number, wantsUpdates: number > 0), petition)
            }
            try await site.test.database.write { _ = try $0.rows("DELETE FROM outbox") }
            let saved = try await dana.post(self.updates, self.text)
            #expect(saved.headers[.location] == self.updates + "/1?saved=yes")
            let update = self.updates + "/1"
            let page = try await dana.get(update).text
            #expect(page.contains("<strong>listened</strong>") && page.contains("2 people have asked"))
            #expect(page.contains("• first\n• second"), "the mail's own text")
            #expect(page.contains("Publish and send to 2 people"))
            #expect(try await dana.post(update + "/test", []).headers[.location] == update + "?tested=yes")
            #expect(try await site.test.mails().map(\.payload.address) == ["dana@example.org"])
            let mark = [("mark", try await Libraries.mark(dana, update))]
            #expect(try await dana.post(update + "/mailing", mark).status == .seeOther)
            #expect(try await visitor.get("/petitions/keep-the-library-open/updates/1").status == .ok)
            while try await UpdateMails(site: site.test.site).queueSome() {}
            #expect(try await site.test.mails().count(where: { $0.kind == .update }) == 2)
            #expect(try await dana.post(update + "/pause", []).status == .seeOther)
            #expect(try await dana.get(update).text.contains("Go on sending"))
            #expect(try await dana.post(update + "/resumption", []).text.contains("Somebody else changed the text"))
            #expect(try await dana.post(update + "/resumption", mark).status == .seeOther)
            #expect(try await dana.get(update).text.contains("Stop sending"))
            #expect(try await dana.post(update + "/mailing", mark).text.contains("It was sent before"))
            let acts = try await Trail(site: site.test.site).lines(before: nil, limit: 6).map(\.event)
            #expect(
                acts.map(\.act) == [
                    .updateResumed, .updatePaused, .updateMailed, .updatePublished, .updateTested, .updateSaved,
                ]
            )
            #expect(acts.allSatisfy { $0.object == "keep-the-library-open/updates/1" && $0.detail.isEmpty })
        }
    }

    // P-25
    @Test func `the mail of a sensitive petition's update is shown as it is sent: without title and words`()
        async throws
    {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let petition = try await site.openLibrary(dana)
            for isSensitive in [false, true] {
                if isSensitive {
                    var sensitive = petition
                    sensitive.sheet.discretion = PetitionSheet.Discretion(isSensitive: true)
                    try await site.test.database.write { [sensitive] in
                        try $0.setDisplay(sensitive.sheet.display, of: sensitive)
                    }
                }
                let saved = try await dana.post(self.updates, self.text)
                let page = try await dana.get(try Samples.required(saved.headers[.location])).text
                let shown = try Samples.required(page.split(separator: "</pre>").first?.split(separator: "<pre").last)
                #expect(shown.contains("The council met") != isSensitive && shown.contains("listened") != isSensitive)
                #expect(shown.contains("There is something new on a website") == isSensitive)
                #expect(page.contains("Also the subject of the email") != isSensitive)
                #expect(page.contains("The email says only that there is news") == isSensitive)
            }
        }
    }

    @Test func `who saves a correction sees it at once on the public page`() async throws {
        let site = try await WebSite(freshness: .seconds(3_600))
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            _ = try await site.openLibrary(dana)
            _ = try await dana.post(self.updates, self.text)
            let update = self.updates + "/1"
            let mark = [("mark", try await Libraries.mark(dana, update))]
            #expect(try await dana.post(update + "/publication", mark).status == .seeOther)
            let path = "/petitions/keep-the-library-open/updates/1"
            #expect(try await visitor.get(path).text.contains("<strong>listened</strong>"))
            let fields = [("title", "The council met"), ("body", "It left.")]
            let current = [("mark", try await Libraries.mark(dana, update))]
            #expect(try await dana.post(update, fields + current).status == .seeOther)
            #expect(try await visitor.get(path).text.contains("It left."))
        }
    }

    @Test func `sending asks for passphrase and code again after five minutes, publishing does not`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let petition = try await site.openLibrary(dana)
            try await site.test.sign(UpdateSite.person(1), petition)
            _ = try await dana.post(self.updates, self.text)
            site.test.advance(.minutes(6))
            let asked = try await dana.post(self.updates + "/1/mailing", [("mark", "1")])
            #expect(asked.status == .forbidden && asked.text.contains("Passphrase and code once more"))
            #expect(try await site.test.database.read { try $0.updateMailings(of: petition.id) }.isEmpty)
            #expect(try await dana.post(self.updates + "/1/publication", [("mark", "1")]).status == .seeOther)
        }
    }

    @Test func `a correction under way is told beside the mails, which carry the text that was sent`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let petition = try await site.openLibrary(dana)
            try await site.test.sign(UpdateSite.person(1), petition)
            _ = try await dana.post(self.updates, self.text)
            let update = self.updates + "/1"
            _ = try await dana.post(update + "/mailing", [("mark", "1")])
            site.test.advance(.minutes(6))
            let corrected = [("title", "Something else"), ("body", "Altogether."), ("mark", "1")]
            #expect(try await dana.post(update, corrected).status == .seeOther)
            let page = try await dana.get(update).text
            #expect(page.contains("These mails carry the one before"))
            #expect(
                try await site.test.database.read { try $0.mailedText(of: 1, in: petition.id) }?.title == self.text[0].1
            )
            #expect(try await dana.post(update + "/pause", []).status == .seeOther)
            #expect(PageMarkup(try await dana.get(update).text).input("mark") == "2")
            #expect(try await dana.post(update + "/resumption", [("mark", "2")]).status == .forbidden)
        }
    }

    @Test func `two people who write at once lose nothing, and what is wrong is said at its field`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let eli = try await Organiser(site, visitor, "eli@example.org")
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            _ = try await dana.post(Libraries.path + "/petitions", Libraries.petition)
            _ = try await dana.post(self.updates, self.text)
            let update = self.updates + "/1"
            let mark = ("mark", "1")
            #expect(
                try await dana.post(update, [("title", "Dana's"), ("body", "From Dana."), mark]).status == .seeOther
            )
            let clash = try await eli.post(update, [("title", "Eli's"), ("body", "From Eli."), mark])
            #expect(clash.status == .unprocessableContent)
            #expect(clash.text.contains("From Dana.") && clash.text.contains("From Eli."))
            #expect(!clash.text.contains("/publication"), "what is not saved is not offered to be sent")
            let again = [
                ("title", "Eli's"), ("body", "From Eli."), ("mark", PageMarkup(clash.text).input("mark") ?? ""),
            ]
            #expect(try await eli.post(update, again).status == .seeOther)
            let wrong = try await dana.post(self.updates, [("title", ""), ("body", "a\u{202E}b")])
            #expect(wrong.status == .unprocessableContent)
            let fields = PageMarkup(wrong.text).elements.filter { element in
                element.attributes.contains { $0.name == "aria-invalid" }
            }
            #expect(fields.count == 2)
            // Its petition is not open yet.
            let closed = try await dana.post(update + "/publication", [("mark", "2")])
            #expect(closed.status == .unprocessableContent && closed.text.contains("not open yet"))
        }
    }
}

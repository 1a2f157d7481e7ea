import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// P-25, P-26: what pages of a sensitive petition say, and leave out.
@Suite struct DiscretionRoutesTests {
    private static let path = "/petitions/save-the-library"

    private static func sheet(showsNames: Bool = false) -> PetitionSheet {
        var sheet = Samples.library
        sheet.discretion = PetitionSheet.Discretion(
            isSensitive: true,
            showsNames: showsNames,
            workDomains: ["corp.example"],
            exit: "https://weather.example.org/"
        )
        return sheet
    }

    /// Nobody learns from a page that there is such a draft.
    private static var draft: PetitionSheet {
        var draft = Samples.petition("a-draft")
        draft.discretion = sheet().discretion
        return draft
    }

    private static func fields(_ site: WebSite, _ petition: Petition, _ email: String) -> [(String, String)] {
        let token = site.web.formTokens.issue(petitionID: petition.id, now: site.test.now)
        return [("t", token), ("name", "Amina Diallo"), ("email", email), ("shown", "yes")]
    }

    @Test func `a sensitive petition is not listed, not shared, shows nobody, and has a way out`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open(Self.sheet())
        let token = try await site.test.sign(Samples.amina, petition)
        #expect(try await site.test.rowCount(.publicName) == 0, "the box was not there")
        try await site.visit { visitor in
            for path in [Self.path, Self.path + "/sent", Self.path + "/history", "/s/\(token.text)"] {
                let page = try await visitor.get(path).text
                let markup = PageMarkup(page)
                #expect(markup.values(of: "href").contains("https://weather.example.org/"), "\(path)")
                #expect(page.contains("It does not erase what your browser remembers."))
                #expect(page.contains("<meta name=\"robots\" content=\"noindex\">") && !page.contains("og:title"))
                #expect(!page.contains("wa.me") && !page.contains("share-address") && !page.contains("canonical"))
                let head = page.prefix(upTo: page.range(of: "</head>")?.lowerBound ?? page.startIndex)
                #expect(!head.contains("library"), "no preview names it")
                #expect(!page.contains("name=\"shown\""))
            }
        }
    }

    // P-26
    @Test func `a page that says why something failed has the way out of the petition whose address it was`()
        async throws
    {
        let site = try await WebSite()
        let (petition, other) = (
            try await site.test.open(Self.sheet()), try await site.test.open(Samples.petition("other"))
        )
        let campaignID = try await SampleCoalition(site.test).campaignID
        _ = try await site.test.database.write { try $0.insertDraft(Self.draft, campaignID: campaignID) }
        let stranger = try Samples.required(LinkToken(petitionID: petition.id, secret: Samples.randomBytes(32)))
        let stop = Base64URL.encode(petition.id.bigEndianBytes + Samples.randomBytes(24))
        try await site.visit { visitor in
            let own = [
                (Self.path + "/nothing", 404), (Self.path + "/texts/99", 404), (Self.path + "/signatures", 405),
                (Self.path + ".json", 404), ("/embed/save-the-library", 404), ("/s/\(stranger.text)", 404),
                ("/s/\(stranger.text)/receipt", 404), ("/s/\(stranger.text)/data", 404),
                ("/u/\(stop)", 404),
            ]
            // The pages without a way out come after those with one: none is taken for the other.
            for (path, status) in own {
                let page = try await visitor.get(path)
                #expect(page.status.code == status, "\(path)")
                #expect(PageMarkup(page.text).values(of: "href").contains("https://weather.example.org/"), "\(path)")
                #expect(page.text.contains("It does not erase what your browser remembers."), "\(path)")
            }
            for path in ["/nothing", "/petitions/\(other.slug)/nothing", "/petitions/a-draft/nothing", "/s/x", "/u"] {
                let page = try await visitor.get(path)
                #expect(page.status == .notFound && !page.text.contains("class=\"exit\""), "\(path)")
            }
            let refused = try await visitor.post(Self.path + "/signatures", [("t", "x")])
            #expect(refused.status.code >= 400 && refused.text.contains("class=\"exit\""), "\(refused.status)")
        }
    }

    // P-26, R-32
    @Test func `and so has one that says that the site is busy`() async throws {
        let site = try await WebSite()
        for sheet in [Self.sheet(), Samples.petition("other")] { _ = try await site.test.open(sheet) }
        while site.web.pressure.level < .overloaded { site.web.pressure.note(Pressure.Figure(delay: .seconds(1))) }
        try await site.visit { visitor in
            for (path, hasExit) in [(Self.path, true), ("/petitions/other", false)] {
                let page = try await visitor.get(path + "/history")
                #expect(page.status == .serviceUnavailable, "\(path)")
                #expect(page.text.contains("class=\"exit\"") == hasExit, "\(path)")
            }
        }
    }

    @Test func `a petition like any other is as before`() async throws {
        let site = try await WebSite()
        _ = try await site.test.open()
        try await site.visit { visitor in
            let page = try await visitor.get(Self.path).text
            #expect(page.contains("og:title") && page.contains("share-address") && page.contains("name=\"shown\""))
            #expect(!page.contains("noindex") && !page.contains("class=\"exit\""))
        }
    }

    @Test func `an address that those addressed can read is asked about before anything is stored`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open(Self.sheet())
        try await site.visit { visitor in
            let asked = try await visitor.post(
                Self.path + "/signatures",
                Self.fields(site, petition, "amina@eu.corp.example")
            )
            #expect(asked.status == .ok && asked.text.contains("Is this a mailbox at work?"))
            #expect(asked.text.contains("corp.example") && asked.headers[.cacheControl] == "no-store")
            #expect(try await site.test.mails().isEmpty)
            #expect(try await site.test.rowCount(.signature) == 0)
            let wrong = try await visitor.post(
                Self.path + "/signatures",
                Self.fields(site, petition, "amina@eu.corp.example").map { $0.0 == "name" ? ("name", "") : $0 }
            )
            #expect(wrong.status == .unprocessableContent, "what is wrong is told first")
            let sent = try await visitor.post(
                Self.path + "/signatures",
                Self.fields(site, petition, "amina@eu.corp.example") + [("work", "yes")]
            )
            #expect(sent.status == .seeOther)
            #expect(try await site.test.mails().count == 1)
            let other = try await visitor.post(
                Self.path + "/signatures",
                Self.fields(site, petition, "amina@private.example.org")
            )
            #expect(other.status == .seeOther)
        }
    }

    @Test func `of the names of a sensitive petition so many can be paged through and no more`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open(Self.sheet(showsNames: true))
        try await site.test.database.write { [id = petition.id] transaction in
            for number in 1...1_150 {
                let place = PublicNameHandle(day: Samples.noon.day, shuffle: Int64(number))
                try transaction.saveDisplays([(Int64(number), place, Samples.shown("Person \(number)"))], in: id)
            }
        }
        try await site.visit { visitor in
            var (path, pages) = (Self.path + "/names", 0)
            while true {
                let page = try await visitor.get(path)
                pages += 1
                let next = PageMarkup(page.text).values(of: "href").first { $0.contains("?after=") }
                guard page.status == .ok, let next, pages < 20 else { break }
                path = next
            }
            #expect(pages == 10)
            let place = PublicNameHandle(day: Samples.noon.day, shuffle: 100)
            #expect(try await visitor.get(Self.path + "/names?after=\(place.text)").status == .notFound)
        }
    }

    @Test func `the address in a discreet mail leads on to the update`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open(Self.sheet())
        let draft = try await site.test.draft(Samples.petition("a-secret"))
        let plain = try await site.test.open(Samples.petition("a-plain-one"))
        try await site.publish("The council met", of: petition, "It listened.")
        try await site.publish("The council met", of: plain, "It listened.")
        _ = try await site.draftUpdate("Not yet", of: petition)
        try await site.visit { visitor in
            let answer = try await visitor.get("/n/\(petition.id)/1")
            #expect(answer.status == .seeOther && answer.headers[.location] == Self.path + "/updates/1")
            let none = ["/n/\(petition.id)/2", "/n/\(petition.id)/3", "/n/\(plain.id)/1"]
            for path in none + ["/n/\(draft.id)/1", "/n/999/1", "/n/x/1"] {
                #expect(try await visitor.get(path).status == .notFound)
            }
        }
    }

    // A hidden service: nothing on its pages leads to another host but what people press.
    @Test func `pages under an onion address load nothing from elsewhere`() throws {
        let host = "http://undersignedaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaad.onion"
        #expect(SiteAddress(host)?.base == host)
        let site = try PageTestSite()
        for sample in PageSamples().all {
            let markup = PageMarkup(site.html(sample.page, at: "/x"))
            for source in markup.values(of: "src") { #expect(source.hasPrefix("/") || source.hasPrefix("data:")) }
        }
    }
}

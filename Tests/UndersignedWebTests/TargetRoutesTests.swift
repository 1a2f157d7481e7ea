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

/// Where targets stand, as anyone reads it: on the hub, on their own pages, in the history, in JSON.
@Suite struct TargetRoutesTests {
    private static func answered(_ text: String = "No, **never**.") async throws -> WebSite {
        let site = try await WebSite()
        let campaign = try Samples.libraries()
        _ = try await CampaignImport(site: site.test.site).run(campaign, try Samples.libraryItems())
        site.test.advance(.days(5))
        let draft = StandingDraft(state: .declined, date: "2018-06-25", text: text, source: 1)
        _ = try await Standings(site: site.test.site).record(draft, of: campaign.targets[0].id, in: campaign.slug)
        return site
    }

    @Test func `the hub shows state, answer, days and source, and the sum of signatures with how each is checked`()
        async throws
    {
        let site = try await Self.answered()
        let petitions = try await site.test.database.read { try $0.petitions() }
        for petition in petitions { try await site.test.sign(Samples.amina, petition) }
        try await site.visit { visitor in
            let page = try await visitor.get("/campaigns/libraries").text
            let words = [
                "<strong>2</strong> signatures", "counts signatures, not people",
                "href=\"/petitions/keep-it-open/how-we-count\">Check this count</a>",
                "href=\"/petitions/more-books/how-we-count\">Check this count</a>", "badge declined\">Declined</span>",
                "<p>No, <strong>never</strong>.</p>", "Answered on 25 June 2018, 5 days after being asked",
                "href=\"#source-1\">Source 1</a>", "<summary>1 earlier entry</summary>",
                "Answered on 20 June 2018, the day it was asked",
            ]
            for words in words { #expect(page.contains(words), "\(words)") }
            let petition = try await visitor.get("/petitions/more-books").text
            #expect(petition.contains("badge declined\">Declined") && petition.contains("Answered on 25 June 2018"))
        }
    }

    @Test func `the document is served by each petition, and its history says who answered`() async throws {
        let site = try await Self.answered()
        try await site.visit { visitor in
            for slug in ["keep-it-open", "more-books"] {
                let history = try await visitor.get("/petitions/\(slug)/history").text
                #expect(history.contains("The council answered on 25 June 2018. State: Declined"))
                #expect(history.contains("<strong>never</strong>"))
                let start = try Samples.required(history.firstRange(of: "/petitions/\(slug)/documents/"))
                let path = String(history[start.lowerBound...].prefix { $0 != "\"" })
                let document = try await visitor.get(path)
                #expect(document.status == .ok)
                let response = try ResponseDocument(parsing: Array(document.text.utf8))
                #expect(response.state == .declined && path.hasSuffix(Self.hash(document.text)))
            }
        }
    }

    private static func hash(_ text: String) -> String {
        Array(text.utf8).sha256.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    @Test func `a target's page has every answer, the list its figures, and programs read the same`() async throws {
        let site = try await Self.answered()
        try await site.visit { visitor in
            let list = try await visitor.get("/targets").text
            #expect(list.contains("href=\"/targets/council\"") && list.contains("Asked in 1 campaign"))
            #expect(list.contains("Days to the first answer, median: 5") && list.contains("Declined: 1"))
            let page = try await visitor.get("/targets/council").text
            #expect(page.contains("No answer yet") && page.contains("<strong>never</strong>"))
            #expect(page.contains("href=\"/campaigns/libraries#source-1\""))
            for path in [
                "/targets/nobody", "/targets/No", "/targets?page=2", "/targets?page=x", "/targets.json?page=0",
            ] {
                #expect(try await visitor.get(path).status == .notFound, "\(path)")
            }
            let json = try await visitor.get("/targets.json")
            #expect(json.headers[.contentType] == "application/json; charset=utf-8")
            let file = try JSONSerialization.jsonObject(with: Data(json.text.utf8)) as? [String: Any]
            let targets = try Samples.required(file?["data"] as? [[String: Any]])
            #expect(targets.map { $0["id"] as? String } == ["council", "mayor"])
            #expect(targets[0]["median_days"] as? Int == 5 && targets[0]["asked"] as? Int == 1)
            let campaigns = try Samples.required(targets[0]["campaigns"] as? [[String: Any]])
            let history = try Samples.required(campaigns[0]["history"] as? [[String: Any]])
            #expect(history.map { $0["state"] as? String } == ["no-answer", "declined"])
            let document = try Samples.required(history[1]["document"] as? String)
            #expect(try await visitor.get(document.replacing("https://petitions.example.org", with: "")).status == .ok)
        }
    }

    @Test func `a hub is never older than the last answer, however its page is kept`() async throws {
        let site = try await Self.answered()
        let campaign = try Samples.libraries()
        try await site.visit { visitor in
            for path in ["/campaigns/libraries", "/targets", "/targets/council"] {
                #expect(try await visitor.get(path).text.contains("Declined"), "\(path)")
            }
            let met = StandingDraft(state: .met, date: "2018-06-25", text: "All right.")
            _ = try await Standings(site: site.test.site).record(met, of: campaign.targets[0].id, in: campaign.slug)
            for path in ["/campaigns/libraries", "/targets", "/targets/council"] {
                #expect(try await visitor.get(path).text.contains("badge met\">Met"), "\(path)")
            }
        }
    }

    @Test func `hostile Markdown in an answer stays words`() async throws {
        // S-02, S-06
        let text = "Well, <script>alert(1)</script> [x](javascript:alert(1)) ![y](https://evil.example.org/p.gif)"
        let site = try await Self.answered(text)
        try await site.visit { visitor in
            for path in [
                "/campaigns/libraries", "/targets/council", "/petitions/more-books", "/petitions/more-books/history",
            ] {
                let page = try await visitor.get(path).text
                #expect(!page.contains("<script") && !page.contains("javascript:") && !page.contains("<img"), "\(path)")
                #expect(page.contains("&lt;script&gt;"), "\(path)")
            }
        }
    }

    @Test func `fifty partners and twelve long answers are one page below 50 kB compressed`() throws {
        let site = try PageTestSite(languages: [{ $0.pseudoRightToLeft }])
        var words = ["ministry", "contract", "answer", "no", "until", "review", "الوزارة", "議会", "мы", "will", "not"]
        var generator = SystemRandomNumberGenerator()
        var answer = ""
        while answer.unicodeScalars.count < StandingDraft.textLimit - 20 {
            words.shuffle(using: &generator)
            answer += words[0] + String(Int.random(in: 0...99, using: &generator)) + " "
        }
        let page = PageSamples().crowdedHub(answer: answer)
        let html = site.html(page, at: "/campaigns/libraries")
        #expect(try PageCompression.bytes(of: html) < 50_000)
        #expect(html.components(separatedBy: "<summary>7 earlier entries").count == 13)
        #expect(html.components(separatedBy: "Everything on record").count == 13)
    }
}

import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport
import UndersignedWeb

/// Who sells whose products, at the desk and on the pages of both (issue 8, point 3).
@Suite struct AdminResellerTests {
    private static let path = "/admin/evidence/resellers"
    private static let table =
        "piid,federal_action_obligation,action_date,recipient_name,award_description\n"
        + "A1,10,2025-01-02,DELLIX <b>LLC,MICROSOFT LICENSES\nA2,20,2025-01-02,MICROSOFT CORPORATION,CLOUD\n"
        + "A3,30,2025-01-02,ZENITH LLC,NOTHING\n"

    private static func site(_ kind: TestDatabase) async throws -> WebSite {
        let site = try await WebSite(kind)
        let files = EvidenceFiles(site: site.test.site)
        _ = try await files.take(Array(table.utf8), name: "a.csv", by: 1)
        _ = try await files.set(1, published: true)
        return site
    }

    @Test(arguments: TestDatabase.all)
    func `a pair is suggested with its award, accepted, told on both pages and to programs, and undone`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await Self.site(kind)
        try await site.visit { (visitor: Visitor) async throws in
            let dana = try await Organiser(site, visitor)
            #expect(try await dana.get("/admin/evidence").text.contains("href=\"\(Self.path)\""))
            let page = try await dana.get(Self.path).text
            #expect(page.contains("DELLIX &lt;b&gt;LLC") && page.contains("1 record was found to name it as MICROSOFT"))
            #expect(page.contains("may sell products or services of"))
            #expect(page.contains("href=\"/evidence/awards/1\"") && !page.contains("/evidence/awards/2\""))
            let before = try await visitor.get("/evidence/suppliers/2").text
            let pair = [("reseller", "1"), ("vendor", "2")]
            #expect(try await dana.post(Self.path, pair + [("say", "accept")]).status == .seeOther)
            #expect(try await dana.get(Self.path).text.contains("Sells them, since"))
            let maker = try await visitor.get("/evidence/suppliers/2").text
            for words in [
                "Sold by others", "DELLIX &lt;b&gt;LLC", "1 record was found to name it as MICROSOFT",
                "/evidence/search?q=MICROSOFT", "/evidence/records?supplier=1", "in none of the figures on this page",
            ] {
                #expect(maker.contains(words), "\(words)")
            }
            #expect(maker.contains("USD 20.00") && !maker.contains("USD 30.00") && !maker.contains("USD 10.00"))
            let seller = try await visitor.get("/evidence/suppliers/1").text
            #expect(seller.contains("Sells products of others") && seller.contains("/evidence/suppliers/2\""))
            let found = try await visitor.get("/evidence/search?q=MICROSOFT").text
            #expect(found.contains("/evidence/awards/1\""))
            let file = try await visitor.get("/evidence/suppliers/2.json").text
            #expect(
                file.contains("\"resellers\":[{") && file.contains("\"resells\":[]") && file.contains("\"records\":1")
            )
            #expect(try await visitor.get("/evidence/suppliers/1.json").text.contains("\"resells\":[{"))
            for _ in 0..<2 { #expect(try await dana.post(Self.path, pair + [("say", "undo")]).status == .seeOther) }
            #expect(try await dana.get(Self.path).text == page)
            #expect(try await visitor.get("/evidence/suppliers/2").text == before && !before.contains("Sold by"))
            #expect(try await dana.post(Self.path, pair + [("say", "refuse")]).status == .seeOther)
            #expect(try await dana.get(Self.path).text.contains("Does not, since"))
            #expect(try await visitor.get("/evidence/suppliers/2").text == before)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `one is said by hand, and what can't be is told in words with what was typed`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await Self.site(kind)
        try await site.visit { (visitor: Visitor) async throws in
            let dana = try await Organiser(site, visitor)
            func say(_ reseller: String, _ vendor: String, _ word: String = "accept") async throws -> TestResponse {
                try await dana.post(Self.path, [("reseller", reseller), ("vendor", vendor), ("say", word)])
            }
            #expect(try await say("3", "2").status == .seeOther)
            #expect(try await visitor.get("/evidence/suppliers/3").text.contains("A person knew"))
            let other = try await say("2", "3")
            #expect(other.status == .conflict && other.text.contains("Undo that below first"))
            let same = try await say("2", " 2 ")
            #expect(same.status == .unprocessableContent && same.text.contains("Both numbers are the same"))
            for (one, two) in [("x<b>", "2"), ("2", "99"), ("", "")] {
                let unknown = try await say(one, two)
                #expect(unknown.status == .unprocessableContent && unknown.text.contains("There is no supplier"))
                #expect(one.isEmpty || unknown.text.contains("value=\"\(one == "2" ? "2" : "x&lt;b&gt;")\""))
            }
            #expect(try await say("3", "2", "sell").status == .badRequest)
            _ = try await SupplierAliasing(site: site.test.site).decide(1, 2, accepted: true, by: 1)
            let one = try await say("1", "2")
            #expect(one.status == .conflict && one.text.contains("were said to be one supplier"))
            let aliases = try await dana.post(
                "/admin/evidence/aliases",
                [("one", "3"), ("other", "2"), ("say", "accept")]
            )
            #expect(aliases.status == .conflict && aliases.text.contains("to sell products of the other"))
        }
    }
}

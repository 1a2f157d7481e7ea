import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// Claims in the browser: written, refused without a source, published, corrected, withdrawn, and read by anyone
/// (issue 8, point 4).
@Suite struct ClaimRoutesTests {
    private static let claims = Libraries.path + "/claims"
    private static let path = "/campaigns/libraries-for-everybody/claims"
    private static let source = "Minutes | The council | 2018-06-20 | https://example.org/minutes | | CC0"
    private static let fields = [
        ("sentence", "The library costs <b>1,344,000</b> dollars."), ("amount", "1,344,000.00"), ("currency", "usd"),
        ("kind", "obligated"), ("as-of", "2018-05-04"), ("target-mayor", "yes"), ("demand-1", "yes"),
        ("petition-keep-the-library-open", "yes"),
    ]

    /// Somebody with an open petition in a campaign.
    private func dana(_ site: WebSite, _ visitor: Visitor) async throws -> Organiser {
        let dana = try await Organiser(site, visitor)
        _ = try await site.openLibrary(dana)
        return dana
    }

    /// The fields with the mark of what stands.
    private func marked(_ dana: Organiser, _ more: [(String, String)]) async throws -> [(String, String)] {
        let mark = try await Libraries.mark(dana, Self.claims + "/1")
        return more + [("mark", mark)]
    }

    private func published(_ dana: Organiser, documents: String = source) async throws {
        _ = try await dana.post(Self.claims, Self.fields + [("documents", documents)])
        let answer = try await dana.post(Self.claims + "/1/publication", try await marked(dana, []))
        #expect(answer.status == .seeOther, "\(answer.text)")
    }

    @Test(arguments: TestDatabase.all)
    func `a claim is refused without a source, and published with one`(
        _ kind: TestDatabase
    )
        async throws
    {
        let site = try await WebSite(kind)
        try await site.visit { visitor in
            let dana = try await self.dana(site, visitor)
            let saved = try await dana.post(Self.claims, Self.fields)
            #expect(saved.headers[.location] == Self.claims + "/1?saved=yes")
            let refused = try await dana.post(Self.claims + "/1/publication", try await self.marked(dana, []))
            #expect(refused.status == .unprocessableContent && refused.text.contains("A claim needs a source"))
            #expect(try await visitor.get(Self.path + "/1").status == .notFound)
            #expect(try await visitor.get(Self.path + "/1.json").status == .notFound)

            let sourced = try await self.marked(dana, Self.fields + [("documents", Self.source)])
            #expect(try await dana.post(Self.claims + "/1", sourced).status == .seeOther)
            let step = try await dana.post(Self.claims + "/1/publication", try await self.marked(dana, []))
            #expect(step.status == .seeOther)
            let page = try await visitor.get(Self.path + "/1").text
            #expect(page.contains("&lt;b&gt;1,344,000&lt;/b&gt;") && !page.contains("<b>1,344"))
            #expect(page.contains("Obligated: <strong>USD 1,344,000.00</strong>"))
            #expect(page.contains("Data of 4 May 2018") && page.contains("href=\"https://example.org/minutes\""))
            #expect(page.contains("href=\"/targets/mayor\"") && page.contains("#demand-1\""))
            #expect(page.contains("href=\"/petitions/keep-the-library-open\""))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a correction needs a source and a note, what stood before stays, and so does a withdrawn claim`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await WebSite(kind)
        try await site.visit { visitor in
            let dana = try await self.dana(site, visitor)
            try await self.published(dana)
            let wrong = try await self.marked(dana, [("sentence", "The library costs more.")])
            let incomplete = try await dana.post(Self.claims + "/1", wrong)
            #expect(incomplete.status == .unprocessableContent)
            #expect(incomplete.text.contains("A claim needs a source") && incomplete.text.contains("more."))
            let correction = [
                ("sentence", "The library costs more."), ("documents", Self.source), ("note", "A year was <missing>"),
            ]
            let answer = try await dana.post(Self.claims + "/1", try await self.marked(dana, correction))
            #expect(answer.status == .seeOther)
            let corrected = try await visitor.get(Self.path + "/1").text
            #expect(corrected.contains("because: A year was &lt;missing&gt;"))
            #expect(corrected.contains("The library costs more.") && corrected.contains("/claims/1/versions/1"))
            let before = try await visitor.get(Self.path + "/1/versions/1").text
            #expect(before.contains("This version was corrected since") && before.contains("noindex"))
            #expect(try await visitor.get(Self.path + "/1/versions/3").status == .notFound)

            let reason = [("reason", "The minutes were wrong")]
            #expect(try await dana.post(Self.claims + "/1/withdrawal", reason).status == .seeOther)
            let withdrawn = try await visitor.get(Self.path + "/1").text
            #expect(withdrawn.contains("because: The minutes were wrong") && withdrawn.contains("noindex"))
            #expect(try await visitor.get(Self.path).text.contains("Withdrawn on"))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `the campaign, its petition and its target name the claims about them, and programs read the same`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await WebSite(kind)
        try await site.visit { visitor in
            let dana = try await self.dana(site, visitor)
            let link = "href=\"\(Self.path)/1\""
            let places = ["/campaigns/libraries-for-everybody", "/petitions/keep-the-library-open", "/targets/mayor"]
            try await self.published(dana)
            for place in places + [Self.path] {
                #expect(try await visitor.get(place).text.contains(link), "\(place)")
            }
            let list = try self.object(try await visitor.get(Self.path + ".json"))
            #expect((list["claims"] as? [[String: Any]])?.compactMap { $0["number"] as? Int } == [1])
            let claim = try self.object(try await visitor.get(Self.path + "/1.json"))
            #expect(
                claim["amount"] as? [String: String] == [
                    "amount": "1344000.00", "currency": "USD", "kind": "obligated",
                ]
            )
            #expect(claim["data_of"] as? String == "2018-05-04" && claim["state"] as? String == "published")
            #expect(claim["targets"] as? [String] == ["mayor"])
            let source = (claim["sources"] as? [[String: Any]])?.first
            #expect(source?["title"] as? String == "Minutes" && source?["copy"] is NSNull)
            #expect((claim["citation"] as? String)?.contains("/claims/1/versions/1") == true)
            _ = try await dana.post(Self.claims + "/1/withdrawal", [("reason", "Wrong")])
            for place in places {
                #expect(try await !visitor.get(place).text.contains(link), "\(place)")
            }
        }
    }

    private func object(_ answer: TestResponse) throws -> [String: Any] {
        #expect(answer.headers[.contentType]?.hasPrefix("application/json") == true)
        let value = try JSONSerialization.jsonObject(with: Data(answer.text.utf8))
        return try Samples.required(value as? [String: Any])
    }

    /// Sends the copy of the first document.
    private func send(
        _ file: [UInt8],
        _ dana: Organiser,
        _ more: [(String, String)] = []
    ) async throws -> TestResponse {
        let own = [("t", try await dana.mark()), ("place", "0")]
        let (type, body) = SamplePicture.form(try await marked(dana, own + more), file: file)
        return try await dana.visitor.send(Self.claims + "/1/copies", body, type: type, dana.headers)
    }

    // S-07, S-33
    @Test func `a copy is sent, checked, served as a file that runs nothing, and taken away`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await self.dana(site, visitor)
            try await self.published(dana)
            let page = Array("<!doctype html><script>alert(1)</script>".utf8)
            let wrong: [([UInt8], String)] = [
                ([], "Choose a file"), ([0x50, 0x4B, 3, 4, 0], "no PDF, PNG, JPEG or plain text"),
                ([UInt8](repeating: 0x41, count: KeptCopy.lengthLimit + 1), "at most 5 MB"),
                (page, "Say what is corrected"),
            ]
            for (file, words) in wrong {
                let answer = try await self.send(file, dana)
                #expect(answer.status == .unprocessableContent && answer.text.contains(words), "\(words)")
            }
            #expect(try await self.send(page, dana, [("note", "The copy was put away")]).status == .seeOther)
            let html = try await visitor.get(Self.path + "/1").text
            let address = try Samples.required(
                PageMarkup(html).values(of: "href").first { $0.contains("/copies/") }
            )
            #expect(address.hasSuffix(Hexadecimal.encode(page.sha256)) && html.contains("The copy was put away"))
            let copy = try await visitor.get(address)
            #expect(copy.status == .ok && Array(copy.body.readableBytesView) == page)
            #expect(copy.headers[.contentType] == "text/plain; charset=utf-8")
            #expect(copy.headers[.contentDisposition]?.hasPrefix("attachment") == true)
            #expect(copy.headers[.xContentTypeOptions] == "nosniff")
            #expect(copy.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
            #expect(copy.headers[.contentSecurityPolicy]?.contains("script-src") == false)
            #expect(try await visitor.get(address.replacing("claims/1", with: "claims/2")).status == .notFound)
            let hash = [("hash", Hexadecimal.encode(page.sha256))]
            #expect(try await dana.post(Self.claims + "/1/copies/removal", hash).status == .seeOther)
            #expect(try await visitor.get(address).status == .notFound)
            let after = try await visitor.get(Self.path + "/1").text
            #expect(!after.contains("/copies/") && after.contains(Hexadecimal.encode(page.sha256)))
        }
    }

    @Test func `a record that is published no more is named without a link`() async throws {
        let site = try await WebSite()
        var record = ContractRecord(
            source: .usaspendingTransaction,
            award: AwardIdentifier("CONT_AWD_70B1_7014_-NONE-_-NONE-"),
            awardClass: .award,
            amounts: Amounts(currency: .dollars, obligated: Amount(cents: 134_400_000)),
            supplier: Supplier(name: "ACME"),
            buyer: Buyer(agency: "CBP"),
            line: 2
        )
        record.modification = "P1"
        let file = try await site.test.database.write { [record] transaction in
            let hash = [UInt8](repeating: 1, count: 32)
            var intake = try EvidenceIntake(transaction, hash: hash, name: "a.csv", now: Samples.noon)
            _ = try intake.keep([record])
            try intake.finish(kind: .usaspendingTransactions, report: "{}")
            _ = try transaction.setEvidenceFile(intake.fileID, published: true)
            return intake.fileID
        }
        try await site.visit { visitor in
            let dana = try await self.dana(site, visitor)
            _ = try await dana.post(Self.claims, Self.fields + [("records", "70B1 | P1")])
            _ = try await dana.post(Self.claims + "/1/publication", try await self.marked(dana, []))
            let page = try await visitor.get(Self.path + "/1").text
            let links = PageMarkup(page).values(of: "href").filter { $0.hasPrefix("/evidence/awards/") }
            #expect(links.count == 1 && page.contains("Modification P1") && page.contains("USD 1,344,000.00"))
            #expect(page.contains(String(repeating: "01", count: 32)))
            #expect(try await visitor.get(try Samples.required(links.first)).status == .ok)
            _ = try await site.test.database.write { try $0.setEvidenceFile(file, published: false) }
            let after = try await visitor.get(Self.path + "/1").text
            #expect(after.contains("not published here any more") && after.contains("CONT_AWD_70B1"))
            #expect(!PageMarkup(after).values(of: "href").contains { $0.hasPrefix("/evidence/") })
        }
    }

    @Test func `addresses with nothing behind them are unknown, and no draft shows through`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await self.dana(site, visitor)
            _ = try await dana.post(Self.claims, Self.fields + [("documents", Self.source)])
            let hash = String(repeating: "0", count: 64)
            for end in [
                "/1", "/1.json", "/1/versions/1", "/1/copies/\(hash)", "/x", "/-1", "/99999999999999999999", "?after=x",
                "?after=-1", "?after=99999999999999999999",
            ] { #expect(try await visitor.get(Self.path + end).status == .notFound, "\(end)") }
            #expect(try await visitor.get("/campaigns/elsewhere/claims").status == .notFound)
            let empty = try await visitor.get(Self.path)
            #expect(empty.status == .ok && empty.text.contains("Nothing has been claimed"))
        }
    }
}

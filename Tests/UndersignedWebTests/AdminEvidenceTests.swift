import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport
import UndersignedWeb

/// Contract records at the desk: brought, published, and suppliers said to be one (issue 8, points 1 and 3).
@Suite struct AdminEvidenceTests {
    private static let path = "/admin/evidence"
    private static let names = ["ACME <b>LLC": 5, "ACME <b>, INC.": 7, "ZENITH": 1]

    private static func bring(
        _ text: String,
        _ person: Organiser,
        called name: String = "r.csv"
    ) async throws
        -> TestResponse
    {
        let mark = try await person.mark()
        let body =
            "--b\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\n\(mark)\r\n--b\r\n"
            + "Content-Disposition: form-data; name=\"records\"; filename=\"\(name)\"\r\n"
            + "Content-Type: text/csv\r\n\r\n\(text)\r\n--b--\r\n"
        let type = "multipart/form-data; boundary=b"
        return try await person.visitor.send(path, Array(body.utf8), type: type, person.headers)
    }

    @Test(arguments: TestDatabase.all)
    func `a file is brought, seen by nobody until it is published, and taken back`(_ kind: TestDatabase) async throws {
        let site = try await WebSite(kind)
        try await site.visit { (visitor: Visitor) async throws in
            let dana = try await Organiser(site, visitor)
            #expect(try await dana.get("/admin").text.contains("href=\"\(Self.path)\""))
            let answer = try await Self.bring(EvidenceTexts.table(Self.names), dana, called: "<i>.csv")
            #expect(answer.status == .ok && answer.text.contains("Rows: 3; new: 3; repeats: 0; refused: 0"))
            #expect(answer.text.contains("&lt;i&gt;.csv") && answer.text.contains("Not published"))
            #expect(try await !visitor.get("/evidence").text.contains("ACME"))
            #expect(try await dana.post(Self.path + "/files/1", [("published", "yes")]).status == .seeOther)
            #expect(try await visitor.get("/evidence").text.contains("ACME &lt;b&gt;LLC"))
            #expect(try await dana.get(Self.path).text.contains("<span class=\"badge\">Published</span>"))
            #expect(try await dana.post(Self.path + "/files/1", [("published", "no")]).status == .seeOther)
            #expect(try await !visitor.get("/evidence").text.contains("ACME"))
            #expect(try await dana.post(Self.path + "/files/9", [("published", "yes")]).status == .notFound)
            #expect(try await dana.post(Self.path + "/files/1", [("published", "maybe")]).status == .badRequest)
        }
    }

    @Test func `many files are on several pages, and whoever publishes one stays on its page`() async throws {
        let site = try await WebSite()
        for number in 0..<60 {
            let bytes = Array(EvidenceTexts.table(["FIRM \(number)": number]).utf8)
            _ = try await EvidenceFiles(site: site.test.site).take(bytes, name: "file\(number).csv", by: 1)
        }
        try await site.visit { (visitor: Visitor) async throws in
            let dana = try await Organiser(site, visitor)
            var (address, seen): (String?, [String]) = (Self.path, [])
            while let next = address {
                let html = try await dana.get(next).text
                #expect(html.utf8.count < 50_000)
                seen += html.matches(of: /<strong><bdi>(file\d+)\.csv/).map { String($0.output.1) }
                address = html.firstMatch(of: /href="([^"]+)" rel="next"/).map { String($0.output.1) }
            }
            #expect(seen == (0..<60).reversed().map { "file\($0)" })
            let answer = try await dana.post(Self.path + "/files/7", [("published", "yes"), ("before", "11")])
            #expect(answer.headers[.location]?.hasSuffix("/admin/evidence?before=11") == true)
            let page = try await dana.get(Self.path + "?before=11").text
            #expect(page.contains("name=\"before\" value=\"11\"") && page.contains("badge\">Published"))
            #expect(try await dana.get(Self.path + "?before=x").status == .notFound)
        }
    }

    @Test func `what is no file of records is refused with what to do, and a bad row is named`() async throws {
        let site = try await WebSite()
        try await site.visit { (visitor: Visitor) async throws in
            let dana = try await Organiser(site, visitor)
            let none = try await Self.bring("", dana)
            #expect(none.status == .unprocessableContent && none.text.contains("Choose a file that is not empty"))
            let other = try await Self.bring("a,b\n1,2\n", dana)
            #expect(other.status == .unprocessableContent && other.text.contains("no table of contracts"))
            #expect(!other.text.contains("--header") && other.text.contains("write them into its first line"))
            let zeros = try await Self.bring(String(repeating: "\u{0}", count: 200), dana)
            #expect(zeros.status == .unprocessableContent && zeros.text.contains("all that is in it is zeros"))
            let rowless = try await Self.bring(EvidenceTexts.table([:]), dana)
            #expect(rowless.status == .ok && rowless.text.contains("The file was read. No rows of data are in it."))
            #expect(try await dana.post(Self.path + "/files/1/removal", []).status == .ok)
            let bad = EvidenceTexts.table(["ACME": 5]).replacing(",5.00,", with: ",five,")
            let answer = try await Self.bring(bad, dana)
            #expect(answer.text.contains("Rows: 1; new: 0; repeats: 0; refused: 1") && answer.text.contains("Line 2: "))
            let endless = EvidenceTexts.table(["ACME": 1, "ACME LLC": 1]).replacing(
                ",1.00,",
                with: ",92233720368547758.07,"
            )
            #expect(try await Self.bring(endless, dana).status == .ok)
            let unpublished = try await dana.post(Self.path + "/files/3", [("published", "yes")])
            #expect(
                unpublished.status == .unprocessableContent && unpublished.text.contains("more than 92 quadrillion")
            )
            let large = try await Self.bring(String(repeating: "x", count: 8 << 20 + 1), dana)
            #expect(large.status == .contentTooLarge)
            #expect(try await EvidenceFiles(site: site.test.site).all().map(\.isPublished) == [false, false])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a large file is published behind the answer, and desk and public page say how far it is`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await WebSite(kind)
        let names = (0..<3_000).map { ("FIRM \($0) LLC", $0 + 1) }
        let bytes = Array(EvidenceTexts.table(Dictionary(uniqueKeysWithValues: names)).utf8)
        _ = try await EvidenceFiles(site: site.test.site).take(bytes, name: "large.csv", by: 1)
        try await site.visit { (visitor: Visitor) async throws in
            let dana = try await Organiser(site, visitor)
            #expect(try await dana.post(Self.path + "/files/1", [("published", "yes")]).status == .seeOther)
            let desk = try await dana.get(Self.path).text
            #expect(desk.contains("badge\">Being published") && desk.contains("So far 2,048 of 3,000 records."))
            #expect(desk.contains("value=\"no\"") && !desk.contains("/removal"))
            let shown = try await visitor.get("/evidence").text
            #expect(shown.contains("2,048 of its 3,000 records are shown so far"))
            #expect(shown.contains("Of this file a part is shown so far."))
            let file = try await visitor.get("/evidence.json").text
            #expect(file.contains(#""progress":{"done":2048,"records":3000,"to":"published"}"#))
            try await EvidenceWorker(site: site.test.site).doAll()
            #expect(try await dana.get(Self.path).text.contains("badge\">Published"))
            #expect(try await !visitor.get("/evidence").text.contains("so far"))
            #expect(try await visitor.get("/evidence.json").text.contains(#""progress":null"#))
            #expect(try await dana.post(Self.path + "/files/1", [("published", "no")]).status == .seeOther)
            #expect(try await dana.get(Self.path).text.contains("badge\">Being taken back"))
            #expect(try await visitor.get("/evidence").text.contains("2,048 of its 3,000 records are gone so far"))
            try await EvidenceWorker(site: site.test.site).doAll()
            #expect(try await !visitor.get("/evidence").text.contains("large.csv"))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a file is removed once it is not published, after a page that asks`(_ kind: TestDatabase) async throws {
        let site = try await WebSite(kind)
        try await site.visit { (visitor: Visitor) async throws in
            let dana = try await Organiser(site, visitor)
            _ = try await Self.bring(EvidenceTexts.table(Self.names), dana, called: "<i>.csv")
            let (path, removal) = (Self.path + "/files/1", Self.path + "/files/1/removal")
            #expect(try await dana.post(path, [("published", "yes")]).status == .seeOther)
            #expect(try await !dana.get(Self.path).text.contains(removal))
            let early = try await dana.get(removal).text
            #expect(early.contains("Take it back first") && !early.contains("Remove it for good"))
            let refused = try await dana.post(removal, [])
            #expect(refused.status == .conflict && refused.text.contains("Take it back first"))
            #expect(try await dana.post(path, [("published", "no")]).status == .seeOther)
            #expect(try await dana.get(Self.path).text.contains("href=\"\(removal)\""))
            for _ in 0..<2 {
                let asked = try await dana.get(removal).text
                #expect(
                    asked.contains("&lt;i&gt;.csv") && asked.contains("Rows: 3; new: 3") && asked.contains("for good")
                )
            }
            let gone = try await dana.post(removal, [])
            #expect(
                gone.status == .ok && gone.text.contains("The file was removed.") && !gone.text.contains("&lt;i&gt;")
            )
            #expect(try await dana.post(removal, []).status == .notFound)
            #expect(try await dana.get(Self.path + "/files/x/removal").status == .notFound)
        }
    }

    @Test func `suppliers that are alike are said to be one, or two, and that is undone`() async throws {
        let site = try await WebSite()
        try await site.visit { (visitor: Visitor) async throws in
            let dana = try await Organiser(site, visitor)
            _ = try await Self.bring(EvidenceTexts.table(Self.names), dana)
            _ = try await dana.post(Self.path + "/files/1", [("published", "yes")])
            let path = Self.path + "/aliases"
            let page = try await dana.get(path).text
            #expect(page.contains("ACME &lt;b&gt;LLC") && page.contains("The same but for legal form"))
            #expect(page.contains("Likeness 1.000 of 1"))
            let pair = [("one", "1"), ("other", "2")]
            #expect(try await dana.post(path, pair + [("say", "accept")]).status == .seeOther)
            let accepted = try await dana.get(path).text
            let shown = try await visitor.get("/evidence/suppliers/1").text
            for words in ["The same supplier under other names", "ACME &lt;b&gt;, INC.", "USD 12.00", "2 records"] {
                #expect(shown.contains(words), "\(words)")
            }
            #expect(try await visitor.get("/evidence/suppliers/1.json").text.contains("suppliers/2\""))
            #expect(accepted.contains("One supplier, since") && accepted.contains("No names of published suppliers"))
            #expect(try await dana.post(path, pair + [("say", "refuse")]).status == .seeOther)
            #expect(try await dana.get(path).text.contains("Two suppliers, since"))
            for _ in 0..<2 { #expect(try await dana.post(path, pair + [("say", "undo")]).status == .seeOther) }
            #expect(try await dana.get(path).text == page)
            #expect(try await !visitor.get("/evidence/suppliers/1").text.contains("under other names"))
            // Two accepted pairs of three make the third one.
            for (one, other) in [(1, 2), (2, 3)] {
                let fields = [("one", "\(one)"), ("other", "\(other)"), ("say", "accept")]
                #expect(try await dana.post(path, fields).status == .seeOther)
            }
            let third = try await dana.post(path, [("one", "1"), ("other", "3"), ("say", "refuse")])
            #expect(third.status == .conflict && third.text.contains("Undo one of those below first"))
            for fields in [pair, [("one", "1"), ("other", "1"), ("say", "accept")], [("say", "accept")]] {
                #expect(try await dana.post(path, fields).status == .badRequest)
            }
        }
    }
}

import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// What pages of contract records rest on, where they go on, and what is at no address (issue 8, point 5).
@Suite struct EvidenceSourcesTests {
    private static func table(_ names: [String], mark: String) -> [UInt8] {
        let rows = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0 + 1) })
        return Array(EvidenceTexts.table(rows, mark: mark).utf8)
    }

    /// Thirty firms in one file, one in another.
    private static func site(_ kind: TestDatabase) async throws -> WebSite {
        let site = try await WebSite(kind)
        try await publish(table((0..<30).map { "FIRM \($0 + 10)" }, mark: "A"), "a.csv", site)
        try await publish(table(["ZETA"], mark: "B"), "b.csv", site)
        return site
    }

    private static func publish(_ bytes: [UInt8], _ name: String, _ site: WebSite) async throws {
        let files = EvidenceFiles(site: site.test.site)
        _ = try await files.take(bytes, name: name, by: 1)
        let id = try Samples.required(try await files.all().first).id
        #expect(try await files.set(id, published: true) == true)
    }

    private static func supplier(_ name: String, _ site: WebSite) async throws -> Int64 {
        try Samples.required(
            try await site.test.database.read { try $0.evidenceSupplierID(identity: "name \(name)") }
        )
    }

    private static func files(_ html: String) -> [String] {
        ["a.csv", "b.csv", "c.csv"].filter { html.contains("file \($0), SHA-256") }
    }

    @Test(arguments: TestDatabase.all)
    func `a page cites the files whose statements it shows, and no other`(_ kind: TestDatabase) async throws {
        let site = try await Self.site(kind)
        let (firm, zeta) = (try await Self.supplier("FIRM 10", site), try await Self.supplier("ZETA", site))
        try await site.visit { visitor in
            func cited(_ address: String) async throws -> [String] { Self.files(try await visitor.get(address).text) }
            #expect(try await cited("/evidence/suppliers/\(firm)") == ["a.csv"])
            #expect(try await cited("/evidence/suppliers/\(zeta)") == ["b.csv"])
            #expect(try await cited("/evidence/awards?supplier=\(zeta)") == ["b.csv"])
            #expect(try await cited("/evidence/agencies/1") == ["a.csv", "b.csv"])
            let corrected = String(decoding: Self.table(["ZETA"], mark: "B"), as: UTF8.self)
                .replacing(",1.00,", with: ",2.00,")
            try await Self.publish(Array(corrected.utf8), "c.csv", site)
            #expect(try await cited("/evidence/suppliers/\(zeta)") == ["c.csv"])
            #expect(try await cited("/evidence/agencies/1") == ["a.csv", "c.csv"])
            _ = try await SupplierAliasing(site: site.test.site).decide(firm, zeta, accepted: true, by: 1)
            #expect(try await cited("/evidence/suppliers/\(firm)") == ["a.csv", "c.csv"], "with its other name")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a link to a next page goes on after the file of what it names was taken back`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await Self.site(kind)
        try await site.visit { visitor in
            var links: [String] = []
            for address in ["/evidence/records", "/evidence/awards", "/evidence/records?sign=added&year=2025"] {
                let html = try await visitor.get(address).text
                let found = try html.firstMatch(of: Regex("<a href=\"([^\"]+)\" rel=\"next\">"))
                links.append(
                    try Samples.required(found?.output[1].substring.map { String($0).replacing("&amp;", with: "&") })
                )
            }
            for link in links { #expect(try await visitor.get(link).text.contains("ZETA"), "\(link)") }
            #expect(try await EvidenceFiles(site: site.test.site).set(1, published: false) == true)
            for link in links {
                let answer = try await visitor.get(link)
                #expect(answer.status == .ok && answer.text.contains("ZETA"), "\(link)")
            }
        }
    }

    @Test func `what is not there is told to a program in its own kind, and to people as a page`() async throws {
        let site = try await Self.site(.chosen)
        try await site.visit { visitor in
            for address in [
                "/evidence/suppliers/99.json", "/evidence/awards/x.json", "/evidence/records.json?supplier=99&after=x",
                "/evidence/none.json",
            ] {
                let answer = try await visitor.get(address)
                #expect(answer.status == .notFound && answer.text == #"{"error":"not-found"}"#, "\(address)")
                #expect(answer.headers[.contentType]?.hasPrefix("application/json") == true, "\(address)")
            }
            for address in ["/evidence/suppliers/99.csv", "/evidence/awards.csv?year=x", "/evidence/none.csv"] {
                let answer = try await visitor.get(address)
                #expect(answer.status == .notFound && answer.text == "error\r\nnot-found\r\n", "\(address)")
                #expect(answer.headers[.contentType]?.hasPrefix("text/csv") == true, "\(address)")
            }
            #expect(try await visitor.get("/evidence/suppliers/99").text.contains("<html"))
        }
    }

    @Test func `everybody and everything has one address`() async throws {
        let site = try await Self.site(.chosen)
        try await site.visit { (visitor: Visitor) async throws in
            for address in [
                "/evidence/suppliers/01", "/evidence/suppliers/01.json", "/evidence/suppliers/+1",
                "/evidence/awards/001",
                "/evidence/agencies/01.csv", "/evidence/suppliers/01/records?year=2025",
            ] { #expect(try await visitor.get(address).status == .notFound, "\(address)") }
            #expect(try await visitor.get("/evidence/suppliers/1").status == .ok)
        }
    }
}

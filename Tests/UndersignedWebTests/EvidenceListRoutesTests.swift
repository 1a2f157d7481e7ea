import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// Lists of contract records as anyone reads them: whole, filtered, found, and for programs (issue 8, point 5).
@Suite struct EvidenceListRoutesTests {
    /// Sixty awards of thirty suppliers at two agencies, each award with a de-obligation a year later.
    private static func records() -> [ContractRecord] {
        (0..<120).map { number in
            let award = number / 2
            var amounts = Amounts(currency: .dollars)
            amounts.obligated = Amount(cents: number % 2 == 0 ? Int64(1_000 + award) : -100)
            var record = ContractRecord(
                source: .usaspendingTransaction,
                award: AwardIdentifier("CONT_AWD_70X\(award)_7014_-NONE-_-NONE-"),
                awardClass: award % 3 == 0 ? .order : .award,
                amounts: amounts,
                supplier: Supplier(name: award % 30 == 7 ? "Société <b>Ä</b>" : "SUPPLIER \(award % 30)"),
                buyer: Buyer(agency: award % 2 == 0 ? "Parks & Rivers" : "Roads"),
                line: number + 2
            )
            record.modification = number % 2 == 0 ? "0" : "P1"
            record.actionDate = CalendarDay(year: 2_023 + number % 2, month: 2, day: 3)
            record.description = award == 5 ? "Umbrellas =1+1" : "Work"
            return record
        }
    }

    static func site(_ kind: TestDatabase, isPublished: Bool = true) async throws -> WebSite {
        let site = try await WebSite(kind)
        try await site.test.database.write { transaction in
            let hash = [UInt8](repeating: 0xAB, count: 32)
            var intake = try EvidenceIntake(transaction, hash: hash, name: "a.csv", now: Samples.noon)
            _ = try intake.keep(records())
            try intake.finish(kind: .usaspendingTransactions, report: "{}")
            if isPublished { _ = try transaction.setEvidenceFile(intake.fileID, published: true) }
        }
        return site
    }

    private static func object(_ text: String) throws -> [String: Any] {
        try Samples.required(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// The address that a page's link to the next page names.
    private static func next(_ html: String) throws -> String? {
        guard let found = html.firstMatch(of: try Regex("<a href=\"([^\"]+)\" rel=\"next\">")) else { return nil }
        return found.output[1].substring.map { String($0).replacing("&amp;", with: "&") }
    }

    @Test(arguments: TestDatabase.all)
    func `lists say nothing of a file that nobody published`(_ kind: TestDatabase) async throws {
        let site = try await Self.site(kind, isPublished: false)
        try await site.visit { visitor in
            for address in [
                "/evidence/suppliers", "/evidence/agencies", "/evidence/records", "/evidence/awards",
                "/evidence/suppliers.csv", "/evidence/records.json", "/evidence/awards.csv",
                "/evidence/search?q=supplier", "/evidence/search?q=umbrellas",
            ] {
                let answer = try await visitor.get(address)
                #expect(answer.status == .ok, "\(address)")
                #expect(!answer.text.contains("SUPPLIER 1") && !answer.text.contains("70X"), "\(address)")
            }
            #expect(try await visitor.get("/evidence/search?q=umbrellas").text.contains("Nothing published has all"))
            #expect(try await visitor.get("/evidence/records?supplier=1").status == .notFound)
            #expect(try await visitor.get("/evidence/awards?agency=1").status == .notFound)
            #expect(!(try await visitor.get("/").text.contains("href=\"/evidence\"")))
            _ = try await site.test.database.write { try $0.setEvidenceFile(1, published: true) }
            #expect(try await visitor.get("/").text.contains("href=\"/evidence\">Contract records"))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `pages follow one another to the end, and the filter stays`(_ kind: TestDatabase) async throws {
        let site = try await Self.site(kind)
        try await site.visit { visitor in
            for (start, pages, rows) in [
                ("/evidence/records?sign=taken", 3, 60), ("/evidence/records?agency=1&class=order", 1, 20),
                ("/evidence/awards?class=award", 2, 40), ("/evidence/awards", 3, 60),
                ("/evidence/suppliers", 1, 30), ("/evidence/suppliers?by=USD.order", 1, 10),
            ] {
                var (address, texts): (String?, [String]) = (start, [])
                while let next = address {
                    texts.append(try await visitor.get(next).text)
                    address = try Self.next(texts[texts.count - 1])
                    if let address, start.contains("?") {
                        #expect(address.contains(start.split(separator: "?")[1]), "\(address)")
                    }
                }
                let links = try texts.flatMap { text in
                    try text.matches(
                        of: Regex(start.contains("suppliers") ? "<th scope=\"row\">" : "<li>\n<p><strong>")
                    )
                }
                #expect(texts.count == pages && links.count == rows, "\(start): \(texts.count) \(links.count)")
            }
            let taken = try await visitor.get("/evidence/records?sign=taken&year=2024").text
            #expect(taken.contains("USD -1.00") && !taken.contains("USD 10."))
            #expect(taken.contains("<option value=\"taken\" selected>") && taken.contains("60 records"))
            #expect(try await visitor.get("/evidence/records?year=1999").text.contains("Nothing published fits"))
        }
    }

    @Test func `what no list has is at no address`() async throws {
        let site = try await Self.site(.chosen)
        try await site.visit { (visitor: Visitor) async throws in
            for address in [
                "/evidence/records?supplier=99", "/evidence/records?supplier=x", "/evidence/records?agency=0",
                "/evidence/records?year=x", "/evidence/records?class=x", "/evidence/records?currency=US",
                "/evidence/records?sign=x", "/evidence/records?after=x", "/evidence/records?after=999",
                "/evidence/records?year=2023&after=2", "/evidence/awards?after=999", "/evidence/suppliers?by=x",
                "/evidence/suppliers?after=x", "/evidence/suppliers?after=99.USD.vehicle",
                "/evidence/suppliers?by=USD.order&after=1.USD.order.x",
                "/evidence/suppliers?by=USD.x",
                "/evidence/search?q=work&page=0", "/evidence/search?q=work&page=51", "/evidence/search?q=work&page=x",
            ] { #expect(try await visitor.get(address).status == .notFound, "\(address)") }
            // A form sends fields that say nothing.
            let empty = "/evidence/records?year=&class=&currency=&sign="
            #expect(try await visitor.get(empty).text.contains("120 records"))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a search finds names and awards, folds accents, and shows what was typed as it was`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await Self.site(kind)
        try await site.visit { visitor in
            let name = try await visitor.get("/evidence/search?q=SOCIETE+a").text
            #expect(name.contains("Société &lt;b&gt;Ä&lt;/b&gt;") && name.contains("1 supplier or agency"))
            let award = try await visitor.get("/evidence/search?q=70x5").text
            #expect(award.contains("CONT_AWD_70X5_7014_-NONE-_-NONE-") && award.contains("1 award<"))
            let many = try await visitor.get("/evidence/search?q=work&page=2").text
            #expect(many.contains("59 awards") && many.contains("page=3") && many.contains("rel=\"prev\""))
            let hostile = try await visitor.get("/evidence/search?q=%22%3E%3Cscript%3E*%20OR%20NEAR(").text
            #expect(!hostile.contains("<script") && hostile.contains("&quot;&gt;&lt;script&gt;* OR NEAR("))
            #expect(hostile.contains("Nothing published has all of these words."))
            #expect(try await visitor.get("/evidence/search").text.contains("name=\"q\""))
        }
    }

    @Test func `programs get the same lists, a thousand a page, with where they go on`() async throws {
        let site = try await Self.site(.chosen)
        try await site.visit { visitor in
            let records = try Self.object(try await visitor.get("/evidence/records.json?sign=taken").text)
            #expect((records["records"] as? [Any])?.count == 60 && records["count"] as? Int == 60)
            #expect(records["next"] is NSNull)
            let awards = try await visitor.get("/evidence/awards.csv?class=order").text.components(separatedBy: "\r\n")
            #expect(awards.count == 22 && awards[1].hasPrefix("order,USD,9.57,,,2,"))
            let suppliers = try Self.object(try await visitor.get("/evidence/suppliers.json").text)
            let first = try Samples.required((suppliers["suppliers"] as? [[String: Any]])?.first)
            #expect(first["awards"] as? Int == 2 && first["records"] as? Int == 4)
            #expect((first["amounts"] as? [String: Any])?["obligated"] as? String == "18.44")
            let table = try await visitor.get("/evidence/agencies.csv").text
            #expect(table.contains("USD,award,20,40,"))
            let whole = try await visitor.get("/evidence/records.csv?year=2024").text
            #expect(whole.components(separatedBy: "\r\n").count == 62)
        }
    }

    @Test func `every page says how to cite it, with its file's hash and the day`() async throws {
        let site = try await Self.site(.chosen)
        try await site.visit { visitor in
            for address in [
                "/evidence", "/evidence/suppliers/1", "/evidence/agencies/1", "/evidence/awards/1", "/evidence/records",
                "/evidence/awards?year=2024", "/evidence/suppliers",
            ] {
                let html = try await visitor.get(address).text
                #expect(html.contains("file a.csv, SHA-256 \(String(repeating: "ab", count: 32))"), "\(address)")
                #expect(html.contains("\(site.test.site.address.base)\(address), read on 20 June 2018"), "\(address)")
                #expect(html.contains("Published by USAspending.gov"), "\(address)")
            }
        }
    }
}

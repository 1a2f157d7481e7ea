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

/// What anyone reads of published contract records (issue 8, points 2, 5 and 6).
@Suite struct EvidenceRoutesTests {
    private static func record(
        _ modification: String,
        _ obligated: Int64?,
        line: Int,
        edit: (inout ContractRecord) -> Void = { _ in }
    ) -> ContractRecord {
        var amounts = Amounts(currency: .dollars)
        amounts.obligated = obligated.map { Amount(cents: $0) }
        var record = ContractRecord(
            source: .usaspendingTransaction,
            award: AwardIdentifier("CONT_AWD_70B1_7014_-NONE-_-NONE-"),
            awardClass: .award,
            amounts: amounts,
            supplier: Supplier(name: "ACME <SYSTEMS>"),
            buyer: Buyer(agency: "CBP"),
            line: line
        )
        record.modification = modification
        record.actionDate = CalendarDay(year: 2_024, month: 12, day: 3)
        edit(&record)
        return record
    }

    /// One award with a ceiling that is revised, one of a person, and one of another supplier in euros.
    private static let records = [
        record("0", 10_000, line: 2) { $0.amounts.potentialValue = Amount(cents: 90_000) },
        record("P1", -2_550, line: 3) {
            $0.amounts.potentialValue = Amount(cents: 80_000)
            $0.actionDate = CalendarDay(year: 2_025, month: 11, day: 1)
            $0.description = "=1+1 <b>cutters</b>"
        },
        record("0", 7, line: 4) {
            $0.award = AwardIdentifier("CONT_AWD_70B2_7014_-NONE-_-NONE-")
            $0.supplier = .person
        },
        record("0", 500, line: 5) {
            $0.award = AwardIdentifier("ocds-1/2")
            $0.source = .ocdsAward
            $0.amounts.currency = CurrencyCode("EUR") ?? .none
            $0.permanentLink = "javascript:alert(1)"
            $0.supplier = Supplier(name: "ZENITH")
        },
    ]

    private static func site(_ kind: TestDatabase, isPublished: Bool = true) async throws -> WebSite {
        let site = try await WebSite(kind)
        try await site.test.database.write { transaction in
            let hash = [UInt8](repeating: 1, count: 32)
            var intake = try EvidenceIntake(transaction, hash: hash, name: "a.csv", now: Samples.noon)
            _ = try intake.keep(records)
            let report = #"{"currency":"USD","rows":4,"sums":{"obligated":"79.57","current_value":null}}"#
            try intake.finish(kind: .usaspendingTransactions, report: report)
            if isPublished { _ = try transaction.setEvidenceFile(intake.fileID, published: true) }
        }
        return site
    }

    private static let addresses = [
        "/evidence/suppliers/1", "/evidence/suppliers/1.json", "/evidence/suppliers/1.csv",
        "/evidence/suppliers/1/records?year=2025", "/evidence/agencies/1", "/evidence/agencies/1.json",
        "/evidence/agencies/1.csv", "/evidence/agencies/1/records?year=2025", "/evidence/awards/1",
        "/evidence/awards/1.json", "/evidence/awards/1.csv",
    ]

    @Test(arguments: TestDatabase.all)
    func `a file that nobody published is on no page`(_ kind: TestDatabase) async throws {
        let site = try await Self.site(kind, isPublished: false)
        try await site.visit { visitor in
            let page = try await visitor.get("/evidence").text
            #expect(page.contains("Nothing has been published") && !page.contains("a.csv") && page.contains("noindex"))
            #expect(!(try await visitor.get("/evidence.json").text.contains("a.csv")))
            for address in Self.addresses {
                #expect(try await visitor.get(address).status == .notFound, "\(address)")
            }
            _ = try await site.test.database.write { try $0.setEvidenceFile(1, published: true) }
            for address in Self.addresses { #expect(try await visitor.get(address).status == .ok, "\(address)") }
            _ = try await site.test.database.write { try $0.setEvidenceFile(1, published: false) }
            for address in Self.addresses {
                #expect(try await visitor.get(address).status == .notFound, "\(address)")
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `amounts are named, kept apart and in their currency, and each sum opens its records`(
        _ kind: TestDatabase
    )
        async throws
    {
        let site = try await Self.site(kind)
        try await site.visit { visitor in
            let front = try await visitor.get("/evidence").text
            for words in [
                "a.csv", "Published by USAspending.gov", "4 rows, imported on 20 June 2018", "USD 74.57", "EUR 5.00",
                "as this file states it in all: USD 79.57", "\"/evidence/agencies/1\"", "\"/evidence/awards/1\"",
            ] { #expect(front.contains(words), "\(words)") }
            let supplier = try await visitor.get("/evidence/suppliers/1").text
            let sums = supplier.components(separatedBy: "id=\"sums\"").last ?? ""
            let rows = (sums.components(separatedBy: "</table>").first ?? "").components(separatedBy: "<tr>").dropFirst(
                2
            ).map { row in
                row.components(separatedBy: "<").compactMap { $0.split(separator: ">").dropFirst().first }.map(
                    String.init
                )
                .filter { $0 != "\n" }
            }
            #expect(rows.first == ["2026", "Award", "USD -25.50", "–", "USD 800.00"])
            #expect(rows.last?.prefix(5) == ["2025", "Award", "USD 100.00", "–", "–"])
            #expect(supplier.contains("<svg class=\"plot\"") && supplier.contains("ACME &lt;SYSTEMS&gt;"))
            let behind = try await visitor.get("/evidence/suppliers/1/records?year=2026").text
            #expect(behind.contains("USD -25.50") && behind.contains("USD 800.00") && !behind.contains("USD 100.00"))
            let first = try await visitor.get("/evidence/suppliers/1/records?year=2025").text
            #expect(first.contains("USD 100.00") && !first.contains("USD 900.00"), "a ceiling that was replaced")
            let award = try await visitor.get("/evidence/awards/1").text
            let link = "href=\"https://www.usaspending.gov/award/CONT_AWD_70B1_7014_-NONE-_-NONE-/\""
            for words in [
                "Obligated: <strong>USD 74.50", "Ceiling with every option: <strong>USD 800.00", "Modification P1",
                "Ceiling with every option: USD 900.00", "File a.csv, line 3.", link, "1 November 2025",
                "=1+1 &lt;b&gt;cutters&lt;/b&gt;",
            ] { #expect(award.contains(words), "\(words)") }
            let other = try await visitor.get("/evidence/awards/3").text
            #expect(other.contains("EUR 5.00") && !other.contains("javascript:") && other.contains("ZENITH"))
        }
    }

    @Test func `people are named nowhere and have no page`() async throws {
        let site = try await Self.site(.chosen)
        try await site.visit { visitor in
            let award = try await visitor.get("/evidence/awards/2").text
            #expect(award.contains("A person, or nobody named") && !award.contains("/evidence/suppliers/"))
            let agency = try await visitor.get("/evidence/agencies/1.csv").text
            #expect(agency.contains("2025,USD,award,obligated,100.07,2\r\n"), "it counts all the same")
            for absent in [
                "/evidence/suppliers/3", "/evidence/suppliers/0", "/evidence/suppliers/x", "/evidence/agencies/9",
                "/evidence/awards/9", "/evidence/awards/1?page=2", "/evidence/awards/1?page=0",
                "/evidence/suppliers/1/records", "/evidence/suppliers/9/records?year=2025",
                "/evidence/suppliers/1/records?year=2025&after=x",
            ] { #expect(try await visitor.get(absent).status == .notFound, "\(absent)") }
        }
    }

    @Test func `programs read the same, exact to the hundredth, and no cell is a formula`() async throws {
        let site = try await Self.site(.chosen)
        try await site.visit { visitor in
            let table = try await visitor.get("/evidence/awards/1.csv")
            #expect(table.headers[.contentType]?.hasPrefix("text/csv") == true)
            let lines = table.text.components(separatedBy: "\r\n")
            #expect(
                lines.count == 4 && lines[0].hasPrefix("date,class,currency,obligated,current_value,potential_value")
            )
            #expect(lines[1].hasPrefix("2024-12-03,award,USD,100.00,,900.00,obligated,2,"))
            #expect(lines[2].hasPrefix("2025-11-01,award,USD,-25.50,,800.00,obligated potential_value,3,"))
            #expect(lines[2].contains("\"'=1+1 <b>cutters</b>\""))
            let file = try Self.object(try await visitor.get("/evidence/awards/1.json").text)
            let records = try Samples.required(file["records"] as? [[String: Any]])
            #expect(records.map { $0["counts"] as? [String] } == [["obligated"], ["obligated", "potential_value"]])
            let amounts = try Samples.required((file["award"] as? [String: Any])?["amounts"] as? [String: Any])
            #expect(amounts["obligated"] as? String == "74.50" && amounts["current_value"] is NSNull)
            let party = try Self.object(try await visitor.get("/evidence/suppliers/1.json").text)
            let sums = try Samples.required(party["sums"] as? [[String: Any]])
            #expect(sums.count == 3 && sums.allSatisfy { $0["kind"] is String && $0["currency"] as? String == "USD" })
            let front = try Self.object(try await visitor.get("/evidence.json").text)
            #expect((front["files"] as? [[String: Any]])?.first?["name"] as? String == "a.csv")
        }
    }

    private static func object(_ text: String) throws -> [String: Any] {
        try Samples.required(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func `a page of the longest records stays below 50 kB`() throws {
        let site = try PageTestSite()
        var page = PageSamples().dossierAwardPage(page: 1)
        page.records = (0..<25).map {
            PageSamples().dossierRecord($0, description: String(repeating: "契約", count: 4_000))
        }
        #expect(site.html(page, at: "/evidence/awards/1").utf8.count < 42_000)
    }
}

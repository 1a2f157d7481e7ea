import Foundation
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// Pictures of contract records, and what stands beside them: right sums, both directions, nothing left out (issue 8, point 5).
@Suite struct DossierPlotTests {
    private static func record(
        _ award: String,
        _ modification: String,
        _ cents: Int64,
        supplier: Supplier,
        agency: String,
        month: Int
    ) -> ContractRecord {
        var record = ContractRecord(
            source: .usaspendingTransaction,
            award: AwardIdentifier("CONT_AWD_\(award)_7014_-NONE-_-NONE-"),
            awardClass: .award,
            amounts: Amounts(currency: .dollars, obligated: Amount(cents: cents)),
            supplier: supplier,
            buyer: Buyer(agency: agency),
            line: 2
        )
        record.modification = modification
        record.actionDate = CalendarDay(year: 2_024, month: month, day: 3)
        return record
    }

    private static let acme = Supplier(
        name: "ACME",
        identifiers: [PublishedIdentifier(scheme: "UEI", value: "AAAAAAAAAAA1")],
        parentName: "ACME HOLDINGS",
        parentIdentifiers: [PublishedIdentifier(scheme: "UEI", value: "PPPPPPPPPPP1")]
    )
    private static let parent = Supplier(
        name: "ACME HOLDINGS",
        identifiers: [PublishedIdentifier(scheme: "UEI", value: "PPPPPPPPPPP1")]
    )
    private static let unidentified = Supplier(name: "ZENITH", parentName: "ZENITH GROUP")

    private static func site(_ kind: TestDatabase) async throws -> WebSite {
        let records = [
            record("1", "P2", -400, supplier: acme, agency: "Parks", month: 5),
            record("1", "P1", 900, supplier: acme, agency: "Parks", month: 2),
            record("1", "P3", 100, supplier: acme, agency: "Parks", month: 8),
            record("2", "0", 250, supplier: parent, agency: "Roads", month: 1),
            record("3", "0", 50, supplier: unidentified, agency: "Roads", month: 1),
            record("4", "0", 7, supplier: .person, agency: "Roads", month: 1),
            record("5", "0", 40, supplier: acme, agency: "Roads", month: 1),
        ]
        let site = try await WebSite(kind)
        try await site.test.database.write { transaction in
            let hash = [UInt8](repeating: 1, count: 32)
            var intake = try EvidenceIntake(transaction, hash: hash, name: "a.csv", now: Samples.noon)
            _ = try intake.keep(records)
            try intake.finish(kind: .usaspendingTransactions, report: "{}")
            _ = try transaction.setEvidenceFile(intake.fileID, published: true)
        }
        return site
    }

    @Test(arguments: TestDatabase.all)
    func `an award's modifications are steps in the order of time, with what they come to`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await Self.site(kind)
        let found = try await DossierReading(site: site.test.site).award(1, skipping: 0, limit: 9)
        let steps = try Samples.required(found).timeline
        #expect(steps.map(\.modification) == ["P1", "P2", "P3"])
        #expect(steps.map(\.cents) == [900, -400, 100] && steps.map(\.total) == [900, 500, 600])
        try await site.visit { visitor in
            let html = try await visitor.get("/evidence/awards/1").text
            #expect(html.contains("3 steps, of which 1 go down because money was taken back; in the end USD 6.00"))
            // Up to all of it, down by four ninths, up again; and the fall once more in a line of its own.
            #expect(html.contains("d=\"M0 800H0V0H495V356H1000V267H1000\""))
            #expect(html.contains("<path class=\"fall\"") && html.contains("d=\"M495 0V356\""))
            #expect(html.contains("<td>USD -4.00</td><td>USD 5.00</td>"))
            #expect(!(try await visitor.get("/evidence/awards/3").text.contains("<svg")), "one step is no picture")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `who buys from whom adds up to all there is, people among the others`(_ kind: TestDatabase) async throws {
        let site = try await Self.site(kind)
        let overview = try await DossierReading(site: site.test.site).overview(limit: 9)
        let flow = try Samples.required(overview.flows.first)
        #expect(overview.flows.count == 1 && flow.currency == .dollars && flow.awardClass == .award && !flow.isCut)
        #expect(flow.agencies.map { $0?.name } == ["Parks", "Roads", nil])
        #expect(flow.suppliers.map { $0?.name } == ["ACME", "ACME HOLDINGS", "ZENITH", nil])
        #expect(flow.amounts == [[600, 0, 0, 0], [40, 250, 50, 7], [0, 0, 0, 0]])
        try await site.visit { visitor in
            let html = try await visitor.get("/evidence").text
            #expect(html.contains("Who buys from whom, by what was obligated in USD: Award"))
            #expect(html.contains("supplier=1&amp;agency=1&amp;class=award&amp;currency=USD\">USD 6.00</a>"))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a supplier's page names whom it sells to, and a parent that is known by a published identifier alone`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await Self.site(kind)
        try await site.visit { visitor in
            let acme = try await visitor.get("/evidence/suppliers/1").text
            #expect(acme.contains("Its records state a parent: ACME HOLDINGS, UEI PPPPPPPPPPP1"))
            #expect(acme.contains("<a href=\"/evidence/suppliers/2\"><bdi>Its records"))
            #expect(acme.contains("Obligated by agency, USD: Award") && acme.contains("Parks"))
            let zenith = try await visitor.get("/evidence/suppliers/3").text
            #expect(!zenith.contains("ZENITH GROUP"), "a name alone may be somebody else's")
            let roads = try await visitor.get("/evidence/agencies/2").text
            #expect(roads.contains("Obligated by supplier, USD: Award") && roads.contains("ZENITH"))
            let file = try await visitor.get("/evidence/suppliers/1.json").text
            #expect(file.contains("\"identities\":[\"UEI PPPPPPPPPPP1\"]"))
        }
    }

    @Test func `pictures begin where the language's lines begin`() throws {
        let site = try PageTestSite(languages: [{ $0.pseudoRightToLeft }])
        let sample = try Samples.required(PageSamples().all.first { $0.name == "evidence" })
        let left = site.html(sample.page)
        #expect(!left.contains("scale(-1 1)") && left.contains(" x=\"0.0%\" y="))
        let right = site.html(sample.page, in: try Samples.required(LanguageTag("ar-XB")))
        #expect(right.contains("transform=\"translate(1000 0) scale(-1 1)\"") && right.contains(" x=\"48.0%\" y="))
    }
}

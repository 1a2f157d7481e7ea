import HummingbirdTesting
import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// Awards that are told by their actions and as a whole: what counts, what is in no sum, and why (issue 8, points 2 and 5).
@Suite struct EvidenceWholeTests {
    private static func record(
        _ award: String,
        _ modification: String?,
        _ cents: Int64,
        value: Int64? = nil
    ) -> ContractRecord {
        var record = ContractRecord(
            source: modification == nil ? .usaspendingAward : .usaspendingTransaction,
            award: AwardIdentifier("CONT_AWD_\(award)_7014_-NONE-_-NONE-"),
            awardClass: .order,
            amounts: Amounts(
                currency: .dollars,
                obligated: Amount(cents: cents),
                currentValue: value.map { Amount(cents: $0) }
            ),
            supplier: Supplier(name: award == "C" ? "ZENITH" : "ACME"),
            buyer: Buyer(agency: "Parks"),
            line: 2
        )
        record.modification = modification
        record.actionDate = CalendarDay(year: 2_024, month: 5, day: 3)
        return record
    }

    /// `A` is told twice, its first action is missing; `B` is told as a whole alone; `C` by all of its actions.
    private static func site(_ kind: TestDatabase) async throws -> WebSite {
        let files: [(EvidenceKind, [ContractRecord])] = [
            (.usaspendingTransactions, [record("A", "P4", 300), record("A", "0003", 200), record("C", "0", 40)]),
            (.usaspendingAwards, [record("A", nil, 9_000, value: 9_900), record("B", nil, 7_000)]),
        ]
        let site = try await WebSite(kind)
        try await site.test.database.write { transaction in
            for (number, (kind, records)) in files.enumerated() {
                let hash = [UInt8](repeating: UInt8(number + 1), count: 32)
                var intake = try EvidenceIntake(transaction, hash: hash, name: "\(number).csv", now: Samples.noon)
                _ = try intake.keep(records)
                let sums = #"{"obligated":"79.57","current_value":"81.00","potential_value":"82.00"}"#
                try intake.finish(kind: kind, report: #"{"currency":"USD","rows":4,"sums":\#(sums)}"#)
                _ = try transaction.setEvidenceFile(intake.fileID, published: true)
            }
        }
        return site
    }

    @Test(arguments: TestDatabase.all)
    func `an obligation that is in no sum is shown, and named so`(_ kind: TestDatabase) async throws {
        let site = try await Self.site(kind)
        try await site.visit { (visitor: Visitor) async throws in
            let listed = try await visitor.get("/evidence/records?sign=uncounted").text
            #expect(listed.contains("Obligated, as stated; in no sum: USD 90.00"))
            #expect(listed.contains("Current value: USD 99.00") && !listed.contains("Obligated: USD"))
            let award = try await visitor.get("/evidence/awards/1").text
            #expect(award.contains("Obligated, as stated; in no sum: USD 90.00"))
            #expect(award.contains("Obligated: USD 3.00"))
            let counted = try await visitor.get("/evidence/records?sign=added").text
            #expect(counted.contains("Obligated: USD 70.00") && !counted.contains("in no sum: USD"))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an award's page says what its obligation is the sum of, and what its publisher states beside it`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await Self.site(kind)
        try await site.visit { (visitor: Visitor) async throws in
            let twice = try await visitor.get("/evidence/awards/1").text
            for words in [
                "Obligated: <strong>USD 5.00", "Obligated is the sum of the 2 actions published here.",
                "The publisher&#39;s statement of the award as a whole is USD 90.00 obligated.",
                "Modification 0, by which an award begins, is not in the files",
            ] { #expect(twice.replacing("'", with: "&#39;").contains(words), "\(words)") }
            let whole = try await visitor.get("/evidence/awards/3").text
            #expect(whole.contains("Obligated: <strong>USD 70.00") && whole.contains("Obligated is the publisher"))
            let actions = try await visitor.get("/evidence/awards/2").text
            #expect(actions.contains("Obligated: <strong>USD 0.40") && !actions.contains("Obligated is the"))
            for (number, text) in [
                (1, #"{"actions":2,"counts":"actions","first_action":false,"whole":"90.00"}"#),
                (2, #"{"actions":1,"counts":"actions","first_action":true,"whole":null}"#),
                (3, #"{"actions":0,"counts":"whole","first_action":null,"whole":"70.00"}"#),
            ] {
                let file = try await visitor.get("/evidence/awards/\(number).json").text
                #expect(file.contains("\"obligation\":\(text)"), "\(file)")
            }
            for (address, isTold) in [("suppliers/1", true), ("suppliers/2", false), ("agencies/1", true)] {
                let page = try await visitor.get("/evidence/\(address)").text
                #expect(page.contains("published by their actions and as a whole") == isTold, "\(address)")
                #expect(page.contains("sign=uncounted\">Stated, and in no sum</a>") == isTold, "\(address)")
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `beside sums by year stands where awards as a whole are in them`(_ kind: TestDatabase) async throws {
        let site = try await Self.site(kind)
        try await site.visit { (visitor: Visitor) async throws in
            let note = "Awards stated as a whole stand in the year of their latest action"
            for (address, hasWholes) in [("suppliers/1", true), ("suppliers/2", false), ("records?year=2024", true)] {
                #expect(try await visitor.get("/evidence/\(address)").text.contains(note) == hasWholes, "\(address)")
            }
        }
    }

    @Test func `of a file the front page adds up obligations alone`() async throws {
        let site = try await Self.site(.chosen)
        try await site.visit { (visitor: Visitor) async throws in
            let page = try await visitor.get("/evidence").text
            #expect(
                page.contains("Obligated, as this file states it in all: USD 79.57") && !page.contains("81.00")
                    && !page.contains("82.00")
            )
            let file = try await visitor.get("/evidence.json").text
            #expect(file.contains(#""sums":{"obligated":"79.57"}"#) && !file.contains("81.00"))
        }
    }

    @Test func `a list of one class has the amount second, and no column that says the same in each row`() async throws
    {
        let site = try await Self.site(.chosen)
        try await site.visit { (visitor: Visitor) async throws in
            let one = try await visitor.get("/evidence/suppliers?by=USD.order").text
            #expect(one.contains("Name</th><th scope=\"col\">Obligated</th><th scope=\"col\">Awards</th>"))
            #expect(!one.contains("<td>Order under a vehicle</td>") && one.contains("Class: Order under a vehicle."))
            let all = try await visitor.get("/evidence/suppliers").text
            #expect(
                all.contains("<td>Order under a vehicle</td>") && all.contains("Obligated</th><th scope=\"col\">Class")
            )
            for page in [one, all] { #expect(page.contains("<div class=\"scroll\" role=\"region\" tabindex=\"0\"")) }
        }
    }
}

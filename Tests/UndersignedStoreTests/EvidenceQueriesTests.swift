import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport

/// What pages of contract records ask for: right, and by an index at any size (issue 8, points 2 and 7).
@Suite struct EvidenceQueriesTests {
    private static func record(_ award: Int, supplier: String, obligated: Int64?, year: Int = 2024) -> ContractRecord {
        var amounts = Amounts(currency: .dollars)
        amounts.obligated = obligated.map { Amount(cents: $0) }
        var record = ContractRecord(
            source: .usaspendingTransaction,
            award: AwardIdentifier("CONT_AWD_\(award)_7012_-NONE-_-NONE-"),
            awardClass: .award,
            amounts: amounts,
            supplier: Supplier(name: supplier),
            buyer: Buyer(agency: "CBP"),
            line: award + 1
        )
        record.modification = "0"
        record.actionDate = CalendarDay(year: year, month: 10, day: 1)
        return record
    }

    private static let records = [
        record(1, supplier: "ACME", obligated: 500), record(2, supplier: "ACME", obligated: nil),
        record(3, supplier: "ACME", obligated: -70), record(4, supplier: "ACME", obligated: 900, year: 2022),
        record(5, supplier: "ZENITH", obligated: 8_000),
    ]

    private static func filled(_ kind: TestDatabase, in folder: TestFolder) async throws -> any TransactionalDatabase {
        let database = try await kind.make(in: folder.url)
        try await database.write { transaction in
            let hash = [UInt8](repeating: 1, count: 32)
            var intake = try EvidenceIntake(transaction, hash: hash, name: "a.csv", now: Samples.noon)
            _ = try intake.keep(records)
            try intake.finish(kind: .usaspendingTransactions, report: "{}")
            _ = try transaction.setEvidenceFile(intake.fileID, published: true)
        }
        return database
    }

    @Test(arguments: TestDatabase.all)
    func `a supplier's sums are by fiscal year, its awards largest first, and each sum has its records`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await Self.filled(kind, in: folder)
        try await database.read { transaction in
            let acme = try Samples.required(
                transaction.row("SELECT id FROM evidence_supplier WHERE name = 'ACME'")
            ).integer("id")
            let sums = try transaction.evidenceSums(.supplier(acme))
            #expect(sums.map(\.year) == [2025, 2023] && sums.map(\.cents) == [430, 900])
            #expect(sums.map(\.recordCount) == [2, 1])
            #expect(try transaction.evidenceSums(.all).map(\.cents) == [8_430, 900])
            let awards = try transaction.evidenceAwards(ofSupplier: acme, limit: 9)
            #expect(awards.map(\.amounts?.obligated?.cents) == [900, 500, -70, nil])
            #expect(try transaction.evidenceAwards(ofSupplier: acme, limit: 2).map(\.id) == awards[..<2].map(\.id))
            let filter = RecordFilter(supplierID: acme, year: 2_025)
            let behind = try Samples.required(transaction.evidenceRecords(filter, after: nil, limit: 9)).rows
            // What counts for nothing is behind no sum.
            #expect(behind.map(\.record.line) == [2, 4])
            let counted = behind.filter { $0.counted.contains(.obligated) }
            #expect(counted.compactMap(\.record.amounts.obligated?.cents).reduce(0, +) == 430)
            let next = try Samples.required(transaction.evidenceRecords(filter, after: .row(behind[0].id), limit: 1))
            #expect(next.rows.map(\.record.line) == [4] && next.count == 2 && !next.hasMore)
            #expect(try transaction.evidenceRecord(behind[0].id)?.record == Self.records[0])
            #expect(try transaction.evidenceAward(awards[0].id) == awards[0])
            #expect(try transaction.evidenceRecords(ofAward: awards[0].id, limit: 9).map(\.record) == [Self.records[3]])
            let agency = behind[0].agencyID
            #expect(try transaction.evidenceSums(.agency(agency)).map(\.cents) == [8_430, 900])
            let year = try transaction.evidenceRecords(
                RecordFilter(agencyID: agency, year: 2_025),
                after: nil,
                limit: 9
            )
            #expect(year?.rows.map(\.record.line) == [6, 2, 4], "the largest first")
        }
    }

    @Test func `no statement of an import reads all records or awards`() async throws {
        let folder = try TestFolder()
        let database = try await Self.filled(.sqlite, in: folder)
        let steps = try await database.write { transaction in
            let plans = ExplainedTransaction(transaction)
            let hash = [UInt8](repeating: 2, count: 32)
            var intake = try EvidenceIntake(plans, hash: hash, name: "b.csv", now: Samples.noon)
            let revised = Self.record(1, supplier: "ACME", obligated: 501)
            let places = try intake.keep([revised, Self.records[1], Self.record(9, supplier: "NEW", obligated: 1)])
            #expect(places == [.revised, .repeated, .new])
            try intake.finish(kind: .usaspendingTransactions, report: "{}")
            #expect(try plans.setEvidenceFile(intake.fileID, published: true) == true)
            #expect(try plans.setEvidenceFile(intake.fileID, published: false) == true)
            return plans.steps
        }
        #expect(steps.contains { $0.contains("evidence_record_stated (award_id=? AND action=?)") })
        // The keys themselves, the files and those on their way, of which there are few, and sums of nothing.
        let few = [
            "CONSTANT ROW", "SCAN k", "SCAN evidence_file", "SCAN w", "evidence_figure_empty", "evidence_total_empty",
            "evidence_facet_empty", "VIRTUAL TABLE INDEX 0:=",
        ]
        for step in steps where step.contains("SCAN") { #expect(few.contains { step.contains($0) }, "\(step)") }
    }

    @Test func `no page's statement reads all records or awards, or sorts them`() async throws {
        let folder = try TestFolder()
        let database = try await Self.filled(.sqlite, in: folder)
        let steps = try await database.read { transaction in
            let plans = ExplainedTransaction(transaction)
            _ = try plans.evidenceSums(.all)
            let known = plans.steps.count
            _ = try plans.evidenceSums(.supplier(1)) + plans.evidenceSums(.agency(1))
            _ = try plans.evidenceAwards(ofSupplier: 1, limit: 50)
            _ = (try plans.evidenceAward(1), try plans.evidenceRecord(1))
            _ = (try plans.evidenceSupplier(1), try plans.evidenceAgency(1))
            _ = try plans.evidenceAwards(ofAgency: 1, limit: 50) + plans.evidenceAwards(in: "USD", limit: 50)
            _ = try plans.evidenceRecords(ofAward: 1, limit: 50)
            #expect(known > 0 && plans.steps.count > known + 10)
            return plans.steps
        }
        #expect(steps.contains { $0.contains("evidence_record_shown (award_id=?)") }, "however many files state them")
        for step in steps {
            #expect(!step.contains("SCAN"), "\(step)")
            // The few kept sums of one supplier or agency may be sorted.
            let isOfRecords = step.contains("evidence_record") || step.contains("evidence_award")
            #expect(!isOfRecords || step.contains("INDEX") || step.contains("PRIMARY KEY"), "\(step)")
        }
    }
}

import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport

/// Contract records for tests, and what the database has of them.
enum EvidenceSamples {
    /// A record as a test needs it: award, modification, obligation and the two values in cents.
    static func record(
        _ award: String,
        _ modification: String?,
        _ obligated: Int64?,
        values: (current: Int64?, potential: Int64?) = (nil, nil),
        line: Int = 2,
        edit: (inout ContractRecord) -> Void = { _ in }
    ) -> ContractRecord {
        var amounts = Amounts(currency: .dollars)
        amounts.obligated = obligated.map { Amount(cents: $0) }
        amounts.currentValue = values.current.map { Amount(cents: $0) }
        amounts.potentialValue = values.potential.map { Amount(cents: $0) }
        var record = ContractRecord(
            source: modification == nil ? .usaspendingAward : .usaspendingTransaction,
            award: AwardIdentifier("CONT_AWD_\(award)_7012_-NONE-_-NONE-"),
            awardClass: .award,
            amounts: amounts,
            supplier: Supplier(
                name: "ACME SYSTEMS LLC",
                rawName: "Acme Systems",
                identifiers: [PublishedIdentifier(scheme: "UEI", value: "ABCDEF123456")],
                parentName: "ACME HOLDINGS"
            ),
            buyer: Buyer(agency: "Department of Homeland Security", subAgency: "CBP"),
            line: line
        )
        record.modification = modification
        record.actionDate = CalendarDay(year: 2025, month: 2, day: 3)
        record.description = "ويدجت \"quoted\"\n/ 😀"
        record.industry = CodedWord(code: "541511", words: nil)
        record.place = Place(country: "USA", state: nil)
        record.period = Period(start: CalendarDay(year: 2025, month: 1, day: 1), end: nil)
        edit(&record)
        return record
    }

    /// Imports records as a file of their own, and publishes it.
    @discardableResult
    static func take(
        _ records: [ContractRecord],
        file: UInt8,
        into database: any TransactionalDatabase,
        atOnce: Int = 3,
        isPublished: Bool = true
    ) async throws -> [RecordIndex.Place] {
        try await database.write { transaction in
            let hash = [UInt8](repeating: file, count: 32)
            var intake = try EvidenceIntake(transaction, hash: hash, name: "\(file).csv", now: Samples.noon)
            var places: [RecordIndex.Place] = []
            for start in stride(from: 0, to: records.count, by: atOnce) {
                places += try intake.keep(Array(records[start..<min(start + atOnce, records.count)]))
            }
            try intake.finish(kind: .usaspendingTransactions, report: "{}")
            if isPublished { _ = try transaction.setEvidenceFile(intake.fileID, published: true) }
            return places
        }
    }

    /// All rows of all tables, but for when a file came.
    static func dump(_ database: any TransactionalDatabase) async throws -> [[QueryValue]] {
        try await database.read { transaction in
            try StoredTable.all.filter { $0.name.hasPrefix("evidence_") }.flatMap { table in
                try transaction.slice(of: table, after: nil, isBackup: false).map(\.values)
            }
        }
    }

    static func sums(_ database: any TransactionalDatabase) async throws -> [String: Int64] {
        try await database.read { transaction in
            let rows = try transaction.rows(
                "SELECT kind, class, currency, year, cents, record_count FROM evidence_figure WHERE supplier_id = 0"
            )
            return try rows.reduce(into: [:]) { sums, row in
                let name = "\(try row.text("kind")) \(try row.text("class")) \(try row.text("currency"))"
                sums[name, default: 0] += try row.integer("cents")
                sums[name + " records", default: 0] += try row.integer("record_count")
            }
        }
    }
}

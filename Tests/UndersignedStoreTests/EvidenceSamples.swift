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

    /// All that anyone sees, without numbers of rows: records and awards, sums, counts, and what words lead to.
    static func seen(_ database: any TransactionalDatabase) async throws -> [[String]] {
        let texts = try await database.read { (transaction: any Transaction) in
            try queries.flatMap { query in
                try transaction.rows(query).map { row in try (0..<9).map { try row.text("c\($0)") } }
            }
        }
        let found = try await database.read { transaction in
            try transaction.evidenceAwardIDs(withAllOf: ["cont"], limit: 999).compactMap {
                try transaction.evidenceAward($0)?.identifier.text
            }
        }
        return texts.sorted { $0.lexicographicallyPrecedes($1) } + [found.sorted()]
    }

    private static let queries: [Query] = [
        """
        SELECT 'record' AS c0, a.identifier AS c1, r.action AS c2, f.name AS c3, CAST(r.line AS TEXT) AS c4,
            CAST(r.counts AS TEXT) AS c5, COALESCE(CAST(r.obligated AS TEXT), '') AS c6, r.content AS c7,
            COALESCE(CAST(r.counted_obligated AS TEXT), '') AS c8
        FROM evidence_record r JOIN evidence_award a ON a.id = r.award_id JOIN evidence_file f ON f.id = r.file_id
        WHERE r.is_shown = 1
        """,
        """
        SELECT 'award' AS c0, a.identifier AS c1, a.class AS c2, COALESCE(s.identity, '') AS c3, b.agency AS c4,
            a.listed_currency AS c5, COALESCE(CAST(a.obligated AS TEXT), '') AS c6,
            COALESCE(CAST(a.current_value AS TEXT), '') AS c7, CAST(a.record_count + 10000 * a.year AS TEXT) AS c8
        FROM evidence_award a LEFT JOIN evidence_supplier s ON s.id = a.supplier_id
        JOIN evidence_agency b ON b.id = a.agency_id WHERE a.record_count > 0
        """,
        """
        SELECT 'sum' AS c0, COALESCE(s.identity, '') AS c1, b.agency AS c2, CAST(g.year AS TEXT) AS c3,
            g.currency AS c4, g.class AS c5, g.kind AS c6, CAST(g.cents AS TEXT) AS c7,
            CAST(g.record_count AS TEXT) AS c8
        FROM evidence_figure g LEFT JOIN evidence_supplier s ON s.id = g.supplier_id
        JOIN evidence_agency b ON b.id = g.agency_id
        """,
        """
        SELECT 'total' AS c0, COALESCE(s.identity, '') AS c1, COALESCE(b.agency, '') AS c2, g.name AS c3,
            g.currency AS c4, g.class AS c5, CAST(g.obligated AS TEXT) AS c6, CAST(g.current_value AS TEXT) AS c7,
            CAST(g.record_count + 10000 * g.award_count AS TEXT) AS c8
        FROM evidence_total g LEFT JOIN evidence_supplier s ON s.id = g.supplier_id
        LEFT JOIN evidence_agency b ON b.id = g.agency_id
        """,
        """
        SELECT g.list AS c0, COALESCE(s.identity, '') AS c1, COALESCE(b.agency, '') AS c2, g.sign AS c3,
            g.currency AS c4, g.class AS c5, CAST(g.year AS TEXT) AS c6, CAST(g.row_count AS TEXT) AS c7, '' AS c8
        FROM evidence_facet g LEFT JOIN evidence_supplier s ON s.id = g.supplier_id
        LEFT JOIN evidence_agency b ON b.id = g.agency_id
        """,
    ]
}

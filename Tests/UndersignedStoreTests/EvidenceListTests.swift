import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport

/// Lists of contract records: whole, in order, filtered, and found by words (issue 8, point 5).
@Suite struct EvidenceListTests {
    private static let names = ["ACME", "Zénith & Co", "acorn", "ZENITH", "Ünder"]

    /// Records that meet in every way: years, classes, currencies, signs, equal amounts, people.
    static func records(_ count: Int, seed: UInt64) -> [ContractRecord] {
        var chance = SeededGenerator(state: seed)
        return (0..<count).map { number in
            let cents = [nil, 0, 5, 5, -7, Int64(number), -Int64(number)].randomElement(using: &chance) ?? nil
            let award = String(Int.random(in: 0..<count / 3, using: &chance))
            return EvidenceSamples.record(award, "P\(number)", cents, values: (9, nil), line: number + 2) { record in
                record.actionDate =
                    Int.random(in: 0..<9, using: &chance) == 0
                    ? nil : CalendarDay(year: 2_020 + number % 3, month: 2, day: 1)
                record.awardClass = AwardClass.allCases[number % 3]
                record.amounts.currency = number % 5 == 0 ? CurrencyCode("EUR") ?? .none : .dollars
                record.supplier = number % 7 == 0 ? .person : Supplier(name: names[number % names.count])
                record.buyer = Buyer(agency: number % 2 == 0 ? "Parks" : "Rivers", subAgency: nil)
                record.description = "Work \(number % 4) on the café"
            }
        }
    }

    private static let filters: [RecordFilter] = [
        RecordFilter(), RecordFilter(supplierID: 1), RecordFilter(agencyID: 2),
        RecordFilter(supplierID: 2, agencyID: 1),
        RecordFilter(year: 2_021), RecordFilter(year: 0, awardClass: .order), RecordFilter(sign: .taken),
        RecordFilter(agencyID: 1, awardClass: .vehicle, sign: .added), RecordFilter(currency: CurrencyCode("EUR")),
        RecordFilter(supplierID: 3, year: 2_022, sign: .zero), RecordFilter(agencyID: 1, sign: .unstated),
    ]

    private static func fits(_ row: QueryRow, _ filter: RecordFilter, _ amount: String) throws -> Bool {
        let sign = AmountSign(try row.optionalInteger(amount))
        return try (filter.supplierID.map { try row.optionalInteger("supplier_id") == $0 } ?? true)
            && (filter.agencyID.map { try row.integer("agency_id") == $0 } ?? true)
            && (filter.year.map { try row.integer("year") == Int64($0) } ?? true)
            && (filter.awardClass.map { try row.text("class") == $0.rawValue } ?? true)
            && (filter.currency.map { try row.optionalText("currency") == $0.text } ?? true)
            && (filter.sign.map { $0 == sign } ?? true)
    }

    /// All pages of a list, one behind the other.
    private static func walk<Row>(
        _ page: (EvidenceStart?) throws -> EvidencePage<Row>?,
        id: (Row) -> Int64
    ) throws -> (ids: [Int64], count: Int64) {
        var (ids, last, count): ([Int64], EvidenceStart?, Int64) = ([], nil, 0)
        while true {
            let found = try Samples.required(page(last))
            ids += found.rows.map(id)
            count = found.count
            guard let place = found.last else { return (ids, count) }
            // By the row's number and by its place, as addresses have it.
            last = ids.count % 2 == 0 ? ids.last.map { .row($0) } : EvidenceStart(key: place.key)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `every filter gives what all rows give, each once, in order, with its number, whatever the page's length`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        for file in UInt8(1)...3 {
            let records = Self.records(150, seed: UInt64(file))
            try await EvidenceSamples.take(records, file: file, into: database, isPublished: file < 3)
        }
        try await database.read { (transaction: any Transaction) throws in
            let all = try transaction.rows("SELECT * FROM evidence_record WHERE counts > 0")
            let awards = try transaction.rows("SELECT * FROM evidence_award WHERE record_count > 0")
            #expect(all.count > 200 && awards.count > 30)
            for filter in Self.filters {
                let wanted = try all.filter { try Self.fits($0, filter, "counted_obligated") }
                for limit in [7, 500] {
                    let found = try Self.walk(
                        { try transaction.evidenceRecords(filter, after: $0, limit: limit) },
                        id: \.id
                    )
                    #expect(Set(found.ids) == Set(try wanted.map { try $0.integer("id") }), "\(filter)")
                    #expect(found.ids.count == wanted.count && found.count == Int64(wanted.count), "\(filter)")
                    let rows = Dictionary(uniqueKeysWithValues: try wanted.map { (try $0.integer("id"), $0) })
                    let years = try found.ids.compactMap { try rows[$0]?.integer("year") }
                    #expect(years == years.sorted(by: >), "\(filter)")
                }
                let listed = try awards.filter { try Self.fits($0, filter, "obligated") }
                let found = try Self.walk({ try transaction.evidenceAwards(filter, after: $0, limit: 5) }, id: \.id)
                #expect(Set(found.ids) == Set(try listed.map { try $0.integer("id") }), "awards \(filter)")
                #expect(found.ids.count == listed.count && found.count == Int64(listed.count), "awards \(filter)")
            }
            #expect(try transaction.evidenceRecords(RecordFilter(), after: .row(9_999), limit: 5) == nil)
            let other = try Samples.required(
                transaction.evidenceRecords(RecordFilter(year: 2_020), after: nil, limit: 1)
            )
            let stranger = other.rows[0].id
            #expect(try transaction.evidenceRecords(RecordFilter(year: 2_021), after: .row(stranger), limit: 1) == nil)
        }
    }

    private static func checkAwardCounts(_ transaction: any Transaction) throws {
        let counted = try transaction.rows(
            "SELECT supplier_id, CAST(COUNT(*) AS BIGINT) AS n FROM evidence_award WHERE record_count > 0 AND supplier_id IS NOT NULL GROUP BY supplier_id"
        )
        #expect(!counted.isEmpty)
        for row in counted {
            let totals = try transaction.evidenceTotals(ofSupplier: row.integer("supplier_id"))
            #expect(totals.reduce(0) { $0 + $1.awardCount } == (try row.integer("n")))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `totals are those of the records that count, and all are gone when the last file is taken back`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        for file in UInt8(1)...3 {
            try await EvidenceSamples.take(Self.records(90, seed: UInt64(file)), file: file, into: database)
        }
        try await database.read { (transaction: any Transaction) throws in
            for row in try transaction.rows(
                """
                SELECT supplier_id, agency_id, currency, class, CAST(COUNT(*) AS BIGINT) AS n,
                    CAST(SUM(counted_obligated) AS BIGINT) AS cents
                FROM evidence_record WHERE counts > 0 AND supplier_id IS NOT NULL
                GROUP BY supplier_id, agency_id, currency, class
                """
            ) {
                let totals = try transaction.evidenceTotals(
                    ofSupplier: row.integer("supplier_id"),
                    agencyID: row.integer("agency_id")
                )
                let total = try totals.first {
                    try $0.currency == row.text("currency") && $0.awardClass.rawValue == row.text("class")
                }
                #expect(total?.recordCount == (try row.integer("n")))
                #expect(total?.cents[.obligated] == (try row.optionalInteger("cents")))
            }
            try Self.checkAwardCounts(transaction)
        }
        for file in [Int64(2), 1, 3] {
            _ = try await database.write { try $0.setEvidenceFile(file, published: false) }
        }
        try await database.read { (transaction: any Transaction) throws in
            #expect(try transaction.evidenceTotals().isEmpty)
            for table: Query in [
                "SELECT * FROM evidence_total", "SELECT * FROM evidence_facet", "SELECT * FROM evidence_figure",
                "SELECT * FROM evidence_search_name", "SELECT * FROM evidence_search_award",
            ] { #expect(try transaction.rows(table).isEmpty, "\(table.sql)") }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `everybody is listed by name without regard to accents, and by amount, page by page`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let records = ["Zulu", "Émile Ltd", "acorn", "ACME", "École", "Ezra"].enumerated().map { number, name in
            EvidenceSamples.record("\(number)", "0", Int64(number % 3)) { $0.supplier = Supplier(name: name) }
        }
        try await EvidenceSamples.take(records, file: 1, into: database)
        try await database.read { (transaction: any Transaction) throws in
            func names(_ totals: [EvidenceTotal]?) throws -> [String] {
                try Samples.required(totals).map { try transaction.evidenceSupplier($0.supplierID)?.name ?? "" }
            }
            var (seen, last): ([String], EvidenceTotalKey?) = ([], nil)
            while true {
                let page = try transaction.evidenceNames(.supplier, from: "", after: last, limit: 2)
                seen += try names(page)
                guard let end = page?.last else { break }
                last = EvidenceTotalKey(partyID: end.supplierID, group: end.group)
            }
            #expect(seen == ["ACME", "acorn", "École", "Émile Ltd", "Ezra", "Zulu"])
            #expect(
                try names(transaction.evidenceNames(.supplier, from: "ém", after: nil, limit: 9)) == [
                    "Émile Ltd", "Ezra", "Zulu",
                ]
            )
            let group = EvidenceGroup(currency: "USD", awardClass: .award)
            let largest = try Samples.required(transaction.evidenceLargest(.supplier, of: group, after: nil, limit: 3))
            let rest = try transaction.evidenceLargest(
                .supplier,
                of: group,
                after: (largest[2].supplierID, nil),
                limit: 9
            )
            #expect((largest + (rest ?? [])).map { $0.cents[.obligated] } == [2, 2, 1, 1, 0, 0])
            #expect(Set(try names(largest + (rest ?? []))).count == 6)
            #expect(try transaction.evidenceLargest(.supplier, of: group, after: (99, nil), limit: 9) == nil)
            #expect(try transaction.evidenceNames(.agency, from: "", after: nil, limit: 9)?.map(\.agencyID) == [1])
        }
    }

    @Test func `no list, and no page of one, reads more than its own rows`() async throws {
        let folder = try TestFolder()
        let database = try await TestDatabase.sqlite.make(in: folder.url)
        try await EvidenceSamples.take(Self.records(150, seed: 1), file: 1, into: database)
        let steps = try await database.read { transaction in
            let plans = ExplainedTransaction(transaction)
            for filter in Self.filters {
                let first = try Samples.required(plans.evidenceRecords(filter, after: nil, limit: 1))
                _ = try plans.evidenceRecords(filter, after: first.rows.first.map { .row($0.id) }, limit: 1)
                let award = try Samples.required(plans.evidenceAwards(filter, after: nil, limit: 1))
                _ = try plans.evidenceAwards(filter, after: award.rows.first.map { .row($0.id) }, limit: 1)
            }
            let group = EvidenceGroup(currency: "USD", awardClass: .award)
            let key = EvidenceTotalKey(partyID: 1, group: group)
            for side in [EvidencePartySide.supplier, .agency] {
                _ = try plans.evidenceNames(side, from: "b", after: nil, limit: 9)
                _ = try plans.evidenceNames(side, from: "", after: key, limit: 9)
                _ = try plans.evidenceLargest(side, of: group, after: nil, limit: 9)
                _ = try plans.evidenceLargest(side, of: group, after: (1, nil), limit: 9)
            }
            _ = try plans.evidenceTotals() + plans.evidenceTotals(ofSupplier: 1) + plans.evidenceTotals(ofAgency: 1)
            _ =
                try plans.evidencePairs(ofSupplier: 1, group, limit: 9)
                + plans.evidencePairs(ofAgency: 1, group, limit: 9)
            _ = try plans.evidenceParties(withAllOf: ["acme"], limit: 9)
            _ = try plans.evidenceAwardIDs(withAllOf: ["cafe", "work"], limit: 9)
            return plans.steps
        }
        #expect(steps.count > 60)
        for step in steps {
            #expect(!step.contains("TEMP B-TREE"), "\(step)")
            #expect(!step.contains("SCAN") || step.contains("VIRTUAL TABLE INDEX"), "\(step)")
            let isOfAmount = step.contains("evidence_record_listed") || step.contains("evidence_award_listed")
            #expect(!isOfAmount || step.contains("obligated"), "\(step)")
        }
    }
}

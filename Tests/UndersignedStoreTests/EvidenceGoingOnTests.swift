import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport

/// Where lists go on when what they stood behind is gone, and what they keep apart (issue 8, point 5).
@Suite struct EvidenceGoingOnTests {
    /// The amounts 10 to 80 alternately in two files, each of a supplier of its own.
    private static func filled(_ kind: TestDatabase, in folder: TestFolder) async throws -> any TransactionalDatabase {
        let database = try await kind.make(in: folder.url)
        for file in 1...2 {
            let records = (0..<4).map { number in
                let place = number * 2 + file
                return EvidenceSamples.record("\(place)", "0", Int64(place * 10), line: place) { record in
                    record.supplier = Supplier(name: "FIRM \(place)")
                }
            }
            try await EvidenceSamples.take(records, file: UInt8(file), into: database)
        }
        return database
    }

    private static func withdraw(_ file: Int64, _ database: any TransactionalDatabase) async throws {
        #expect(try await database.write { try $0.setEvidenceFile(file, published: false) } == true)
    }

    @Test(arguments: TestDatabase.all)
    func `a list goes on behind a row that was taken back meanwhile`(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let database = try await Self.filled(kind, in: folder)
        let (record, award, name, largest) = try await database.read { transaction in
            let records = try Samples.required(transaction.evidenceRecords(RecordFilter(), after: nil, limit: 3))
            let awards = try Samples.required(transaction.evidenceAwards(RecordFilter(), after: nil, limit: 3))
            #expect(records.rows.map(\.record.line) == [8, 7, 6] && awards.rows.count == 3)
            let names = try Samples.required(transaction.evidenceNames(.supplier, from: "", after: nil, limit: 2))
            let group = EvidenceGroup(currency: "USD", awardClass: .award)
            let totals = try Samples.required(transaction.evidenceLargest(.supplier, of: group, after: nil, limit: 3))
            return (records.last, awards.last, names[1], totals[2])
        }
        // The third of the largest, and the second by name, are of the second file.
        try await Self.withdraw(2, database)
        try await database.read { transaction in
            let start = try Samples.required(record.flatMap { EvidenceStart(key: $0.key) })
            let records = try transaction.evidenceRecords(RecordFilter(), after: start, limit: 9)
            #expect(records?.rows.map(\.record.line) == [5, 3, 1] && records?.count == 4)
            let awards = try transaction.evidenceAwards(RecordFilter(), after: award.map { .place($0) }, limit: 9)
            #expect(awards?.rows.map(\.amounts?.obligated?.cents) == [50, 30, 10])
            let key = EvidenceTotalKey(partyID: name.supplierID, group: name.group)
            #expect(try transaction.evidenceNames(.supplier, from: "", after: key, limit: 9)?.count == 3)
            let after = (largest.supplierID, largest.cents[.obligated])
            let rest = try transaction.evidenceLargest(.supplier, of: largest.group, after: after, limit: 9)
            #expect(rest?.compactMap { $0.cents[.obligated] } == [50, 30, 10])
        }
        try await Self.withdraw(1, database)
        let none = try await database.read {
            try $0.evidenceRecords(RecordFilter(), after: record.map { .place($0) }, limit: 9)
        }
        #expect(none?.rows.isEmpty == true && none?.count == 0)
    }

    @Test func `what is no place is none`() {
        for key in [
            "", "x", "0", "-1", "2025.order.USD.added.5", "2025.order.USD.added.5.0", "2025.order.US.added.5.1",
            "2025.order.USD.added..1", "2025.order.USD.taken.5.1", "2025.order.USD.unstated.5.1",
            "x.order.USD.zero.0.1",
            "2025.x.USD.zero.0.1", "2025.order.USD.zero.9999999999999999999.1",
        ] { #expect(EvidenceStart(key: key) == nil, "\(key)") }
        for key in ["2025.order.USD.taken.-180.7", "0.award..unstated..7"] {
            #expect(EvidencePlace(key: key)?.key == key)
        }
        #expect(EvidenceStart(key: "7") == .row(7))
    }

    @Test(arguments: TestDatabase.all)
    func `what states no obligation, and what states one that is in no sum, are two lists`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let records = (0..<3).flatMap { number in
            [
                EvidenceSamples.record("\(number)", "0", 500, line: number),
                EvidenceSamples.record("\(number)", nil, 470, values: (80, 95), line: 10 + number),
                EvidenceSamples.record("9\(number)", "0", nil, values: (7, nil), line: 20 + number),
            ]
        }
        try await EvidenceSamples.take(records, file: 1, into: database)
        try await database.read { (transaction: any Transaction) throws in
            func lines(_ sign: AmountSign, after start: EvidenceStart? = nil, limit: Int) throws -> [Int] {
                for filter in [RecordFilter(supplierID: 1, sign: sign), RecordFilter(agencyID: 1, sign: sign)] {
                    #expect(try transaction.evidenceRecords(filter, after: nil, limit: 9)?.rows.count == 3)
                }
                let page = try transaction.evidenceRecords(RecordFilter(sign: sign), after: start, limit: limit)
                #expect(page?.count == 3)
                let rest = try page?.last.map { try lines(sign, after: .place($0), limit: limit) }
                return (page?.rows.map(\.record.line) ?? []) + (rest ?? [])
            }
            #expect(try lines(.unstated, limit: 2) == [22, 21, 20])
            #expect(try lines(.uncounted, limit: 2) == [12, 11, 10])
            #expect(try lines(.added, limit: 2).sorted() == [0, 1, 2])
        }
    }

    @Test func `neither list reads the rows of the other`() async throws {
        let folder = try TestFolder()
        let database = try await Self.filled(.sqlite, in: folder)
        let others =
            (0..<2).map { EvidenceSamples.record("1\($0)", nil, $0 == 0 ? nil : 4, values: (1, 2)) }
            + [EvidenceSamples.record("11", "0", 4)]
        try await EvidenceSamples.take(others, file: 9, into: database)
        for sign in [AmountSign.unstated, .uncounted] {
            let steps = try await database.read { (transaction: any Transaction) throws -> [String] in
                let plans = ExplainedTransaction(transaction)
                for filter in [
                    RecordFilter(sign: sign), RecordFilter(supplierID: 9, sign: sign),
                    RecordFilter(agencyID: 1, sign: sign), RecordFilter(supplierID: 9, agencyID: 1, sign: sign),
                ] { #expect(try plans.evidenceRecords(filter, after: nil, limit: 1)?.rows.count == 1) }
                return plans.steps.filter { $0.contains("evidence_record_") }
            }
            #expect(
                steps.count == 4 && steps.allSatisfy { $0.contains("evidence_record_\(sign.rawValue)") },
                "\(steps)"
            )
        }
    }
}

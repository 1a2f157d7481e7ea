import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport

/// Imported files are for nobody until an organiser publishes them (issue 8, point 5).
@Suite struct EvidencePublishingTests {
    /// Two files about one award, and one about another: an action, the award as a whole, and a stranger's.
    private static func filled(_ kind: TestDatabase, in folder: TestFolder) async throws -> any TransactionalDatabase {
        let database = try await kind.make(in: folder.url)
        let files: [[ContractRecord]] = [
            [EvidenceSamples.record("1", "0", 500), EvidenceSamples.record("1", "P1", -30, values: (70, 90), line: 3)],
            [EvidenceSamples.record("1", nil, 470, values: (80, 95))],
            [EvidenceSamples.record("2", "0", 11) { $0.supplier = Supplier(name: "ZENITH") }],
        ]
        for (number, records) in files.enumerated() {
            try await EvidenceSamples.take(records, file: UInt8(number + 1), into: database, isPublished: false)
        }
        return database
    }

    private static func set(_ file: Int64, _ isPublished: Bool, _ database: any TransactionalDatabase) async throws {
        let isNew = try await database.write { try $0.setEvidenceFile(file, published: isPublished) }
        #expect(isNew == true)
    }

    @Test(arguments: TestDatabase.all)
    func `nothing is in a sum or on a list before its file is published, and nothing after it is taken back`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await Self.filled(kind, in: folder)
        let before = try await EvidenceSamples.dump(database)
        try await database.read { transaction in
            let sums = try transaction.evidenceSums(.all)
            #expect(try sums.isEmpty && transaction.evidenceAgencySums().isEmpty)
            #expect(try transaction.evidenceAwards(ofSupplier: 1, limit: 9).isEmpty)
            #expect(try transaction.evidenceAwards(ofAgency: 1, limit: 9).isEmpty)
            #expect(try transaction.evidenceAwards(in: "USD", limit: 9).isEmpty)
            #expect(try transaction.evidenceRecords(ofAward: 1, limit: 9).isEmpty)
            let listed = try transaction.evidenceRecords(RecordFilter(), after: nil, limit: 9)
            #expect(listed?.rows.isEmpty == true && listed?.count == 0)
            #expect(try transaction.evidenceAwards(RecordFilter(), after: nil, limit: 9)?.rows.isEmpty == true)
            #expect(try transaction.evidenceTotals().isEmpty)
            #expect(try transaction.evidenceNames(.supplier, from: "", after: nil, limit: 9)?.isEmpty == true)
            #expect(try transaction.evidenceParties(withAllOf: ["acme"], limit: 9).isEmpty)
            #expect(try transaction.evidenceAwardIDs(withAllOf: ["quoted"], limit: 9).isEmpty)
            #expect(try transaction.evidenceFiles().map(\.isPublished) == [false, false, false])
        }
        for file in Int64(1)...3 { try await Self.set(file, true, database) }
        try await database.read { transaction in
            let sums = try transaction.evidenceSums(.supplier(2))
            #expect(sums.map(\.cents) == [11])
            #expect(
                try transaction.evidenceAwards(ofAgency: 1, limit: 9).map(\.amounts?.obligated?.cents) == [470, 11]
            )
            #expect(try transaction.evidenceAwards(in: "USD", limit: 1).map(\.id) == [1])
            #expect(try transaction.evidenceAgencySums().map(\.sum.cents) == [481])
            #expect(try transaction.evidenceRecords(ofAward: 1, limit: 9).count == 3)
            #expect(try transaction.evidenceFiles().map(\.id) == [3, 2, 1])
        }
        for file in [Int64(2), 1, 3] { try await Self.set(file, false, database) }
        #expect(try await EvidenceSamples.dump(database) == before)
    }

    @Test(arguments: TestDatabase.all)
    func `what counts is told from the published files alone, in whatever order they were published`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await Self.filled(kind, in: folder)
        func amounts() async throws -> [Int64?] {
            let amounts = try await database.read { try $0.evidenceAward(1)?.amounts }
            return [amounts?.obligated?.cents, amounts?.currentValue?.cents, amounts?.potentialValue?.cents]
        }
        try await Self.set(2, true, database)
        #expect(try await amounts() == [470, 80, 95])
        #expect(try await EvidenceSamples.sums(database)["obligated award USD"] == 470)
        try await Self.set(1, true, database)
        #expect(try await amounts() == [470, 70, 90])
        #expect(try await EvidenceSamples.sums(database)["obligated award USD records"] == 2)
        let both = try await EvidenceSamples.dump(database)
        try await Self.set(2, false, database)
        #expect(try await amounts() == [470, 70, 90])
        try await Self.set(2, true, database)
        #expect(try await EvidenceSamples.dump(database) == both)
        let unknown = try await database.write { try $0.setEvidenceFile(9, published: true) }
        let again = try await database.write { try $0.setEvidenceFile(1, published: true) }
        #expect(unknown == nil && again == false)
    }

    @Test(.enabled(if: TestDatabase.all.contains(.postgres), "no PostgreSQL here"))
    func `PostgreSQL plans by what was published, and not by what was there before`() async throws {
        let folder = try TestFolder()
        let database = try await Self.filled(.postgres, in: folder)
        try await Self.set(1, true, database)
        let query: Query = """
            SELECT CAST(reltuples AS BIGINT) AS n FROM pg_class WHERE oid = to_regclass('evidence_record')
            """
        #expect(try await database.read { try Samples.required($0.row(query)).integer("n") } == 4)
    }
}

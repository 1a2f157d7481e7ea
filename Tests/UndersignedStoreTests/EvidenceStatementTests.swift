import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport

/// Each file keeps what it states; what is shown is what the published files state (issue 8, points 1 and 5).
@Suite struct EvidenceStatementTests {
    private static func set(_ file: Int64, _ isPublished: Bool, _ database: any TransactionalDatabase) async throws {
        #expect(try await database.write { try $0.setEvidenceFile(file, published: isPublished) } == true)
    }

    @Test(arguments: TestDatabase.all)
    func `a newer file changes nothing before it is published, and nothing is lost when it is taken back`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let first = [
            EvidenceSamples.record("1", "0", 500), EvidenceSamples.record("1", "P1", -30, line: 3),
            EvidenceSamples.record("2", "0", 11, line: 4),
        ]
        let second = [
            EvidenceSamples.record("1", "0", 600) { $0.supplier = Supplier(name: "ZENITH") },
            EvidenceSamples.record("1", "P1", -30, line: 9), EvidenceSamples.record("3", "0", 7, line: 5),
        ]
        try await EvidenceSamples.take(first, file: 1, into: database)
        let before = try await EvidenceSamples.seen(database)
        let places = try await EvidenceSamples.take(second, file: 2, into: database, isPublished: false)
        #expect(places == [.revised, .repeated, .new])
        #expect(try await EvidenceSamples.seen(database) == before)
        func sum() async throws -> Int64? { try await EvidenceSamples.sums(database)["obligated award USD"] }
        func lines() async throws -> [Int] {
            try await database.read { try $0.evidenceRecords(ofAward: 1, limit: 9) }.map(\.record.line)
        }
        try await Self.set(2, true, database)
        #expect(try await sum() == 600 - 30 + 11 + 7)
        #expect(try await lines() == [2, 3], "who says the same later corrects nothing")
        try await Self.set(1, false, database)
        #expect(try await sum() == 600 - 30 + 7)
        #expect(try await lines() == [2, 9])
        try await Self.set(1, true, database)
        try await Self.set(2, false, database)
        #expect(try await EvidenceSamples.seen(database) == before)
    }

    /// Files of random records about few awards, published and taken back in any order.
    @Test(arguments: TestDatabase.all)
    func `what is seen is what a site shows that has the published files alone`(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        var chance = SeededGenerator(state: 13)
        let files = (0..<4).map { _ in (0..<40).map { EvidenceIntakeTests.random(&chance, line: $0 + 2) } }
        for (number, records) in files.enumerated() {
            try await EvidenceSamples.take(records, file: UInt8(number + 1), into: database, isPublished: false)
        }
        var open: Set<Int> = []
        for step in 0..<10 {
            let file = Int.random(in: 0..<files.count, using: &chance)
            open.formSymmetricDifference([file])
            try await Self.set(Int64(file + 1), open.contains(file), database)
            let other = try await kind.makeEmpty(in: folder.url, name: "other\(step)")
            try await other.write { try Schema.migrate($0) }
            for number in open.sorted() {
                try await EvidenceSamples.take(files[number], file: UInt8(number + 1), into: other)
            }
            #expect(try await EvidenceSamples.seen(database) == EvidenceSamples.seen(other), "\(open.sorted())")
        }
        #expect(open.count > 1)
    }

    @Test(arguments: TestDatabase.all)
    func `an earlier release is kept, and shown once the later one is taken back`(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        func release(_ name: String, _ date: String, _ obligated: Int64) -> ContractRecord {
            EvidenceSamples.record("1", nil, obligated) { record in
                record.revision = RecordRevision(isCompiled: false, date: date, release: name)
            }
        }
        try await EvidenceSamples.take([release("r2", "2025-02-01", 200)], file: 1, into: database)
        let places = try await EvidenceSamples.take([release("r1", "2025-01-01", 100)], file: 2, into: database)
        #expect(places == [.outdated])
        #expect(try await EvidenceSamples.sums(database)["obligated award USD"] == 200)
        try await Self.set(1, false, database)
        #expect(try await EvidenceSamples.sums(database)["obligated award USD"] == 100)
        try await Self.set(1, true, database)
        #expect(try await EvidenceSamples.sums(database)["obligated award USD"] == 200)
    }

    @Test(arguments: TestDatabase.all)
    func `a file contradicts itself whatever others say, and transactions of one modification are several`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        func record(_ cents: Int64, _ number: String?, line: Int) -> ContractRecord {
            EvidenceSamples.record("1", "0", cents, line: line) { $0.transactionNumber = number }
        }
        let files = [
            [record(5, nil, line: 2), record(6, "1", line: 3), record(7, "2", line: 4)],
            [record(5, nil, line: 2), record(9, nil, line: 3), record(8, "2", line: 4)],
        ]
        var book = RecordBook()
        for (number, expected) in [
            [.new, .new, .new], [RecordIndex.Place.repeated, .contradicting(line: 2), .revised],
        ].enumerated() {
            let records = files[number]
            let places = try await EvidenceSamples.take(records, file: UInt8(number), into: database, atOnce: 1)
            #expect(places == expected && records.map { book.enter($0) } == expected)
            book.settle()
        }
        #expect(try await EvidenceSamples.sums(database)["obligated award USD"] == 5 + 6 + 8)
    }
}

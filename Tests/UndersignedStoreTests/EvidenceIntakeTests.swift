import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport

/// Contract records in the database: each once, with sums that are those of the reader (issue 8, points 1 and 2).
@Suite struct EvidenceIntakeTests {
    @Test(arguments: TestDatabase.all)
    func `a record comes back as it went in, and once more is a repeat`(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let whole = EvidenceSamples.record("2", nil, -5, values: (7, nil)) { record in
            record.supplier = .person
            record.coSuppliers = [Supplier(name: "ZENITH"), .person]
            record.buyer = Buyer()
            record.actionDate = nil
            record.revision = RecordRevision(isCompiled: true, date: "2025-01-01T00:00:00Z", release: "r1")
        }
        let records = [
            EvidenceSamples.record("1", "P00001", 12_345), whole,
            EvidenceSamples.record("1", "P00001", 12_345, line: 9),
        ]
        #expect(try await EvidenceSamples.take(records, file: 1, into: database) == [.new, .new, .repeated])
        let before = try await EvidenceSamples.dump(database)
        #expect(
            try await EvidenceSamples.take(records, file: 2, into: database, atOnce: 1) == [
                .repeated, .repeated, .repeated,
            ]
        )
        #expect(try await EvidenceSamples.dump(database).count == before.count + 3, "the second file and its two")
        let stored = try await database.read { try $0.evidenceRecord(1)?.record }
        #expect(stored == records[0])
        #expect(try await database.read { try $0.evidenceRecord(2)?.record } == whole)
    }

    @Test(arguments: TestDatabase.all)
    func `the same file twice changes nothing, also where another one has revised it since`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let first = [
            EvidenceSamples.record("1", "0", 100, values: (500, 900)),
            EvidenceSamples.record("1", "P00001", -30, line: 3),
        ]
        let second = [EvidenceSamples.record("1", "0", 120, values: (500, 900))]
        try await EvidenceSamples.take(first, file: 1, into: database)
        #expect(try await EvidenceSamples.sums(database)["obligated award USD"] == 70)
        #expect(try await EvidenceSamples.take(second, file: 2, into: database) == [.revised])
        #expect(try await EvidenceSamples.sums(database)["obligated award USD"] == 90)
        let before = try await EvidenceSamples.dump(database)
        #expect(try await EvidenceSamples.take(first, file: 1, into: database) == [.repeated, .repeated])
        #expect(try await EvidenceSamples.dump(database) == before)
    }

    @Test(arguments: TestDatabase.all)
    func `two modifications of one amount are two records, and one with two contents in a file is refused`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let records = [
            EvidenceSamples.record("1", "P00009", 2_989_823_600),
            EvidenceSamples.record("1", "P00012", 2_989_823_600, line: 3),
            EvidenceSamples.record("1", "P00012", 1, line: 4),
        ]
        for (file, atOnce) in [(UInt8(1), 3), (2, 1)] {
            let database = file == 1 ? database : try await kind.makeEmpty(in: folder.url, name: "second")
            try await database.write { try Schema.migrate($0) }
            let places = try await EvidenceSamples.take(records, file: file, into: database, atOnce: atOnce)
            #expect(places == [.new, .new, .contradicting(line: 3)])
            #expect(try await EvidenceSamples.sums(database)["obligated award USD"] == 5_979_647_200)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `of releases about an award the later one holds, and an earlier one changes nothing`(
        _ kind: TestDatabase
    )
        async throws
    {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        func release(_ name: String, _ date: String, _ obligated: Int64, isCompiled: Bool = false) -> ContractRecord {
            EvidenceSamples.record("1", nil, obligated) { record in
                record.revision = RecordRevision(isCompiled: isCompiled, date: date, release: name)
            }
        }
        let (first, second) = (release("r1", "2025-01-01", 100), release("r2", "2025-02-01", 200))
        #expect(try await EvidenceSamples.take([second, first], file: 1, into: database) == [.new, .outdated])
        #expect(try await EvidenceSamples.sums(database)["obligated award USD"] == 200)
        #expect(try await EvidenceSamples.take([first], file: 2, into: database) == [.outdated])
        #expect(try await EvidenceSamples.sums(database)["obligated award USD"] == 200)
        let compiled = release("r0", "2024-01-01", 300, isCompiled: true)
        #expect(try await EvidenceSamples.take([compiled, second], file: 3, into: database) == [.revised, .outdated])
        #expect(try await EvidenceSamples.sums(database)["obligated award USD"] == 300)
    }

    @Test(arguments: TestDatabase.all)
    func `a file that fails in the middle leaves nothing`(_ kind: TestDatabase) async throws {
        struct Cut: Error {}
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        await #expect(throws: Cut.self) {
            try await database.write { transaction in
                var intake = try EvidenceIntake(
                    transaction,
                    hash: [UInt8](repeating: 1, count: 32),
                    name: "a.csv",
                    now: Samples.noon
                )
                _ = try intake.keep([EvidenceSamples.record("1", "0", 5)])
                throw Cut()
            }
        }
        #expect(try await EvidenceSamples.dump(database).isEmpty)
    }

    /// Files of random records about few awards, so that they meet in every way.
    @Test(arguments: TestDatabase.all)
    func `kept sums are those of the records, as the reader adds them, after every file`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        var chance = SeededGenerator(state: 8)
        var book = RecordBook()
        for file in UInt8(1)...6 {
            let records = (0..<60).map { line in Self.random(&chance, line: line + 2) }
            let places = try await EvidenceSamples.take(records, file: file, into: database, atOnce: 7)
            #expect(places == records.map { book.enter($0) }, "file \(file)")
            book.settle()
            let sums = try await EvidenceSamples.sums(database)
            var expected: [String: Int64] = [:]
            for kind in AmountKind.allCases {
                let listed = book.sum(kind) { _ in true }
                for group in listed.sum.groups {
                    let name = "\(kind.rawValue) \(group.awardClass.rawValue) \(group.currency.text)"
                    expected[name] = listed.sum.cents(group.currency, group.awardClass).map { Int64($0) }
                    expected[name + " records"] = Int64(
                        listed.records.filter {
                            $0.amounts.currency == group.currency && $0.awardClass == group.awardClass
                        }.count
                    )
                }
            }
            #expect(sums == expected, "file \(file)")
        }
    }

    static func random(_ chance: inout SeededGenerator, line: Int) -> ContractRecord {
        func amount() -> Int64? {
            Int.random(in: 0..<4, using: &chance) == 0 ? nil : Int64.random(in: -900...900, using: &chance)
        }
        let modification = Int.random(in: 0..<6, using: &chance)
        let day = CalendarDay(year: 2_025, month: 9 + modification % 3, day: .random(in: 1...3, using: &chance))
        let supplier = ["ACME", "ZENITH", "NOBODY KNOWN"].randomElement(using: &chance) ?? ""
        let values = (amount(), amount())
        return EvidenceSamples.record(
            String(Int.random(in: 0..<12, using: &chance)),
            modification == 0 ? nil : "P\(modification)",
            amount(),
            values: values,
            line: line
        ) { record in
            record.actionDate = day
            record.supplier = Supplier(name: supplier)
        }
    }
}

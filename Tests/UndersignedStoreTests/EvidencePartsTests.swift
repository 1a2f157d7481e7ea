import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport

/// Files that are published, taken back and removed some records at a time (issue 8, point 5).
@Suite struct EvidencePartsTests {
    /// Files about the same awards, in part with other amounts, none of them published.
    private static func filled(
        _ kind: TestDatabase,
        in folder: TestFolder,
        name: String? = nil,
        files: Range<Int> = 0..<3
    ) async throws -> any TransactionalDatabase {
        let database: any TransactionalDatabase
        if let name {
            database = try await kind.makeEmpty(in: folder.url, name: name)
            try await database.write { try Schema.migrate($0) }
        } else {
            database = try await kind.make(in: folder.url)
        }
        for file in files {
            try await EvidenceSamples.take(records(file), file: UInt8(file + 1), into: database, isPublished: false)
        }
        return database
    }

    /// Each file has other amounts in every other record of those before.
    private static func records(_ file: Int) -> [ContractRecord] {
        EvidenceListTests.records(60, seed: 21).enumerated().map { place, record in
            var record = record
            record.line += file * 100
            if place % (file + 2) == 0 { record.amounts.obligated = Amount(cents: Int64(file * 1_000 + place)) }
            return record
        }
    }

    private static func settle(
        _ file: Int64,
        _ database: any TransactionalDatabase,
        limit: Int = 7
    ) async throws -> EvidenceWork? {
        try await database.write { try $0.settleEvidence(of: file, limit: limit) }
    }

    private static func begin(_ file: Int64, _ isPublished: Bool, _ database: any TransactionalDatabase) async throws {
        #expect(try await database.write { try $0.beginEvidenceFile(file, published: isPublished) } == true)
    }

    @Test(arguments: TestDatabase.all)
    func `between any two parts what is seen adds up, and the file says how far it is`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await Self.filled(kind, in: folder)
        let before = try await EvidenceSamples.seen(database)
        for (file, isPublished) in [(Int64(1), true), (2, true), (1, false), (2, false)] {
            try await Self.begin(file, isPublished, database)
            var done: [Int64] = [0]
            while let work = try await Self.settle(file, database) {
                done.append(work.doneCount)
                #expect(work.recordCount == 60 && work.isPublished == isPublished)
                let faults = try await EvidenceSoundness.faults(database)
                #expect(faults.isEmpty, "\(faults)")
                let told = try await database.read { try $0.evidenceFiles().first { $0.id == file } }
                #expect(told?.work == work && told?.isSeen == true && told?.isPublished == isPublished)
                // Pressed twice.
                #expect(try await database.write { try $0.beginEvidenceFile(file, published: isPublished) } == false)
            }
            #expect(done.count > 5 && zip(done, done.dropFirst()).allSatisfy { $0 < $1 }, "\(done)")
            #expect(try await EvidenceSoundness.faults(database).isEmpty)
            #expect(try await database.read { try $0.evidenceWork() }.isEmpty)
            if file == 2, isPublished {
                let other = try await Self.filled(kind, in: folder, name: "other", files: 0..<2)
                for file in Int64(1)...2 { _ = try await other.write { try $0.setEvidenceFile(file, published: true) } }
                #expect(try await EvidenceSamples.seen(database) == EvidenceSamples.seen(other))
            }
        }
        #expect(try await EvidenceSamples.seen(database) == before)
    }

    /// Organisers who press publish and take back, in any order and again before it is done, while a file comes in.
    @Test(arguments: TestDatabase.all, [UInt64(1), 2, 3])
    func `however they are begun at once, files end as was said last`(_ kind: TestDatabase, _ seed: UInt64) async throws
    {
        let folder = try TestFolder()
        let database = try await Self.filled(kind, in: folder)
        var chance = SeededGenerator(state: seed)
        var wanted: [Int64: Bool] = [:]
        for step in 0..<30 {
            let file = Int64.random(in: 1...3, using: &chance)
            if Int.random(in: 0..<3, using: &chance) == 0 {
                let isPublished = Bool.random(using: &chance)
                _ = try await database.write { try $0.beginEvidenceFile(file, published: isPublished) }
                wanted[file] = isPublished
            } else {
                _ = try await Self.settle(file, database, limit: 11)
            }
            if step == 15 {
                try await EvidenceSamples.take(Self.records(3), file: 4, into: database, isPublished: false)
            }
            let faults = try await EvidenceSoundness.faults(database)
            #expect(faults.isEmpty, "\(step): \(faults)")
        }
        for file in Int64(1)...3 { while try await Self.settle(file, database, limit: 11) != nil {} }
        let other = try await Self.filled(kind, in: folder, name: "other")
        for (file, isPublished) in wanted where isPublished {
            #expect(try await other.write { try $0.setEvidenceFile(file, published: true) } == true)
        }
        #expect(try await EvidenceSamples.seen(database) == EvidenceSamples.seen(other))
        #expect(try await EvidenceSoundness.faults(database).isEmpty)
    }

    @Test(arguments: TestDatabase.all)
    func `a removed file leaves what others state, and its numbers are never given again`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await Self.filled(kind, in: folder, files: 0..<1)
        _ = try await database.write { try $0.setEvidenceFile(1, published: true) }
        let before = try await EvidenceSamples.dump(database)
        // Its own award, supplier and agency, and what the first file states, too.
        @Sendable func own(_ number: Int) -> ContractRecord {
            EvidenceSamples.record("own\(number)", "0", 5, line: 900) { record in
                record.supplier = Supplier(name: "SOLO \(number)")
                record.buyer = Buyer(agency: "Own \(number)", subAgency: nil)
            }
        }
        try await EvidenceSamples.take(Self.records(1) + [own(1)], file: 2, into: database, isPublished: false)
        let last = try await database.read { try $0.evidenceAward(identifier: own(1).award.text)?.id }
        #expect(try await database.write { try $0.beginEvidenceRemoval(9) } == nil)
        #expect(try await database.write { try $0.beginEvidenceRemoval(1) } == false, "it is published")
        try await Self.begin(2, true, database)
        _ = try await Self.settle(2, database)
        try await Self.begin(2, false, database)
        #expect(try await database.write { try $0.beginEvidenceRemoval(2) } == false, "it is on its way")
        while try await Self.settle(2, database) != nil {}
        #expect(try await database.write { try $0.beginEvidenceRemoval(2) } == true)
        var parts = 0
        while try await database.write({ try $0.removeSomeEvidence(limit: 7) }) {
            parts += 1
            #expect(try await database.read { try $0.evidenceFiles().map(\.id) } == [1])
            #expect(try await database.write { try $0.beginEvidenceFile(2, published: true) } == nil)
            #expect(try await EvidenceSoundness.faults(database).isEmpty)
        }
        #expect(parts > 5)
        #expect(try await EvidenceSamples.dump(database) == before)
        try await EvidenceSamples.take([own(2)], file: 3, into: database, isPublished: false)
        let next = try await database.read { try $0.evidenceAward(identifier: own(2).award.text) }
        #expect(try Samples.required(next).id > Samples.required(last))
        #expect(try await database.read { try $0.evidenceFiles().map(\.id) } == [3, 1])
    }

    @Test(arguments: TestDatabase.all)
    func `a supplier of whom something was decided stays when its file goes`(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let database = try await Self.filled(kind, in: folder, files: 0..<1)
        try await database.write { transaction in
            try transaction.saveEvidenceAlias(
                EvidenceAlias(
                    leftID: 1,
                    rightID: 2,
                    isAccepted: true,
                    score: 0,
                    kind: "",
                    words: "",
                    decidedAt: Samples.noon
                )
            )
            _ = try transaction.beginEvidenceRemoval(1)
            while try transaction.removeSomeEvidence(limit: 7) {}
        }
        let left = try await database.read { transaction in
            try (1...5).compactMap { try transaction.evidenceSupplierRow(Int64($0))?.id }
        }
        #expect(left == [1, 2])
    }
}

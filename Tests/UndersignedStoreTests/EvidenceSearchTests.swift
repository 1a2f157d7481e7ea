import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport

/// Finding contract records by their words, on every real database (issue 8, point 5).
@Suite struct EvidenceSearchTests {
    @Test(arguments: TestDatabase.all)
    func `words are found in names, identifiers and descriptions of published files alone`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let first = EvidenceSamples.record("77AB", "0", 5) {
            $0.supplier = Supplier(name: "Société GÉNÉRALE des Eaux")
            $0.description = "Café <b>; DROP TABLE & \"quoted\" NEAR(x) 契約書"
        }
        let later = EvidenceSamples.record("77AB", "P1", 5) { $0.description = "umbrella" }
        try await EvidenceSamples.take([first], file: 1, into: database)
        try await EvidenceSamples.take([later], file: 2, into: database, isPublished: false)
        func awards(_ text: String) async throws -> [Int64] {
            try await database.read { (transaction: any Transaction) throws in
                try transaction.expectSearch()
                return try transaction.evidenceAwardIDs(withAllOf: SearchWords(text).all, limit: 9)
            }
        }
        for text in ["cafe", "CAFÉ quoted", "契約", "77ab", "CONT_AWD_77AB_7012", "drop near"] {
            #expect(try await awards(text) == [1], "\(text)")
        }
        for text in ["umbrella", "cafe umbrella", "caf", "\" OR 1", "", "*", "'"] {
            #expect(try await awards(text).isEmpty, "\(text)")
        }
        try await database.read { (transaction: any Transaction) throws in
            let found = try transaction.evidenceParties(withAllOf: SearchWords("generale societe").all, limit: 9)
            #expect(found == [.supplier(1)])
            #expect(try transaction.evidenceParties(withAllOf: ["homeland", "cbp"], limit: 9) == [.agency(1)])
        }
        _ = try await database.write { try $0.setEvidenceFile(2, published: true) }
        #expect(try await awards("cafe umbrella") == [1])
        _ = try await database.write { try $0.setEvidenceFile(1, published: false) }
        #expect(try await awards("umbrella") == [1])
        #expect(try await awards("cafe").isEmpty)
        #expect(try await Self.isMadeAgain(database, kind), "a copy makes the same index")
    }

    private static func isMadeAgain(_ database: any TransactionalDatabase, _ kind: TestDatabase) async throws -> Bool {
        let index: Query =
            kind == .sqlite
            ? "SELECT rowid AS entry, words FROM evidence_search_award ORDER BY entry"
            : "SELECT entry, CAST(words AS TEXT) AS words FROM evidence_search_award ORDER BY entry"
        let before = try await database.read { try $0.rows(index).map(\.values) }
        try await database.write { try $0.endFilling() }
        let after = try await database.read { try $0.rows(index).map(\.values) }
        return before == after && !after.isEmpty
    }
}

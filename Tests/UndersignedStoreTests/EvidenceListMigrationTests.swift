import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport

/// Data from before there were lists (schema 9).
@Suite struct EvidenceListMigrationTests {
    @Test(arguments: TestDatabase.all)
    func `what was published before there were lists is on them afterwards`(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let (old, new) = (try await kind.makeEmpty(in: folder.url, name: "old"), try await kind.make(in: folder.url))
        try await EvidenceSamples.take(EvidenceListTests.records(90, seed: 4), file: 1, into: new)
        try await EvidenceSamples.take(EvidenceListTests.records(90, seed: 5), file: 2, into: new, isPublished: false)
        let tables = StoredTable.all.filter { $0.name.hasPrefix("evidence_") }
        try await old.write { try Schema.migrate($0, upTo: 9) }
        for table in tables where table.name != "evidence_total" && table.name != "evidence_facet" {
            let rows = try await new.read { try $0.slice(of: table, after: nil, isBackup: false).map(\.values) }
            let kept = table.columns.indices.filter {
                !["year", "listed_currency", "counted_obligated"].contains(table.columns[$0])
                    || (table.name != "evidence_award" && table.columns[$0] == "year")
            }
            try await old.write { transaction in
                let columns = kept.map { table.columns[$0] }
                try transaction.insert(rows.map { row in kept.map { row[$0] } }, columns, into: table)
            }
        }
        try await old.write { try Schema.migrate($0) }
        #expect(try await EvidenceSamples.dump(old) == EvidenceSamples.dump(new))
        let found = try await old.read { try $0.evidenceAwardIDs(withAllOf: ["cafe"], limit: 999) }
        #expect(try await new.read { try $0.evidenceAwardIDs(withAllOf: ["cafe"], limit: 999) } == found)
        #expect(!found.isEmpty)
    }
}

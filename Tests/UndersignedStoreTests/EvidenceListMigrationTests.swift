import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport

/// Data from before there were lists (schema 9), from before each file had its own statements (12), resellers (13) and publishing in parts (14).
@Suite struct EvidenceListMigrationTests {
    /// What the tables have since: by version, the columns, and the tables as `name.*`.
    private static let added: [(version: Int64, columns: Set<String>)] = [
        (
            11,
            [
                "evidence_total.*", "evidence_facet.*", "evidence_award.year", "evidence_award.listed_currency",
                "evidence_record.counted_obligated",
            ]
        ), (12, ["evidence_alias.*"]), (13, ["evidence_record.is_shown", "evidence_file.written_at"]),
        (14, ["evidence_reseller.*"]), (15, ["evidence_work.*"]),
    ]

    @Test(arguments: TestDatabase.all, [Int64(9), 12, 13, 14])
    func `what was published before is on lists and pages afterwards, and the rest is for nobody`(
        _ kind: TestDatabase,
        _ version: Int64
    ) async throws {
        let folder = try TestFolder()
        let (old, new) = (try await kind.makeEmpty(in: folder.url, name: "old"), try await kind.make(in: folder.url))
        try await EvidenceSamples.take(EvidenceListTests.records(90, seed: 4), file: 1, into: new)
        // Other awards: there was one row a record.
        let others = EvidenceListTests.records(90, seed: 5).map { record in
            var record = record
            record.award = AwardIdentifier("OTHER_" + record.award.text)
            return record
        }
        try await EvidenceSamples.take(others, file: 2, into: new, isPublished: false)
        let since = Self.added.filter { $0.version > version }.reduce(into: Set()) { $0.formUnion($1.columns) }
        try await old.write { try Schema.migrate($0, upTo: version) }
        for table in StoredTable.all
        where table.name.hasPrefix("evidence_") && !since.contains(table.name + ".*") {
            let rows = try await new.read { try $0.slice(of: table, after: nil, isBackup: false).map(\.values) }
            let kept = table.columns.indices.filter { !since.contains("\(table.name).\(table.columns[$0])") }
            try await old.write { transaction in
                let columns = kept.map { table.columns[$0] }
                try transaction.insert(rows.map { row in kept.map { row[$0] } }, columns, into: table)
            }
        }
        try await old.write { try Schema.migrate($0) }
        // Its indexes of words were there before.
        if version >= 11 { try await old.write { try $0.endFilling() } }
        #expect(try await EvidenceSamples.dump(old) == EvidenceSamples.dump(new))
        let found = try await old.read { try $0.evidenceAwardIDs(withAllOf: ["cafe"], limit: 999) }
        #expect(try await new.read { try $0.evidenceAwardIDs(withAllOf: ["cafe"], limit: 999) } == found)
        #expect(!found.isEmpty)
        let shown: Query = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM evidence_record WHERE is_shown = 1"
        #expect(try await old.read { try $0.row(shown)?.integer("n") } == 90)
        try await Self.goOn(old, others.map(Self.corrected), shown)
    }

    /// What a later file says is not seen before it is published.
    private static func goOn(
        _ old: any TransactionalDatabase,
        _ corrected: [ContractRecord],
        _ shown: Query
    ) async throws {
        try await EvidenceSamples.take(corrected, file: 3, into: old, isPublished: false)
        #expect(try await old.read { try $0.row(shown)?.integer("n") } == 90)
        for file in [Int64(3), 2] {
            #expect(try await old.write { try $0.setEvidenceFile(file, published: true) } == true)
            #expect(try await old.read { try $0.row(shown)?.integer("n") } == 180)
        }
    }

    private static func corrected(_ record: ContractRecord) -> ContractRecord {
        var record = record
        record.description = "corrected"
        return record
    }
}

import Testing
import UndersignedApp
import UndersignedCore
import UndersignedEvidence
import UndersignedTestSupport

/// Files of records that somebody brings (issue 8, point 1).
@Suite struct EvidenceFilesTests {
    @Test(arguments: TestDatabase.all)
    func `a file goes in once, under its plain name, is published and taken back, and the trail says who`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind)
        let files = EvidenceFiles(site: test.site)
        let bytes = Array(EvidenceTexts.table(["ACME LLC": 5, "ZENITH INC": 7]).utf8)
        let report = try await files.take(bytes, name: "C:\\folder\\re\u{202E}cords.csv", by: 1)
        #expect(report.tally.importedCount == 2)
        #expect(try await files.take(bytes, name: "again.csv", by: 1).tally.repeatCount == 2)
        let item = try Samples.required(try await files.all().first)
        #expect(item.name == "records.csv" && !item.isPublished && item.kind == .usaspendingTransactions)
        #expect(item.counts == EvidenceFiles.Counts(rows: 2, imported: 2, repeats: 0, refused: 0))
        #expect(try await files.set(item.id, published: true, by: 1) == true)
        #expect(try await files.set(item.id, published: true, by: 1) == false)
        #expect(try await files.all().map(\.isPublished) == [true])
        #expect(try await files.set(item.id, published: false, by: 1) == true)
        #expect(try await files.set(9, published: true, by: 1) == nil)
        let acts = try await Trail(site: test.site).lines(before: nil, limit: 9).map(\.event.act)
        #expect(acts == [.evidenceWithdrawn, .evidencePublished, .evidenceImported])
    }

    @Test(arguments: TestDatabase.all)
    func `of a file that is refused in its last line nothing is there`(_ kind: TestDatabase) async throws {
        let test = try await TestSite(kind)
        let files = EvidenceFiles(site: test.site)
        let bytes = Array((EvidenceTexts.table(["ACME LLC": 5]) + "\"never closed").utf8)
        await #expect(throws: EvidenceRefusal.self) { _ = try await files.take(bytes, name: "a.csv", by: 1) }
        #expect(try await files.all().isEmpty)
        #expect(try await Trail(site: test.site).lines(before: nil, limit: 9).isEmpty)
    }

    @Test(arguments: TestDatabase.all)
    func `rows with control characters stay out, and the others of the file go in`(_ kind: TestDatabase) async throws {
        let test = try await TestSite(kind)
        let files = EvidenceFiles(site: test.site)
        let table = EvidenceTexts.table(["ACME LLC": 5, "BAD\u{0}NAME LLC": 6, "ZENITH INC": 7])
        let report = try await files.take(Array(table.utf8), name: "a.csv", by: 1)
        #expect(report.tally.importedCount == 2 && report.refusedRows.map(\.line) == [3])
        let award =
            #"{"total_obligation": 1, "generated_unique_award_id": "CONT_IDV_A1_7012", "description": "A\u0000"}"#
        let document = try await files.take(Array("[\(award)]".utf8), name: "a.json", by: 1)
        #expect(document.tally.importedCount == 0 && document.refusedRows.map(\.line) == [1])
        #expect(try await files.all().map(\.counts.refused) == [1, 1])
    }
}

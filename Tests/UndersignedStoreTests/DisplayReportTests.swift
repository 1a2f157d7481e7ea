import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// Reports of a name that somebody has looked at, on each database.
@Suite struct DisplayReportTests {
    @Test(arguments: TestDatabase.all)
    func `what was looked at waits again once its reports have doubled`(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let report = try NameReport(reason: "insult", words: "Look")
        let show = try DisplayVerdict(.show, because: nil)
        let waited = try await database.write { transaction -> [Int] in
            _ = try transaction.saveDraft(Samples.library, campaignID: nil)
            try transaction.saveDisplays([(3, Samples.place(3), Samples.shown("Wei"))], in: 1)
            var waited: [Int] = []
            for number in 1...20 {
                _ = try transaction.addReport(report, at: Samples.place(3), in: 1, day: Samples.noon.day, keeping: 20)
                guard let held = try transaction.waitingCases(after: nil, of: 1, limit: 9).first else { continue }
                waited.append(number)
                let batch = try transaction.beginDisplayBatch(show, by: 7, in: 1, at: Samples.noon)
                _ = try transaction.decide(3, seen: held.batch, show, batch: batch, in: 1, tellAt: Samples.noon)
            }
            return waited
        }
        #expect(waited == [1, 2, 4, 8, 16], "one person alone does not keep all moderators busy")
        #expect(try await database.read { try $0.displayCase(at: Samples.place(3), in: 1)?.reports } == 20)
        _ = folder
    }
}

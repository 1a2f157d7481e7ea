import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// What one batch writes of many signatures, several rows with each statement.
@Suite struct BatchRowsTests {
    @Test(arguments: TestDatabase.all)
    func `who is counted and withdraws within one batch leaves a tombstone in its place, and nothing else`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind, limits: .off, isAutomatic: false)
        let coalition = try await SampleCoalition(test)
        let petition = coalition.petition
        var outcomes: [Task<LogOutcome, any Error>] = []
        for number in 1...40 {
            let form = SampleCoalition.person(number, agreeingTo: ["readers", "teachers"])
            let token = try Samples.required(try await test.ask(form, petition))
            outcomes.append(Task { try await Links(site: test.site).confirm(token, textVersion: 1) })
            await Self.wait(for: outcomes.count, test)
            guard number == 37 else { continue }
            let withdrawal = LogRequest.withdraw(petitionID: petition.id, signatureID: 1)
            outcomes.append(Task { try await test.site.sequencer.submit(withdrawal) })
            await Self.wait(for: outcomes.count, test)
        }
        #expect(await test.site.sequencer.sequence() == 41)
        for (place, outcome) in outcomes.enumerated() {
            #expect(try await outcome.value == (place == 37 ? .withdrawn : .counted))
        }
        let readers = try Samples.required(Consent.Recipient(text: "partner readers"))
        let records = try await test.database.read { transaction in
            try transaction.partnerRecords(for: readers, in: petition.id, after: 0, limit: 99)
        }
        #expect(records.map(\.signatureID) == Array(2...37) + [1] + Array(38...40))
        #expect(records.map(\.number) == Array(2...41), "each behind the one before")
        #expect(records.filter { $0.content == nil }.map(\.signatureID) == [1])
        #expect(try await test.rowCount(.seal) == 39)
        #expect(try await test.rowCount(.partnerRecord) == 39 * 2)
        let consents = try await test.database.read { transaction in
            try (1...40).map { try transaction.consents(of: Int64($0), in: petition.id).count }
        }
        #expect(consents == [0] + Array(repeating: 2, count: 39))
        #expect(try await test.counts(petition).total == 39)
        try await test.expectSoundLog(petition)
    }

    private static func wait(for count: Int, _ test: TestSite) async {
        while test.site.sequencer.waitingCount < count { await Task.yield() }
    }
}

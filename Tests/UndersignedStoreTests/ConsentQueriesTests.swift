import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// The contract of consents on record, on every real database.
@Suite struct ConsentQueriesTests {
    @Test(arguments: TestDatabase.all)
    func `P-04: a consent names the sentence and the minute, a later one takes its place, and erasing ends it`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let updates = ConsentRow(
            signatureID: 7,
            consent: Consent(.updates, wording: "Write to me"),
            textVersion: 1,
            givenAt: Samples.noon
        )
        let guild = Consent.Recipient.partner("writers-guild")
        let rows = ["News of the guild", "Other words"].enumerated().map { day, wording in
            ConsentRow(
                signatureID: 7,
                consent: Consent(guild, wording: wording),
                textVersion: 1,
                givenAt: Samples.noon + .days(Int64(day))
            )
        }
        let (kept, counts, left) = try await database.write { transaction in
            for slug in ["first", "second"] {
                _ = try transaction.saveDraft(Samples.petition(slug), campaignID: nil)
            }
            for row in [updates] + rows { try transaction.saveConsents([row], in: 1) }
            try transaction.saveConsents([updates], in: 2)
            let kept = try transaction.consents(of: 7, in: 1)
            let recipients: [Consent.Recipient] = [.updates, guild, .partner("updates")]
            let counts = try recipients.map { try transaction.consentCount(to: $0, in: 1) }
            try transaction.erase(7, in: 1, state: .withdrawn, removedPosition: nil, at: Samples.noon)
            let left = try [1, 2].map { try transaction.consents(of: 7, in: $0).count }
            return (kept, counts, left)
        }
        #expect(kept == [rows[1], updates] && counts == [1, 1, 0])
        #expect(left == [0, 1], "of another petition nothing")
    }
}

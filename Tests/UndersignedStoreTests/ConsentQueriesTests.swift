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
        let guild = Consent(.partner("writers-guild"), wording: "News of the guild")
        let later = ConsentRow(
            signatureID: 7,
            consent: Consent(.updates, wording: "Other words"),
            textVersion: 2,
            givenAt: Samples.noon + .days(1)
        )
        let (kept, counts, left) = try await database.write { transaction in
            for slug in ["first", "second"] {
                _ = try transaction.saveDraft(Samples.petition(slug), campaignID: nil)
            }
            for row in [updates, later] { try transaction.saveConsents([row], in: 1) }
            let content = Self.content(of: guild)
            try transaction.saveEncapsulation(content.seal, in: 1)
            try transaction.addPartnerRecords([(7, content), (8, content)], in: 1)
            try transaction.saveConsents([updates], in: 2)
            let kept = try transaction.consents(of: 7, in: 1)
            let counts = try [1, 2].map { try transaction.updateReaderCount(in: $0) }
            try transaction.erase(7, in: 1, state: .withdrawn, removedPosition: nil, at: Samples.noon)
            let left = try [(7, 1), (8, 1), (7, 2)].map { try transaction.consents(of: $0, in: $1).count }
            return (kept, counts, left)
        }
        let agreed = ConsentRow(signatureID: 7, consent: guild, textVersion: 1, givenAt: Samples.noon)
        #expect(kept == [agreed, later] && counts == [1, 1])
        #expect(left == [0, 1, 1], "of another person, and of another petition, nothing")
    }

    private static func content(of consent: Consent) -> PartnerRecord.Content {
        PartnerRecord.Content(
            seal: SealedContact(
                recipient: consent.recipient.text,
                encapsulationID: 9,
                encapsulation: [4],
                textVersion: 1,
                logNumber: 1,
                content: [5]
            ),
            wordingHash: consent.wordingHash,
            givenAt: Samples.noon
        )
    }
}

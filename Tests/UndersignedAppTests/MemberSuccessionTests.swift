import Foundation
import MemberTokens
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// After a loss of entries the petition's next log takes the tokens that were given out before it (DESIGN 11.19).
@Suite struct MemberSuccessionTests {
    private func documents(_ site: TestSite, _ petition: Petition) async throws -> PetitionDocument {
        let now = try await site.petition(id: petition.id)
        let hash = try #require(now.log?.documentHash)
        let bytes = try await site.database.read { try $0.document(hash: hash, of: petition.id) }
        return try JSONDecoder().decode(PetitionDocument.self, from: Data(#require(bytes)))
    }

    private func report(_ site: TestSite, _ petition: Petition) async throws -> LogAudit.Report {
        let now = try await site.petition(id: petition.id)
        let log = try #require(now.log)
        let (checkpoint, document) = try await site.database.read { transaction in
            (
                try #require(try transaction.head(petition.id)).checkpoint,
                try #require(try transaction.document(hash: log.documentHash, of: petition.id))
            )
        }
        let source = StoredLog(reading: LogReading(database: site.database), petitionID: petition.id)
        let members = try LogAudit.PublishedDocument(parsing: document).members
        let audit = LogAudit(source: source, key: try NoteVerifierKey(log.verifierKey), members: members)
        return try await audit.report(checkpoint: Array(checkpoint.utf8))
    }

    @Test func `tokens of before a loss sign in the next log, and in the one after that, and anyone verifies them`()
        async throws
    {
        let first = try await MemberLetter(.sqlite)
        let tokens = try await first.tokens(80)
        for token in tokens.prefix(20) { _ = try await first.sign(token) }
        try await first.passDay()
        #expect(try await documents(first.test, first.petition).members?.issuer.context == nil)
        var letter = first
        for (number, start) in [(2, 20), (3, 40)] {
            letter = try await lost(letter, tokens[start..<start + 20])
            let document = try await documents(letter.test, letter.petition)
            #expect(document.log.origin.hasSuffix("/log/\(number)"))
            let context = Data(first.entryZero.sha256).base64EncodedString()
            #expect(document.members?.issuer.context == context)
            for token in tokens[start..<start + 20] { _ = try await letter.sign(token) }
            await #expect(throws: MemberSigning.Refusal.spent) { _ = try await letter.sign(tokens[0]) }
            try await letter.passDay()
            let report = try await report(letter.test, letter.petition)
            #expect(report.counts.member == start + 20)
            try await letter.test.expectSoundLog(letter.petition)
        }
        await letter.test.site.sequencer.close()
        #expect(try await LogSoundness(site: letter.test.site, depth: .all).faults() == [])
    }

    /// A letter whose last publication was lost, and that in public.
    private func lost(_ letter: MemberLetter, _ tokens: ArraySlice<MemberToken>) async throws -> MemberLetter {
        let copy = try await letter.test.copy()
        for token in tokens { _ = try await letter.sign(token) }
        try await letter.passDay()
        await letter.test.site.sequencer.close()
        let later = letter.test.now + .days(1)
        let restored = try await TestSite(.sqlite, start: later, limits: .off, restoring: copy)
        try await restored.acceptLoss()
        return try await MemberLetter(restored, letter)
    }
}

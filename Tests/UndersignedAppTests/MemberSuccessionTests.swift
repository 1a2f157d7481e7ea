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

    /// As a site serves it, beside what a member kept from before the loss.
    ///
    /// docs/formats/member-succession-example, with which the other readers of the format are tested, is one:
    /// UNDERSIGNED_EXAMPLE names a folder to make it anew.
    @Test func `the log after a loss reads from its files alone, and what a member kept fits it`() async throws {
        let first = try await MemberLetter(.sqlite)
        let tokens = try await first.tokens(41)
        let pending = first.pending()
        for token in tokens.prefix(20) { _ = try await first.sign(token) }
        try await first.passDay()
        let letter = try await lost(first, tokens[20..<40])
        for token in tokens[20..<40] { _ = try await letter.sign(token) }
        try await letter.passDay()
        let files = try await PublishedFiles(of: letter.petition, in: letter.test)
        let document = try LogAudit.PublishedDocument(parsing: files.document)
        let audit = LogAudit(source: files, key: document.key, members: document.members)
        #expect(try await audit.report(checkpoint: files.log["checkpoint"]).tokenCount == 40)
        let (log, place) = (
            "petitions.example.org/petitions/dear-board/log", "https://petitions.example.org/petitions/dear-board"
        )
        let kept = [
            "token.txt": KeptToken(petition: place, log: log, token: tokens[40]).text,
            "request.txt": pending.kept(petition: place, log: log).text,
        ]
        let members = try #require(document.members)
        #expect(tokens[40].problem(challengeDigest: members.challenge.digest, issuerKey: members.issuerKey) == nil)
        guard let folder = ProcessInfo.processInfo.environment["UNDERSIGNED_EXAMPLE"] else { return }
        try files.write(to: URL(fileURLWithPath: folder), beside: kept)
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

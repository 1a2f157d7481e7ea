import Foundation
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// R-23, DESIGN 11.19: lost entries are given up in public, and the petition's next log carries on what is left.
@Suite struct LogSuccessionTests {
    private func audited(_ loss: Loss) async throws -> LogAudit.Report {
        let petition = try await loss.site.petition(id: loss.petition.id)
        let log = try Samples.required(petition.log)
        let (checkpoint, document) = try await loss.site.database.read { transaction in
            (
                try Samples.required(try transaction.head(petition.id)).checkpoint,
                try Samples.required(try transaction.document(hash: log.documentHash, of: petition.id))
            )
        }
        let source = StoredLog(reading: LogReading(database: loss.site.database), petitionID: petition.id)
        let audit = LogAudit(source: source, key: try NoteVerifierKey(log.verifierKey))
        let report = try await audit.report(checkpoint: Array(checkpoint.utf8))
        try LogAudit.PublishedDocument(parsing: document).check(against: report)
        return report
    }

    @Test(arguments: [3, 254, 300])
    func `what is left is carried at its places by the next log, which anyone can recount`(_ count: Int) async throws {
        let loss = try await Loss(carried: count, lost: 4)
        let result = try await loss.site.acceptLoss()
        #expect(result.origin == "petitions.example.org/petitions/save-the-library/log/2")
        #expect(result.carried == loss.before.size)
        try await loss.site.expectSoundLog(loss.petition)
        let report = try await audited(loss)
        #expect(report.counts == loss.before.counts && report.origin == result.origin)

        // People of before and after: same index, new checkpoint, and the statement that each of them signed.
        let old = try Samples.required(try await Receipts(site: loss.stories).receipt(loss.carried[1]))
        #expect(try old.verified(by: NoteVerifierKey(result.verifierKey)).origin == result.origin)
        #expect(old.statement.origin == "petitions.example.org/petitions/save-the-library/log")
        let now = try await loss.site.petition(id: loss.petition.id)
        let link = try await loss.site.sign(Samples.person(900), now)
        let new = try Samples.required(try await Receipts(site: loss.stories).receipt(link))
        #expect(new.statement.origin == result.origin)
        _ = try await Links(site: loss.stories).withdraw(loss.carried[0])
        try await loss.site.expectSoundLog(loss.petition)
        #expect(try await loss.site.counts(loss.petition).mail == count)
        await loss.stories.sequencer.close()
        #expect(try await LogSoundness(site: loss.stories, depth: .all).faults() == [])
    }

    @Test func `the document names the last known checkpoint, and a note says what was lost`() async throws {
        let loss = try await Loss(carried: 2, lost: 3)
        _ = try await loss.site.acceptLoss()
        let petition = try await loss.site.petition(id: loss.petition.id)
        let old = try Samples.required(loss.petition.log)
        let (bytes, note) = try await loss.site.database.read { transaction in
            (
                try transaction.document(hash: Samples.required(petition.log).documentHash, of: petition.id),
                try transaction.note(after: 0, of: petition.id)
            )
        }
        let document = try JSONDecoder().decode(PetitionDocument.self, from: Data(Samples.required(bytes)))
        let predecessor = try Samples.required(document.predecessor)
        #expect(predecessor.origin == old.origin && predecessor.vkey == old.verifierKey)
        #expect(predecessor.carried == loss.before.size)
        let published = Checkpoint.verify(
            try SignedNote(parsing: predecessor.checkpoint),
            key: try NoteVerifierKey(old.verifierKey)
        ).value
        #expect(published?.size == loss.before.size + 3)
        let words = try PublicNote(parsing: Samples.required(note)).text
        #expect(words.contains("published with \(loss.before.size + 3) entries"))
        #expect(words.contains("https://petitions.example.org/petitions/save-the-library/receipts"))
    }

    @Test func `a text that was carried and one that comes later name the logs of their times`() async throws {
        let loss = try await Loss(carried: 2, lost: 1, amends: true)
        _ = try await loss.site.acceptLoss()
        try await loss.site.expectSoundLog(loss.petition)
        let longer = PetitionAmendment.letter("Please keep it open.")
        _ = try await TextAmendment(site: loss.stories).amend(
            loss.petition.slug,
            longer,
            reason: "Open, not only there"
        )
        try await loss.site.expectSoundLog(loss.petition)
    }

    @Test func `contact data sealed before and after opens with the same key`() async throws {
        let loss = try await Loss(carried: 3, lost: 1)
        _ = try await loss.site.acceptLoss()
        let petition = try await loss.site.petition(id: loss.petition.id)
        try await loss.site.sign(Samples.person(901), petition)
        let preview = try await Corrections(site: loss.stories).preview(
            petition.slug,
            CorrectionRule(domain: WildcardPattern("example.org")),
            progress: { _, _ in }
        )
        #expect(preview.found == 4)
    }

    @Test func `the closed log is served as far as it is left, and its tiles give the root of its time`() async throws {
        let loss = try await Loss(carried: 300, lost: 2)
        _ = try await loss.site.acceptLoss()
        let petition = try await loss.site.petition(id: loss.petition.id)
        let reading = ClosedLogReading(database: loss.site.database, number: 1)
        var entries: [[UInt8]] = []
        for bundle in BundleCoordinate.covering(size: loss.before.size) {
            let bytes = try Samples.required(try await reading.bundle(bundle, of: petition.id))
            entries += try EntryBundle.decode(bytes, count: bundle.width)
        }
        var edge = TreeEdge()
        for tile in edge.append(entries.map { MerkleTree.leafHash(of: $0) }) {
            #expect(try await reading.tile(tile.coordinate, of: petition.id) == tile.bytes, "\(tile.coordinate.path)")
        }
        let key = try NoteVerifierKey(Samples.required(loss.petition.log).verifierKey)
        let old = Checkpoint.verify(try SignedNote(parsing: loss.before.checkpoint), key: key).value
        #expect(old?.root == edge.root && edge.size == loss.before.size)
        let beyond = BundleCoordinate(index: 1, width: Int(loss.before.size - 256) + 1)
        #expect(try await reading.bundle(beyond, of: petition.id) == nil, "what came after is not its own")
        let farewell = try await reading.farewell(of: petition)
        #expect(farewell?.contains("carries on the \(loss.before.size)") == true)
    }

    @Test func `a number that published something is never used again, one that did not is`() async throws {
        let first = try await TestSite(.sqlite, limits: .off)
        let petition = try await first.open()
        for number in 0..<3 { try await first.sign(Samples.person(number), petition) }
        let copy = try await first.copy()
        try await first.sign(Samples.person(3), petition)
        await first.site.sequencer.close()

        let second = try await TestSite(.sqlite, limits: .off, restoring: copy)
        let fault = try Samples.required(try await LogSoundness(site: second.site).faults().first)
        let rollback = try Samples.required(fault.rollback)
        second.jump(.days(3))
        await #expect(throws: LogSuccession.Refusal.clockInDoubt) {
            _ = try await LogSuccession(site: second.site).accept(rollback, of: petition.slug)
        }
        second.jump(.days(-3))
        // Cut short after its key was made: the next try goes on with it.
        let origin = LogOrigin(try Samples.required(petition.log).origin)
        let note = try second.site.keys.makeSuccessor(of: petition.slug, after: origin, ambient: second.site.ambient)
        let result = try await second.acceptLoss()
        #expect(result.origin.hasSuffix("/log/2") && result.verifierKey == note.verifierKey.description)
        await second.site.highWater.write()

        let third = try await TestSite(.sqlite, limits: .off, restoring: copy)
        let older = try Samples.required(try await LogSoundness(site: third.site).faults().first)
        #expect(older.what.contains("log 2 was published"), "\(older.what)")
        #expect(try await third.acceptLoss().origin.hasSuffix("/log/3"))
        try await third.expectSoundLog(petition)
        let lineage = try await third.database.read { try $0.closedLogs(of: petition.id).map(\.number) }
        #expect(lineage == [1, 2])
    }
}

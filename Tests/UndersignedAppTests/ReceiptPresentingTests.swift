import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// DESIGN 11.19: receipts of entries that were lost are presented again.
@Suite struct ReceiptPresentingTests {
    @Test func `a receipt of a lost entry is counted again by the link that goes to its address, once`() async throws {
        let loss = try await Loss(carried: 2, lost: 2)
        _ = try await loss.site.acceptLoss()
        let petition = try await loss.site.petition(id: loss.petition.id)
        let presenting = ReceiptPresenting(site: loss.stories)
        let receipt = loss.lost[0]
        try await presenting.present(receipt.bytes, petition: petition, language: .english)
        let link = try Samples.required(try await loss.site.links().last)
        #expect(try await loss.site.counts(petition).mail == 2, "a mail counts nothing")
        #expect(try await Links(site: loss.stories).confirm(link, textVersion: 1) == .counted)
        #expect(try await loss.site.counts(petition).mail == 3)
        let again = try Samples.required(try await Receipts(site: loss.stories).receipt(link))
        #expect(again.statement == receipt.statement && again.salt == receipt.salt)
        try await loss.site.expectSoundLog(petition)
        await loss.stories.sequencer.close()
        #expect(try await LogSoundness(site: loss.stories, depth: .all).faults() == [])

        try await presenting.present(receipt.bytes, petition: petition, language: .english)
        #expect(try await loss.site.mails().last?.kind == .manage, "who is counted gets a link that manages")
        #expect(try await loss.site.counts(petition).mail == 3)
    }

    @Test func `a receipt is taken after the text changed and after the petition closed, under its own text`()
        async throws
    {
        let loss = try await Loss(carried: 2, lost: 1)
        _ = try await loss.site.acceptLoss()
        _ = try await TextAmendment(site: loss.stories).amend(
            loss.petition.slug,
            PetitionAmendment.letter("Keep it."),
            reason: "Clearer"
        )
        _ = try await loss.stories.sequencer.submit(.close(petitionID: loss.petition.id))
        let petition = try await loss.site.petition(id: loss.petition.id)
        try await ReceiptPresenting(site: loss.stories)
            .present(loss.lost[0].bytes, petition: petition, language: .english)
        let link = try Samples.required(try await loss.site.links().last)
        #expect(try await Links(site: loss.stories).confirm(link, textVersion: 2) == .refused(.textChanged(current: 1)))
        #expect(try await Links(site: loss.stories).confirm(link, textVersion: 1) == .counted)
        try await loss.site.expectSoundLog(petition)
        #expect(try await LogSoundness(site: loss.stories, depth: .all).faults() == [])
    }

    @Test func `a receipt of a lost version of the text is refused, also when another text has its number`()
        async throws
    {
        let loss = try await Loss(carried: 2, lost: 2, loses: "Keep it, always.")
        _ = try await loss.site.acceptLoss()
        let presenting = ReceiptPresenting(site: loss.stories)
        var petition = try await loss.site.petition(id: loss.petition.id)
        #expect(petition.textVersion == 1 && loss.lost[0].statement.textVersion == 2)
        await #expect(throws: ReceiptPresenting.Refusal.lostText(version: 2)) {
            try await presenting.present(loss.lost[0].bytes, petition: petition, language: .english)
        }
        _ = try await TextAmendment(site: loss.stories).amend(
            petition.slug,
            PetitionAmendment.letter("Close it."),
            reason: "Another text"
        )
        petition = try await loss.site.petition(id: loss.petition.id)
        #expect(petition.textVersion == 2)
        await #expect(throws: ReceiptPresenting.Refusal.lostText(version: 2)) {
            try await presenting.present(loss.lost[0].bytes, petition: petition, language: .english)
        }
        #expect(try await LogSoundness(site: loss.stories, depth: .all).faults() == [])
    }

    @Test func `an entry that was counted again and taken back is not counted a third time`() async throws {
        let loss = try await Loss(carried: 2, lost: 1)
        _ = try await loss.site.acceptLoss()
        let petition = try await loss.site.petition(id: loss.petition.id)
        let presenting = ReceiptPresenting(site: loss.stories)
        try await presenting.present(loss.lost[0].bytes, petition: petition, language: .english)
        let link = try Samples.required(try await loss.site.links().last)
        #expect(try await Links(site: loss.stories).confirm(link, textVersion: 1) == .counted)
        #expect(try await Links(site: loss.stories).withdraw(link) == .withdrawn)
        await #expect(throws: ReceiptPresenting.Refusal.takenOut) {
            try await presenting.present(loss.lost[0].bytes, petition: petition, language: .english)
        }
    }

    @Test func `what is not lost, not ours or not proven leads to nothing`() async throws {
        let loss = try await Loss(carried: 2, lost: 2)
        let presenting = ReceiptPresenting(site: loss.stories)
        await #expect(throws: ReceiptPresenting.Refusal.nothingLost) {
            try await presenting.present(loss.lost[0].bytes, petition: loss.petition, language: .english)
        }
        let standing = try Samples.required(try await Receipts(site: loss.stories).receipt(loss.carried[0]))
        _ = try await loss.site.acceptLoss()
        let petition = try await loss.site.petition(id: loss.petition.id)
        let newer = try Samples.required(try await Receipts(site: loss.stories).receipt(loss.carried[0]))
        let other = try await loss.site.open(Samples.petition("another"))
        let foreign = try Samples.required(
            try await Receipts(site: loss.stories).receipt(loss.site.sign(Samples.amina, other))
        )
        let forged = Receipt(
            statedKey: loss.lost[0].statedKey,
            salt: loss.lost[0].salt,
            statement: loss.lost[1].statement,
            proof: loss.lost[0].proof
        )
        let invented = Receipt(
            statedKey: newer.statedKey,
            salt: newer.salt,
            statement: loss.lost[1].statement,
            proof: newer.proof
        )
        let cases: [([UInt8], ReceiptPresenting.Refusal)] = [
            (invented.bytes, .notProven),
            (standing.bytes, .standing(index: standing.proof.index)),
            (newer.bytes, .standing(index: newer.proof.index)),
            (foreign.bytes, .otherPetition), (forged.bytes, .notProven), (Array("c2sp.org".utf8), .malformed),
        ]
        let mails = try await loss.site.mails().count
        for (bytes, refusal) in cases {
            await #expect(throws: refusal) {
                try await presenting.present(bytes, petition: petition, language: .english)
            }
        }
        #expect(try await loss.site.mails().count == mails)
    }
}

import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// Signatories are told what is not shown of them, and take it back.
@Suite struct OwnDisplayTests {
    private func decide(_ act: DisplayVerdict.Act, _ test: TestSite, _ petition: Petition) async throws {
        let moderation = Moderation(site: test.site)
        let queue = try await moderation.queue(of: petition, after: nil, for: 7)
        let seen = queue.items.map { Moderation.Seen(place: $0.held.place, batch: $0.held.batch) }
        _ = try await moderation.decide(seen, DisplayVerdict(act, because: .insult), of: petition, by: 7)
    }

    private func told(_ test: TestSite) async throws -> [OutboxPayload] {
        try await test.mails().filter { $0.kind == .nameHidden }.map(\.payload)
    }

    @Test func `a link says what is held and by which rule, then what became of it and why`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open(Samples.commented())
        let token = try await test.sign(Samples.voice(1, "See example.org"), petition)
        let own = OwnDisplay(site: test.site)
        let held = OwnDisplay.State(extent: .name, comment: "See example.org", isHeld: true, rule: .link)
        #expect(try await own.state(behind: token) == held)
        try await decide(.hide, test, petition)
        let hidden = OwnDisplay.State(extent: .none, comment: "See example.org", reason: .insult)
        #expect(try await own.state(behind: token) == hidden)
        _ = try await Moderation(site: test.site).reverse(1, of: nil, in: petition, by: 7)
        #expect(try await own.state(behind: token) == held)
        try await decide(.show, test, petition)
        #expect(try await own.state(behind: token) == OwnDisplay.State(extent: .all, comment: "See example.org"))
    }

    @Test func `who loses something is told once, a while later, and not where it was taken back in time`() async throws
    {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open(Samples.commented())
        let token = try await test.sign(Samples.voice(1, "See example.org"), petition)
        let notices = DisplayNotices(site: test.site)
        try await decide(.hide, test, petition)
        #expect(try await notices.queueSome() == 0, "it can still be taken back")
        _ = try await Moderation(site: test.site).reverse(1, of: nil, in: petition, by: 7)
        test.advance(.minutes(20))
        #expect(try await notices.queueSome() == 0)
        try await decide(.hideComment, test, petition)
        test.advance(.minutes(15))
        #expect(try await notices.queueSome() == 1)
        #expect(try await notices.queueSome() == 0)
        let mail = try Samples.required(try await told(test).first)
        #expect(mail.address == "voice1@example.org" && mail.language == "en")
        // Another decision about the same is read on the page of the link.
        _ = try await Moderation(site: test.site).reverse(2, of: nil, in: petition, by: 7)
        try await decide(.hide, test, petition)
        test.advance(.hours(1))
        #expect(try await notices.queueSome() == 0)
        let link = try Samples.required(LinkToken(mail.link.split(separator: "/").last ?? ""))
        #expect(try await OwnDisplay(site: test.site).state(behind: link)?.reason == .insult)
        #expect(try await OwnDisplay(site: test.site).state(behind: token)?.reason == .insult)
    }

    @Test func `a petition whose key is not here keeps no other petition's notices waiting`() async throws {
        let test = try await TestSite(limits: .off)
        var sheet = Samples.commented()
        sheet.slug = try Samples.required(Slug("without-key"))
        let petitions = [try await test.open(sheet), try await test.open(Samples.commented())]
        for petition in petitions {
            try await test.sign(Samples.voice(1, "See example.org"), petition)
            try await decide(.hide, test, petition)
            test.advance(.minutes(1))
        }
        test.advance(.hours(1))
        let notices = DisplayNotices(site: try await test.onAnotherMachine(test.database))
        let keys = test.folder.url.appending(path: "keys-of-another-machine/without-key")
        let aside = test.folder.url.appending(path: "aside")
        try FileManager.default.moveItem(at: keys, to: aside)
        #expect(try await notices.queueSome() == 1, "of the other one")
        #expect(try await notices.queueSome() == 0)
        try FileManager.default.moveItem(at: aside, to: keys)
        test.advance(DisplayNotices.keyPause)
        #expect(try await notices.queueSome() == 1, "told once the key is back")
    }

    @Test func `whose address is gone is told by the link alone`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open(Samples.commented())
        try await test.sign(Samples.voice(1, "See example.org"), petition)
        try await decide(.hide, test, petition)
        _ = try await test.database.write { try $0.rows("DELETE FROM seal") }
        test.advance(.hours(1))
        #expect(try await DisplayNotices(site: test.site).queueSome() == 0)
        #expect(try await told(test).isEmpty)
    }

    @Test func `a comment that is taken back is deleted wherever its link opens it; the receipt stays`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open(Samples.commented())
        let token = try await test.sign(Samples.voice(1, "A very own sentence"), petition)
        let other = try await test.sign(Samples.voice(2, "Fine."), petition)
        #expect(try await OwnDisplay(site: test.site).takeBack(.comment, token))
        guard case .counted(let box?, _, _) = try await Links(site: test.site).view(token) else {
            Issue.record("the signature does not stand")
            return
        }
        #expect(box.comment == nil && box.isShown && box.name == "Amina Diallo")
        #expect(
            try await OwnDisplay(site: test.site).state(behind: token) == OwnDisplay.State(extent: .all, comment: nil)
        )
        let contact = try await contact(test, petition, token)
        #expect(contact.comment == nil && contact.email == "voice1@example.org")
        #expect(try await self.contact(test, petition, other).comment == "Fine.")
        let receipt = try Samples.required(try await Receipts(site: test.site).receipt(token))
        #expect(receipt.statement.isShown, "it says what was signed")
        try await test.database.forgetDeleted()
        #expect(try test.folder.holds("A very own sentence") == [])
    }

    @Test func `who takes all back is in no list, and in no queue`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open(Samples.commented())
        let token = try await test.sign(Samples.voice(1, "See example.org"), petition)
        #expect(try await OwnDisplay(site: test.site).takeBack(.all, token))
        #expect(try await OwnDisplay(site: test.site).takeBack(.all, token), "pressing again does the same")
        #expect(try await OwnDisplay(site: test.site).state(behind: token) == nil)
        #expect(try await test.rowCount(.publicName) == 0)
        #expect(try await Moderation(site: test.site).queue(of: petition, after: nil, for: 7).items.isEmpty)
        #expect(try await test.counts(petition).total == 1)
        _ = try await Links(site: test.site).withdraw(token)
        #expect(try await !OwnDisplay(site: test.site).takeBack(.all, token))
    }

    @Test func `who withdraws leaves nothing in the queue`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open(Samples.commented(.approved))
        let token = try await test.sign(Samples.voice(1, "Because."), petition)
        _ = try await Links(site: test.site).withdraw(token)
        #expect(try await Moderation(site: test.site).queue(of: petition, after: nil, for: 7).items.isEmpty)
    }

    /// What the custody key opens of a link's signature.
    private func contact(_ test: TestSite, _ petition: Petition, _ token: LinkToken) async throws -> Contact {
        let log = try Samples.required(petition.log)
        let (id, sealed) = try await test.database.read { transaction in
            let row = try Samples.required(try transaction.signature(tokenHash: token.hash, in: petition.id))
            return (row.id, try transaction.seal(of: row.id, in: petition.id))
        }
        let seal = try Samples.required(sealed)
        let context = Custody.Context(
            petitionID: petition.id,
            signatureID: id,
            recipient: "custody",
            textVersion: seal.textVersion,
            logNumber: seal.logNumber,
            wordingHash: log.documentHash
        )
        let key = try test.site.keys.keys(of: petition.slug).custody
        return try JSONDecoder().decode(Contact.self, from: Data(try Custody.open(seal, with: key, context)))
    }
}

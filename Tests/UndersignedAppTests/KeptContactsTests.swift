import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// P-20: what outlives its day because somebody gets updates.
@Suite struct KeptContactsTests {
    @Test(arguments: TestDatabase.all)
    func `of who is kept for updates name and address stay, and the comment and all other answers go on their day`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind, limits: .off)
        let sheet = Samples.commented()
        let campaign = try Samples.libraries()
        try await test.database.write { transaction in
            let campaignID = try transaction.saveCampaign(campaign)
            _ = try transaction.saveDraft(sheet, campaignID: campaignID)
        }
        _ = try await Opening(site: test.site).open(sheet.slug, opensAt: nil, closesAt: nil)
        let found = try await test.database.read { try $0.petition(sheet.slug) }
        let petition = try Samples.required(found)
        var form = Samples.voice(1, "Because I learned to read there.")
        form.updates = "yes"
        let token = try Samples.required(try await test.ask(form, petition))
        _ = try await Links(site: test.site).confirm(token, textVersion: 1)
        _ = try await test.handOver(petition)
        let end = test.now.minute + .days(30)
        test.advance(end - .hours(1) - test.now)
        try await Housekeeping(site: test.site).doDue()
        let before = try await Self.contact(petition, test)
        #expect(before.comment == form.comment)
        test.advance(.hours(2))
        try await Housekeeping(site: test.site).doDue()
        let after = try await Self.contact(petition, test)
        #expect(after.comment == nil && after.place == nil && after.email == form.email && after.name == form.name)
        #expect(after.language == before.language, "mails go on in the same language")
        let record = try Samples.required(try await OwnRecordReading(site: test.site).data(behind: token))
        #expect(record.answers == nil && record.sealedFor == ["custody"])
    }

    /// What the custody key opens of the only signature.
    private static func contact(_ petition: Petition, _ test: TestSite) async throws -> Contact {
        let row = try await test.database.read { try $0.rows("SELECT signature_id FROM seal").first }
        let id = try Samples.required(try row?.integer("signature_id"))
        let (seal, log) = try await test.database.read {
            (try $0.seal(of: id, in: petition.id), try $0.petition(id: petition.id)?.log)
        }
        let (kept, identity) = (try Samples.required(seal), try Samples.required(log))
        let context = Custody.Context(
            petitionID: petition.id,
            signatureID: id,
            recipient: "custody",
            textVersion: kept.textVersion,
            logNumber: kept.logNumber,
            wordingHash: identity.documentHash
        )
        let key = try test.site.keys.keys(of: petition.slug).custody
        return try JSONDecoder().decode(Contact.self, from: Data(Custody.open(kept, with: key, context)))
    }
}

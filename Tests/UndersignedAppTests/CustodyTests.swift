import Crypto
import Foundation
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// Sealed contact data and the keys folder.
@Suite struct CustodyTests {
    private static func context(_ signatureID: Int64 = 5, recipient: String = "custody") -> Custody.Context {
        Custody.Context(
            petitionID: 1,
            signatureID: signatureID,
            recipient: recipient,
            textVersion: 1,
            logNumber: 1,
            wordingHash: [UInt8](repeating: 7, count: 32)
        )
    }

    @Test func `what is sealed at confirmation opens with the custody key and says what was typed`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        try await test.sign(Samples.amina, petition)
        let (seal, row) = try await test.database.read { transaction in
            let row = try Samples.required(try transaction.signature(id: 1, in: petition.id))
            return (try Samples.required(try transaction.seal(of: row.id, in: petition.id)), row)
        }
        let context = Custody.Context(
            petitionID: petition.id,
            signatureID: row.id,
            recipient: "custody",
            textVersion: 1,
            logNumber: 1,
            wordingHash: try Samples.required(petition.log).documentHash
        )
        let key = try test.site.keys.keys(of: petition.slug).custody
        let contact = try JSONDecoder().decode(Contact.self, from: Data(try Custody.open(seal, with: key, context)))
        #expect(contact.email == "amina@example.org" && contact.name == "Amina Diallo")
    }

    @Test func `one encapsulation serves a minute, and everything bound is checked`() async throws {
        let test = try await TestSite()
        let custody = Custody(ambient: test.site.ambient)
        let key = Curve25519.KeyAgreement.PrivateKey()
        let first = try custody.seal([1], to: key.publicKey, Self.context(5))
        let second = try custody.seal([2], to: key.publicKey, Self.context(6))
        #expect(first.encapsulationID == second.encapsulationID)
        test.advance(.minutes(1))
        let third = try custody.seal([3], to: key.publicKey, Self.context(7))
        #expect(third.encapsulationID != first.encapsulationID)
        #expect(try Custody.open(first, with: key, Self.context(5)) == [1])
        var otherText = Self.context(5)
        otherText.textVersion = 2
        var otherWording = Self.context(5)
        otherWording.wordingHash[0] ^= 1
        for wrong in [Self.context(6), Self.context(5, recipient: "partner"), otherText, otherWording] {
            #expect(throws: (any Error).self) { try Custody.open(first, with: key, wrong) }
        }
        let other = Curve25519.KeyAgreement.PrivateKey()
        #expect(throws: (any Error).self) { try Custody.open(first, with: other, Self.context(5)) }
    }

    // S-71
    @Test func `two petitions share no key and no tag`() async throws {
        let test = try await TestSite()
        let first = try await test.open()
        let second = try await test.open(Samples.petition("another"))
        let keys = [try test.site.keys.keys(of: first.slug), try test.site.keys.keys(of: second.slug)]
        #expect(try keys[0].tag(of: "amina@example.org") != keys[1].tag(of: "amina@example.org"))
        #expect(try keys[0].custody.rawRepresentation != keys[1].custody.rawRepresentation)
        let notes = [
            try test.site.keys.noteKey(of: first.slug, log: 1), try test.site.keys.noteKey(of: second.slug, log: 1),
        ]
        #expect(notes[0].verifierKey != notes[1].verifierKey)
    }

    @Test func `key files are for their owner alone, and a damaged one is named`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        let folder = test.folder.url.appending(path: "keys/\(petition.slug)")
        for name in ["note.key", "dedupe.key", "custody.key"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.appending(path: name).path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
        try Data("no key".utf8).write(to: folder.appending(path: "dedupe.key"))
        let fresh = try KeyFolder(path: test.folder.url.appending(path: "keys").path)
        #expect(throws: KeyFolder.Unreadable.self) { try fresh.keys(of: petition.slug) }
    }

    @Test func `a page that would show another text than people sign is named at start, and so are swapped keys`()
        async throws
    {
        let test = try await TestSite(.sqlite, limits: .off)
        let petition = try await test.open()
        let other = try await test.open(Samples.petition("another"))
        try await test.sign(Samples.amina, petition)
        #expect(try await LogSoundness(site: test.site).faults() == [])
        try await test.database.write { transaction in
            _ = try transaction.rows("UPDATE petition SET sheet = replace(sheet, 'Saturdays', 'Sundays') WHERE id = 1")
        }
        #expect(try await LogSoundness(site: test.site).faults().map(\.slug) == [petition.slug])
        try await test.database.write { transaction in
            _ = try transaction.rows("UPDATE petition SET sheet = replace(sheet, 'Sundays', 'Saturdays') WHERE id = 1")
            _ = try transaction.rows("UPDATE head SET last_mark = last_mark - 3600 WHERE petition_id = 2")
            _ = try transaction.rows("UPDATE entry SET content = zeroblob(8) WHERE petition_id = 1 AND position = 2")
        }
        let faults = try await LogSoundness(site: test.site).faults()
        #expect(faults.map(\.slug) == [petition.slug, other.slug])
    }

    @Test func `a log whose tiles, head or note signature were touched is named at start`() async throws {
        let test = try await TestSite(.sqlite)
        let petition = try await test.open()
        try await test.sign(Samples.amina, petition)
        #expect(try await LogSoundness(site: test.site).faults() == [])
        try await test.database.write { transaction in
            _ = try transaction.rows("UPDATE head SET mail = mail + 1")
        }
        #expect(try await LogSoundness(site: test.site).faults().map(\.slug) == [petition.slug], "a count of its own")
        try await test.database.write { transaction in
            _ = try transaction.rows("UPDATE head SET mail = mail - 1")
            _ = try transaction.rows("UPDATE tile SET hashes = zeroblob(length(hashes)) WHERE level = 0")
        }
        #expect(try await LogSoundness(site: test.site).faults().map(\.slug) == [petition.slug])
    }
}

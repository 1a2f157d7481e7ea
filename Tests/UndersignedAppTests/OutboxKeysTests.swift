import Crypto
import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedStore

struct OutboxKeysTests {
    private func sealed(_ keys: OutboxKeys, _ fixture: OutboxFixture) throws -> OutboxMail {
        let (hour, bytes) = try keys.seal(fixture.payload(), kind: .confirm, petitionID: 1, now: fixture.now)
        return OutboxMail(petitionID: 1, kind: .confirm, messageID: "<a@example.org>", keyHour: hour, sealed: bytes)
    }

    @Test func `what is sealed opens again, also after a restart and an hour later`() async throws {
        let fixture = try await OutboxFixture()
        let keys = try fixture.keys()
        let mail = try sealed(keys, fixture)
        #expect(try keys.open(mail) == fixture.payload())
        fixture.advance(.hours(1))
        let later = try sealed(keys, fixture)
        #expect(later.keyHour == mail.keyHour + 1)
        let restarted = try fixture.keys()
        #expect(try restarted.open(mail) == fixture.payload())
        #expect(try restarted.open(later) == fixture.payload())
    }

    @Test func `sealed bytes belong to one petition and one kind`() async throws {
        let fixture = try await OutboxFixture()
        let keys = try fixture.keys()
        let mail = try sealed(keys, fixture)
        var elsewhere = mail
        elsewhere.petitionID = 2
        var otherKind = mail
        otherKind.kind = .manage
        var damaged = mail
        damaged.sealed[20] ^= 1
        for wrong in [elsewhere, otherKind, damaged] {
            #expect(throws: OutboxKeys.Destroyed.self) { try keys.open(wrong) }
        }
    }

    // DESIGN 11.14: who copies the folder later can't open earlier mail.
    @Test func `an erased hour cannot be opened, nor derived from anything the file still holds`() async throws {
        let fixture = try await OutboxFixture()
        let keys = try fixture.keys()
        let file = fixture.folder.appending(path: "outbox.keys")
        let mail = try sealed(keys, fixture)
        let oldText = try String(contentsOf: file, encoding: .utf8)
        fixture.advance(.hours(3))
        _ = try sealed(keys, fixture)
        try keys.eraseHours(notIn: [mail.keyHour], before: fixture.now)
        #expect(try keys.open(mail) == fixture.payload(), "still in use")
        try keys.eraseHours(notIn: [], before: fixture.now)
        #expect(throws: OutboxKeys.Destroyed.self) { try keys.open(mail) }
        #expect(throws: OutboxKeys.Destroyed.self) { try fixture.keys().open(mail) }

        let newText = try String(contentsOf: file, encoding: .utf8)
        let secrets = { (text: String) in text.split(whereSeparator: \.isWhitespace).filter { $0.hasSuffix("=") } }
        #expect(secrets(oldText).count == 2)
        #expect(Set(secrets(oldText)).isDisjoint(with: secrets(newText)))
        for secret in secrets(newText) {
            let chain = SymmetricKey(data: try #require(Data(base64Encoded: String(secret))))
            let info = Data("undersigned/v1 outbox \(mail.keyHour)".utf8)
            let key = HKDF<SHA256>.deriveKey(inputKeyMaterial: chain, info: info, outputByteCount: 32)
            #expect(throws: (any Error).self) {
                try AES.GCM.open(
                    AES.GCM.SealedBox(combined: mail.sealed),
                    using: key,
                    authenticating: Data("undersigned/v1 mail 1 confirm".utf8)
                )
            }
        }
    }

    @Test func `the chain of the first hour would have opened it`() async throws {
        // Keeps the test above honest: the derivation there is the one in use.
        let fixture = try await OutboxFixture()
        let chain = [UInt8](repeating: 7, count: 32)
        let ambient = Ambient(now: { fixture.now }) { [UInt8](repeating: 7, count: $0) }
        let keys = try OutboxKeys(folder: fixture.folder.path, ambient: ambient)
        let mail = try sealed(keys, fixture)
        let info = Data("undersigned/v1 outbox \(mail.keyHour)".utf8)
        let key = HKDF<SHA256>.deriveKey(inputKeyMaterial: SymmetricKey(data: chain), info: info, outputByteCount: 32)
        let box = try AES.GCM.SealedBox(combined: mail.sealed)
        let aad = Data("undersigned/v1 mail 1 confirm".utf8)
        #expect(try !AES.GCM.open(box, using: key, authenticating: aad).isEmpty)
    }

    @Test func `the newest key stays, and a clock that went back uses it`() async throws {
        let fixture = try await OutboxFixture()
        let keys = try fixture.keys()
        let mail = try sealed(keys, fixture)
        try keys.eraseHours(notIn: [], before: fixture.now + .days(1))
        #expect(try keys.open(mail) == fixture.payload())
        fixture.advance(.hours(-5))
        #expect(try sealed(keys, fixture).keyHour == mail.keyHour)
    }

    @Test func `the file is for its owner alone, and a damaged one is not replaced`() async throws {
        let fixture = try await OutboxFixture()
        let file = fixture.folder.appending(path: "outbox.keys")
        _ = try fixture.keys()
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        try Data("undersigned/v1 outbox keys\n".utf8).write(to: file)
        #expect(throws: KeyFolder.Unreadable.self) { try fixture.keys() }
    }
}

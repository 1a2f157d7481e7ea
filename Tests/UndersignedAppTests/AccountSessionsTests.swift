import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// How long somebody stays signed in, and what ends it.
@Suite struct AccountSessionsTests {
    private struct Place {
        let test: TestSite
        let accounts: Accounts
        let dana: SampleOwner

        init() async throws {
            test = try await TestSite()
            accounts = try Accounts(site: test.site, cost: Samples.cheap)
            dana = try await SampleOwner(accounts, now: test.now)
            test.advance(.minutes(1))
        }

        func setUp(_ link: String, _ form: SetUpForm) async throws -> SetUpOutcome {
            try await accounts.setUp(SampleOwner.secret(link), form, prefix: "a")
        }

        func secret() async throws -> String {
            let outcome = try await accounts.signIn(dana.form(at: test.now), device: nil, prefix: "a")
            return try Samples.required(outcome.secret)
        }
    }

    @Test func `S-38: half an hour without a request ends a session, twelve hours do in any case`() async throws {
        let place = try await Place()
        let secret = try await place.secret()
        place.test.advance(.minutes(29))
        #expect(try await place.accounts.signedIn(secret) != nil)
        place.test.advance(.minutes(29))
        #expect(try await place.accounts.signedIn(secret) != nil)
        place.test.advance(.minutes(30))
        #expect(try await place.accounts.signedIn(secret) == nil)

        let other = try await place.secret()
        for _ in 0..<35 {
            place.test.advance(.minutes(20))
            #expect(try await place.accounts.signedIn(other) != nil)
        }
        place.test.advance(.minutes(20))
        #expect(try await place.accounts.signedIn(other) == nil)
        // The rows go by themselves.
        let hash = try #require(Base64URL.decode(other)).sha256
        #expect(try await place.test.database.read { try $0.session(hash: hash) } != nil)
        place.test.advance(.hours(12))
        try await Housekeeping(site: place.test.site).doDue()
        #expect(try await place.test.database.read { try $0.session(hash: hash) } == nil)
    }

    @Test func `S-37: giving passphrase and code again changes the secret, and the old one is dead`() async throws {
        let place = try await Place()
        let secret = try await place.secret()
        place.test.advance(.minutes(6))
        let visitor = try #require(try await place.accounts.signedIn(secret))
        #expect(!visitor.session.isProven(at: place.test.now))
        let form = place.dana.form(at: place.test.now)
        var wrong = form
        wrong.passphrase = "somebody at the keyboard"
        #expect(try await place.accounts.prove(wrong, visitor).secret == nil)
        let fresh = try #require(try await place.accounts.prove(form, visitor).secret)
        #expect(try await place.accounts.signedIn(secret) == nil)
        #expect(try await place.accounts.signedIn(fresh)?.session.isProven(at: place.test.now) == true)
        // The code was used.
        let again = try #require(try await place.accounts.signedIn(fresh))
        #expect(try await place.accounts.prove(form, again).secret == nil)
    }

    @Test func `S-37: signing out, shutting an account and a reset end sessions at once`() async throws {
        let place = try await Place()
        let first = try await place.secret()
        place.test.advance(.minutes(1))
        let second = try await place.secret()
        let visitor = try #require(try await place.accounts.signedIn(first))
        try await place.accounts.signOut(visitor)
        #expect(try await place.accounts.signedIn(first) == nil)
        #expect(try await place.accounts.signedIn(second) != nil)
        _ = try await place.accounts.reset(address: place.dana.address, purpose: .passphrase, by: nil)
        #expect(try await place.accounts.signedIn(second) == nil)

        let other = try await SampleOwner(place.accounts, "eli@example.org", now: place.test.now)
        place.test.advance(.minutes(1))
        let eli = try await other.signIn(at: place.test.now)
        try await place.accounts.disable(eli.account.id, by: visitor.account.id)
        #expect(try await place.test.database.read { try $0.session(hash: eli.hash) } == nil)
        place.test.advance(.minutes(1))
        await #expect(throws: SampleOwner.NotSignedIn.self) { try await other.signIn(at: place.test.now) }
    }

    @Test func `a lost passphrase needs the device, a lost device needs the passphrase`() async throws {
        let place = try await Place()
        let dana = place.dana
        var link = try await place.accounts.reset(address: dana.address, purpose: .passphrase, by: nil)
        let phrase = "another lantern in the rain"
        let without = SetUpForm(passphrase: phrase, code: "000000")
        #expect(try await place.setUp(link, without).problems?.isWrongCode == true)
        let right = SetUpForm(passphrase: phrase, code: dana.form(at: place.test.now).code)
        #expect(try await place.setUp(link, right).codes == [])

        link = try await place.accounts.reset(address: dana.address, purpose: .codes, by: nil)
        let open = try #require(try await place.accounts.openSetup(SampleOwner.secret(link)))
        let code = try #require(open.code).code(at: place.test.now.seconds / 30)
        let old = SetUpForm(passphrase: SampleOwner.passphrase, code: code, seed: open.seed)
        #expect(try await place.setUp(link, old).problems?.isWrongPassphrase == true)
        let new = SetUpForm(passphrase: phrase, code: code, seed: open.seed)
        #expect(try await place.setUp(link, new).codes?.count == 10)
    }

    @Test func `S-37: what ended while passphrase and code were looked at stays ended`() async throws {
        let place = try await Place()
        let visitor = try #require(try await place.accounts.signedIn(try await place.secret()))
        place.test.advance(.minutes(1))
        try await place.accounts.signOut(visitor)
        let form = place.dana.form(at: place.test.now)
        #expect(try await place.accounts.prove(form, visitor).secret == nil)
        await #expect(throws: Accounts.SessionEnded.self) {
            try await place.accounts.changePassphrase("yet another long phrase", visitor)
        }
        await #expect(throws: Accounts.SessionEnded.self) { try await place.accounts.renewRecoveryCodes(visitor) }
        #expect(try await place.test.database.read { try $0.session(hash: visitor.hash) } == nil)
    }

    @Test func `with another keys folder a recovery code still signs in`() async throws {
        let place = try await Place()
        let other = try await place.test.onAnotherMachine(place.test.database)
        try FileManager.default.removeItem(
            atPath: place.test.folder.url.appending(path: "keys-of-another-machine/account.key").path
        )
        let accounts = try Accounts(site: other, cost: Samples.cheap)
        var form = place.dana.form(at: place.test.now)
        #expect(try await accounts.signIn(form, device: nil, prefix: "a").secret == nil)
        form.code = place.dana.recoveryCodes[0].text
        #expect(try await accounts.signIn(form, device: nil, prefix: "a").secret != nil)
    }

    @Test func `the last owner of the site stays one`() async throws {
        let place = try await Place()
        let id = try #require(try await place.accounts.all().first?.id)
        let owner = Membership(campaignID: nil, role: .owner)
        await #expect(throws: Accounts.Refusal.lastOwner) {
            try await place.accounts.disable(id, by: nil)
        }
        await #expect(throws: Accounts.Refusal.lastOwner) {
            try await place.accounts.take(owner, from: id, by: nil)
        }
        _ = try await SampleOwner(place.accounts, "eli@example.org", now: place.test.now)
        try await place.accounts.take(owner, from: id, by: nil)
        #expect(try await place.accounts.all().first?.memberships == [])
    }

    @Test func `another passphrase ends all other sessions`() async throws {
        let place = try await Place()
        let first = try await place.secret()
        place.test.advance(.minutes(1))
        let second = try await place.secret()
        let visitor = try #require(try await place.accounts.signedIn(second))
        try await place.accounts.changePassphrase("yet another long phrase", visitor)
        #expect(try await place.accounts.signedIn(first) == nil)
        #expect(try await place.accounts.signedIn(second) != nil)
        place.test.advance(.minutes(1))
        let old = place.dana.form(at: place.test.now)
        #expect(try await place.accounts.signIn(old, device: nil, prefix: "a").secret == nil)
        let new = place.dana.form(at: place.test.now, passphrase: "yet another long phrase")
        #expect(try await place.accounts.signIn(new, device: nil, prefix: "a").secret != nil)
    }

    @Test func `the database alone shows no secret of a device, and every act has its line`() async throws {
        let place = try await Place()
        _ = try await place.secret()
        let id = try #require(try await place.accounts.all().first?.id)
        let sealed = try await place.test.database.read { try $0.accountSecrets(of: id)?.codeSecret }
        #expect(sealed?.count == 12 + OneTimeCode.secretByteCount + 16)
        let acts = try await Trail(site: place.test.site).lines(before: nil, limit: 10).map(\.event.act)
        #expect(acts == [.signedIn, .accountSetUp, .accountInvited])
    }
}

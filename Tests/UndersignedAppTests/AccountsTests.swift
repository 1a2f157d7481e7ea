import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// People who run campaigns: invited, set up, signed in, signed out, shut.
@Suite struct AccountsTests {
    @Test func `a one-time address sets an account up, once`() async throws {
        let test = try await TestSite()
        let accounts = try Accounts(site: test.site, cost: Samples.cheap)
        let owner = Membership(campaignID: nil, role: .owner)
        let link = try await accounts.invite(address: "Dana@Example.org", name: "", membership: owner, by: nil)
        #expect(link.hasPrefix("https://petitions.example.org/admin/set-up/"))
        let secret = SampleOwner.secret(link)
        let open = try #require(try await accounts.openSetup(secret))
        // Each look shows another secret: who only looked knows nothing of what is set up.
        #expect(try await accounts.openSetup(secret)?.code?.secretText != open.code?.secretText)
        #expect(try await accounts.openSetup(secret, seed: open.seed)?.code?.secretText == open.code?.secretText)
        var problems = SetUpProblems()
        problems.noName = true
        problems.passphrase = .tooShort(limit: 12)
        let short = try await accounts.setUp(secret, SetUpForm(passphrase: "short"), prefix: "a")
        #expect(short.problems == problems)

        let code = try #require(open.code?.code(at: test.now.seconds / 30))
        var form = SetUpForm(name: "Dana", passphrase: SampleOwner.passphrase, code: code)
        problems = SetUpProblems()
        problems.isWrongCode = true
        #expect(try await accounts.setUp(secret, form, prefix: "a").problems == problems)
        form.seed = open.seed
        #expect(try await accounts.setUp(secret, form, prefix: "a").codes?.count == 10)
        #expect(try await accounts.setUp(secret, form, prefix: "a").codes == nil)
        #expect(try await accounts.openSetup(secret) == nil)
        #expect(try await accounts.all().map(\.address) == ["dana@example.org"])
    }

    @Test func `S-35: guessing at a one-time address is stopped like guessing at a sign-in`() async throws {
        let test = try await TestSite()
        let accounts = try Accounts(site: test.site, cost: Samples.cheap)
        _ = try await SampleOwner(accounts, now: test.now)
        let link = try await accounts.reset(address: "dana@example.org", purpose: .passphrase, by: nil)
        for number in 0..<5 {
            let form = SetUpForm(passphrase: SampleOwner.passphrase + "!", code: "00000\(number)")
            let outcome = try await accounts.setUp(SampleOwner.secret(link), form, prefix: "elsewhere \(number)")
            #expect(outcome.problems?.isWrongCode == true)
        }
        let sixth = try await accounts.setUp(SampleOwner.secret(link), SetUpForm(), prefix: "new")
        guard case .tooMany = sixth else {
            Issue.record("a sixth try was allowed")
            return
        }
    }

    @Test func `a one-time address ends after three days`() async throws {
        let test = try await TestSite()
        let accounts = try Accounts(site: test.site, cost: Samples.cheap)
        let owner = Membership(campaignID: nil, role: .owner)
        let link = try await accounts.invite(address: "dana@example.org", name: "", membership: owner, by: nil)
        test.advance(.seconds(3 * 86_400 - 1))
        #expect(try await accounts.openSetup(SampleOwner.secret(link)) != nil)
        test.advance(.seconds(1))
        #expect(try await accounts.openSetup(SampleOwner.secret(link)) == nil)
    }

    @Test func `S-35, S-36: only address, passphrase and a fresh code together sign in`() async throws {
        let test = try await TestSite()
        let accounts = try Accounts(site: test.site, cost: Samples.cheap)
        let dana = try await SampleOwner(accounts, now: test.now)
        // The code of the set-up is used up.
        #expect(try await accounts.signIn(dana.form(at: test.now), device: nil, prefix: "first").secret == nil)
        test.advance(.minutes(15))
        let right = dana.form(at: test.now)
        let wrongs = [
            ("other@example.org", right.passphrase, right.code), (right.address, right.passphrase + " ", right.code),
            (right.address, right.passphrase, "000000"), ("", "", ""), (right.address, right.passphrase, ""),
        ]
        for (number, (address, passphrase, code)) in wrongs.enumerated() {
            let form = SignInForm(address: address, passphrase: passphrase, code: code)
            #expect(try await accounts.signIn(form, device: nil, prefix: "\(number)").secret == nil)
        }
        let secret = try #require(try await accounts.signIn(right, device: nil, prefix: "a").secret)
        #expect(try await accounts.signedIn(secret)?.account.name == "Dana Quist")
        #expect(try await accounts.signIn(right, device: nil, prefix: "a").secret == nil)
    }

    @Test func `S-36: a recovery code signs in once, as people type it`() async throws {
        let test = try await TestSite()
        let accounts = try Accounts(site: test.site, cost: Samples.cheap)
        let dana = try await SampleOwner(accounts, now: test.now)
        var form = dana.form(at: test.now)
        form.code = dana.recoveryCodes[3].text.uppercased().replacing("-", with: " ")
        let secret = try #require(try await accounts.signIn(form, device: nil, prefix: "a").secret)
        let visitor = try #require(try await accounts.signedIn(secret))
        #expect(try await accounts.signIn(form, device: nil, prefix: "a").secret == nil)
        #expect(try await accounts.recoveryCodeCount(visitor) == 9)
        let fresh = try await accounts.renewRecoveryCodes(visitor)
        form.code = dana.recoveryCodes[4].text
        #expect(try await accounts.signIn(form, device: nil, prefix: "a").secret == nil)
        form.code = fresh[0].text
        #expect(try await accounts.signIn(form, device: nil, prefix: "a").secret != nil)
    }

    @Test func `S-35: five failures at once stop an address, whoever tries, but not its own device`() async throws {
        let test = try await TestSite()
        let accounts = try Accounts(site: test.site, cost: Samples.cheap)
        let dana = try await SampleOwner(accounts, now: test.now)
        test.advance(.seconds(30))
        let known = try #require(try await accounts.signIn(dana.form(at: test.now), device: nil, prefix: "home").device)
        for number in 0..<5 {
            let wrong = dana.form(at: test.now, passphrase: "not the passphrase")
            #expect(try await accounts.signIn(wrong, device: nil, prefix: "elsewhere \(number)").secret == nil)
        }
        test.advance(.seconds(30))
        guard case .tooMany = try await accounts.signIn(dana.form(at: test.now), device: nil, prefix: "new") else {
            Issue.record("a sixth try was allowed")
            return
        }
        #expect(try await accounts.signIn(dana.form(at: test.now), device: known, prefix: "home").secret != nil)
        test.advance(.minutes(3))
        #expect(try await accounts.signIn(dana.form(at: test.now), device: nil, prefix: "new").secret != nil)
    }

    @Test func `S-35: five failures at once stop a network, whichever addresses it tries`() async throws {
        let test = try await TestSite()
        let accounts = try Accounts(site: test.site, cost: Samples.cheap)
        for number in 0..<5 {
            let form = SignInForm(address: "p\(number)@example.org", passphrase: "x", code: "1")
            _ = try await accounts.signIn(form, device: nil, prefix: "a")
        }
        guard case .tooMany(let seconds) = try await accounts.signIn(SignInForm(), device: nil, prefix: "a") else {
            Issue.record("a sixth try was allowed")
            return
        }
        #expect((1...180).contains(seconds))
    }

    @Test func `S-42: a hash with smaller parameters is made anew at the next sign-in`() async throws {
        let test = try await TestSite()
        let accounts = try Accounts(site: test.site)
        let dana = try await SampleOwner(accounts, now: test.now)
        let id = try #require(try await accounts.all().first?.id)
        // scrypt with N = 2^4, of the same passphrase.
        let weak = try ScryptSample.text(SampleOwner.passphrase, logN: 4)
        let code = try #require(try await test.database.read { try $0.accountSecrets(of: id) })
        try await test.database.write { transaction in
            var secrets = code
            secrets.passphrase = weak
            try transaction.setAccountSecrets(secrets, of: id)
        }
        test.advance(.seconds(30))
        #expect(try await accounts.signIn(dana.form(at: test.now), device: nil, prefix: "a").secret != nil)
        let stored = try await test.database.read { try $0.accountSecrets(of: id)?.passphrase }
        #expect(stored?.hasPrefix("scrypt:15:8:3:") == true)
    }
}

import UndersignedApp
import UndersignedCore
import UndersignedTestSupport

/// A person with an account, and the device that shows the codes.
struct SampleOwner {
    static let passphrase = "lantern gravel oboe tide"

    let accounts: Accounts
    let address: String
    let code: OneTimeCode
    let recoveryCodes: [RecoveryCode]

    /// Invites somebody and sets the account up.
    init(
        _ accounts: Accounts,
        _ address: String = "dana@example.org",
        _ membership: Membership = Membership(campaignID: nil, role: .owner),
        now: Moment
    ) async throws {
        let link = try await accounts.invite(address: address, name: "Dana Quist", membership: membership, by: nil)
        let secret = Self.secret(link)
        let open = try Samples.required(try await accounts.openSetup(secret))
        let code = try Samples.required(open.code)
        let form = SetUpForm(
            name: "Dana Quist",
            passphrase: Self.passphrase,
            code: code.code(at: now.seconds / 30),
            seed: open.seed
        )
        recoveryCodes = try Samples.required(try await accounts.setUp(secret, form, prefix: "set-up").codes)
        (self.accounts, self.address, self.code) = (accounts, address, code)
    }

    static func secret(_ link: String) -> String { String(link.split(separator: "/").last ?? "") }

    func form(at now: Moment, passphrase: String = passphrase) -> SignInForm {
        SignInForm(address: address, passphrase: passphrase, code: code.code(at: now.seconds / 30))
    }

    /// Signs in half a minute after the last code was used.
    func signIn(at now: Moment) async throws -> SignedIn {
        guard case .signedIn(let secret, _) = try await accounts.signIn(form(at: now), device: nil, prefix: "a") else {
            throw NotSignedIn()
        }
        return try Samples.required(try await accounts.signedIn(secret))
    }

    struct NotSignedIn: Error {}
}

extension SetUpOutcome {
    /// The recovery codes of a set-up that was done.
    var codes: [RecoveryCode]? {
        if case .done(let codes) = self { return codes }
        return nil
    }

    /// What is wrong, where something is.
    var problems: SetUpProblems? {
        if case .problems(let problems) = self { return problems }
        return nil
    }
}

extension SignInOutcome {
    /// The session's secret, where there is one.
    var secret: String? {
        if case .signedIn(let secret, _) = self { return secret }
        return nil
    }

    /// The device's mark, where there is one.
    var device: String? {
        if case .signedIn(_, let device) = self { return device }
        return nil
    }
}

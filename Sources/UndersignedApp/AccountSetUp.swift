package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What a person fills in at a one-time address.
package struct SetUpForm: Sendable {
    package var name: String
    package var passphrase: String
    package var code: String

    package init(name: String = "", passphrase: String = "", code: String = "") {
        self.name = name
        self.passphrase = passphrase
        self.code = code
    }
}

/// A one-time address that works.
package struct OpenSetup: Sendable {
    package let account: Account
    package let purpose: Setup.Purpose
    /// The secret for the person's device; nil where the codes stay as they are.
    package let code: OneTimeCode?

    package init(account: Account, purpose: Setup.Purpose, code: OneTimeCode?) {
        self.account = account
        self.purpose = purpose
        self.code = code
    }
}

/// What is wrong with a set-up form; only one thing a field.
package struct SetUpProblems: Error, Hashable, Sendable {
    package var noName = false
    package var passphrase: Passphrase.Problem?
    /// The passphrase is not the account's own, where that is asked for.
    package var isWrongPassphrase = false
    package var isWrongCode = false

    package init() {}

    var isEmpty: Bool { self == SetUpProblems() }
}

extension Accounts {
    /// What a one-time address is for.
    ///
    /// - Parameter secret: The last part of the address.
    /// - Returns: Nil for an address that is used, too old or none.
    /// - Throws: A fault of the database.
    package func openSetup(_ secret: String) async throws -> OpenSetup? {
        guard let hash = Self.hash(ofSecret: secret) else { return nil }
        let now = site.ambient.now()
        let found = try await site.database.read { transaction in
            try transaction.setup(hash: hash).flatMap { setup in
                try transaction.account(id: setup.accountID).map { (setup, $0) }
            }
        }
        guard let (setup, account) = found, setup.endsAt > now, account.state != .disabled else { return nil }
        let code = setup.purpose == .passphrase ? nil : newCode(hash)
        return OpenSetup(account: account, purpose: setup.purpose, code: code)
    }

    /// Sets up what the address is for; the address is used up then.
    ///
    /// - Parameters:
    ///   - secret: The last part of the address.
    ///   - form: As typed. A code is asked for in any case: of the new device, or of the one that stays.
    /// - Returns: Nil when the address is used, too old or none; else fresh recovery codes, empty where they stay.
    /// - Throws: `SetUpProblems`, `PassphraseWork.Overloaded`, or a fault of the database.
    package func setUp(_ secret: String, _ form: SetUpForm) async throws -> [RecoveryCode]? {
        guard let open = try await openSetup(secret), let hash = Self.hash(ofSecret: secret) else { return nil }
        let account = open.account
        guard let stored = try await site.database.read({ try $0.accountSecrets(of: account.id) }) else { return nil }
        let name = form.name.isEmpty ? account.name : String(form.name.prefix(200))
        let now = site.ambient.now()
        var problems = SetUpProblems()
        problems.noName = name.isEmpty
        let phrase = try await newPhrase(form, open, stored, name, &problems)
        let code = try open.code ?? storedCode(stored, of: account.id)
        let step = code?.step(of: form.code, at: now, after: open.code == nil ? stored.codeStep : 0)
        problems.isWrongCode = step == nil
        guard problems.isEmpty, let step else { throw problems }

        let codes = open.purpose == .passphrase ? [] : newRecoveryCodes()
        let secrets = AccountSecrets(
            passphrase: phrase ?? stored.passphrase,
            codeSecret: try open.code.map { _ in try sealed(newCodeSecret(hash), of: account.id) } ?? stored.codeSecret,
            codeStep: step
        )
        let event = TrailEvent(
            doneAt: now,
            accountID: account.id,
            act: .accountSetUp,
            object: account.address,
            detail: open.purpose.rawValue
        )
        return try await site.database.write { transaction in
            // Used by somebody else meanwhile.
            guard try transaction.setup(hash: hash) != nil else { return nil }
            try transaction.deleteSetup(hash: hash)
            try transaction.setAccount(account.id, name: name, state: .active)
            try transaction.setAccountSecrets(secrets, of: account.id)
            if !codes.isEmpty { try transaction.setRecoveryCodes(codes.map(\.hash), of: account.id) }
            try transaction.deleteSessions(of: account.id)
            try transaction.addToTrail(event)
            return codes
        }
    }

    /// The hash of the new passphrase; nil where the old one stays, and was given.
    private func newPhrase(
        _ form: SetUpForm,
        _ open: OpenSetup,
        _ stored: AccountSecrets,
        _ name: String,
        _ problems: inout SetUpProblems
    ) async throws -> String? {
        let typed = form.passphrase
        guard open.purpose != .codes else {
            let hash = stored.passphrase.flatMap(PassphraseHash.init(text:))
            problems.isWrongPassphrase = try await passphrases.run { try hash?.matches(typed) != true }
            return nil
        }
        do {
            let phrase = try Passphrase(typed, known: [open.account.address, name])
            let salt = site.ambient.randomBytes(PassphraseHash.saltByteCount)
            return try await passphrases.run { [cost] in try PassphraseHash(phrase.text, salt: salt, cost: cost).text }
        } catch let problem as Passphrase.Problem {
            problems.passphrase = problem
            return nil
        }
    }

    /// Made of the address's secret, so that looking at the page stores nothing.
    private func newCodeSecret(_ setupHash: [UInt8]) -> [UInt8] {
        Array(key.code(Array("undersigned/v1 code secret".utf8) + setupHash).prefix(OneTimeCode.secretByteCount))
    }

    private func newCode(_ setupHash: [UInt8]) -> OneTimeCode { OneTimeCode(secret: newCodeSecret(setupHash)) }
}

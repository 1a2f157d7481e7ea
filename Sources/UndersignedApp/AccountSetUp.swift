package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What a person fills in at a one-time address.
package struct SetUpForm: Sendable {
    package var name: String
    package var passphrase: String
    package var code: String
    /// Which secret the page showed.
    package var seed: String

    package init(name: String = "", passphrase: String = "", code: String = "", seed: String = "") {
        self.name = name
        self.passphrase = passphrase
        self.code = code
        self.seed = seed
    }
}

/// A one-time address that works.
package struct OpenSetup: Sendable {
    package let account: Account
    package let purpose: Setup.Purpose
    /// The secret for the person's device; nil where the codes stay as they are.
    package let code: OneTimeCode?
    /// Goes into the form: the same seed makes the same secret.
    package let seed: String

    package init(account: Account, purpose: Setup.Purpose, code: OneTimeCode?, seed: String) {
        self.account = account
        self.purpose = purpose
        self.code = code
        self.seed = seed
    }

    fileprivate func event(at now: Moment) -> TrailEvent {
        TrailEvent(
            doneAt: now,
            accountID: account.id,
            act: .accountSetUp,
            object: account.address,
            detail: purpose.rawValue
        )
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

/// What came of a set-up.
package enum SetUpOutcome: Sendable {
    /// With fresh recovery codes, empty where the old ones stay.
    case done([RecoveryCode])
    case problems(SetUpProblems)
    /// The address is used, too old or none.
    case gone
    /// One more try is allowed after so many seconds.
    case tooMany(seconds: Int)

    fileprivate var isGuess: Bool {
        switch self {
        case .done: false
        case .problems(let problems): problems.isWrongCode || problems.isWrongPassphrase
        case .gone, .tooMany: true
        }
    }
}

extension Accounts {
    /// What a one-time address is for.
    ///
    /// Each look shows another secret for the device, and stores none: who only looked knows nothing of what is set up.
    ///
    /// - Parameters:
    ///   - secret: The last part of the address.
    ///   - seed: Of the secret that was shown before; nil for another one.
    /// - Returns: Nil for an address that is used, too old or none.
    /// - Throws: A fault of the database.
    package func openSetup(_ secret: String, seed: String? = nil) async throws -> OpenSetup? {
        guard let hash = Self.hash(ofSecret: secret) else { return nil }
        let now = site.ambient.now()
        let found = try await site.database.read { transaction in
            try transaction.setup(hash: hash).flatMap { setup in
                try transaction.account(id: setup.accountID).map { (setup, $0) }
            }
        }
        guard let (setup, account) = found, setup.endsAt > now, account.state != .disabled else { return nil }
        let seed = seed ?? Base64URL.encode(site.ambient.randomBytes(16))
        let code = setup.purpose == .passphrase ? nil : OneTimeCode(secret: newCodeSecret(hash, seed))
        return OpenSetup(account: account, purpose: setup.purpose, code: code, seed: seed)
    }

    /// Sets up what the address is for; the address is used up then.
    ///
    /// - Parameters:
    ///   - secret: The last part of the address.
    ///   - form: As typed. A code is asked for in any case: of the new device, or of the one that stays.
    ///   - prefix: The client's network prefix: tries are counted, by it and by the address (S-35).
    /// - Returns: What came of it.
    /// - Throws: `PassphraseWork.Overloaded`, or a fault of the database.
    package func setUp(_ secret: String, _ form: SetUpForm, prefix: String) async throws -> SetUpOutcome {
        let place = Self.hash(ofSecret: secret).map(Base64URL.encode) ?? ""
        if let seconds = failures.prefixes.take(prefix) ?? failures.accounts.take(place) {
            return .tooMany(seconds: seconds)
        }
        do {
            let outcome = try await trySetUp(secret, form)
            // What is refused for its form guessed nothing.
            if !outcome.isGuess {
                failures.prefixes.giveBack(prefix)
                failures.accounts.giveBack(place)
            }
            return outcome
        } catch {
            failures.prefixes.giveBack(prefix)
            failures.accounts.giveBack(place)
            throw error
        }
    }

    private func trySetUp(_ secret: String, _ form: SetUpForm) async throws -> SetUpOutcome {
        guard let open = try await openSetup(secret, seed: form.seed), let hash = Self.hash(ofSecret: secret),
            let seen = try await site.database.read({ try $0.accountSecrets(of: open.account.id) })
        else { return .gone }
        let name = open.purpose == .all ? form.name : open.account.name
        var problems = SetUpProblems()
        problems.noName = name.isEmpty || name.count > 200
        let phrase = try await newPhrase(form, open, seen, name, &problems)
        // Nobody learns from this page what a code is worth as long as the rest is not fit.
        guard problems.isEmpty else { return .problems(problems) }
        return try await finish(open, hash, form, name: name, phrase: phrase, seen: seen.passphrase)
    }

    private func finish(
        _ open: OpenSetup,
        _ hash: [UInt8],
        _ form: SetUpForm,
        name: String,
        phrase: String?,
        seen: String?
    ) async throws -> SetUpOutcome {
        let codes = open.purpose == .passphrase ? [] : newRecoveryCodes()
        let (id, now) = (open.account.id, site.ambient.now())
        return try await site.database.write { transaction in
            // Used by somebody else meanwhile, or another passphrase was set.
            guard try transaction.setup(hash: hash) != nil, var secrets = try transaction.accountSecrets(of: id),
                secrets.passphrase == seen
            else { return .gone }
            let code = try open.code ?? self.storedCode(secrets, of: id)
            guard let step = code?.step(of: form.code, at: now, after: open.code == nil ? secrets.codeStep : 0) else {
                var problems = SetUpProblems()
                problems.isWrongCode = true
                return .problems(problems)
            }
            secrets.codeStep = step
            secrets.passphrase = phrase ?? seen
            if open.code != nil { secrets.codeSecret = try self.sealed(self.newCodeSecret(hash, open.seed), of: id) }
            try transaction.deleteSetup(hash: hash)
            try transaction.setAccount(id, name: name, state: .active)
            try transaction.setAccountSecrets(secrets, of: id)
            if !codes.isEmpty { try transaction.setRecoveryCodes(codes.map(\.hash), of: id) }
            try transaction.deleteSessions(of: id)
            try transaction.addToTrail(open.event(at: now))
            return .done(codes)
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
            problems.isWrongPassphrase = try await !isPassphrase(typed, of: stored.passphrase)
            return nil
        }
        do {
            let phrase = try Passphrase(typed, known: [open.account.address, name])
            return try await hash(of: phrase)
        } catch let problem as Passphrase.Problem {
            problems.passphrase = problem
            return nil
        }
    }

    private func newCodeSecret(_ setupHash: [UInt8], _ seed: String) -> [UInt8] {
        var fields = FieldList()
        fields.append("undersigned/v1 code secret")
        fields.append(bytes: setupHash)
        fields.append(seed)
        return Array(key.code(fields.bytes).prefix(OneTimeCode.secretByteCount))
    }
}

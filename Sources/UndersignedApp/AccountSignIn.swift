import Logging
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What a person types to sign in.
package struct SignInForm: Sendable {
    package var address: String
    package var passphrase: String
    /// Six digits of the device, or a recovery code.
    package var code: String

    package init(address: String = "", passphrase: String = "", code: String = "") {
        self.address = address
        self.passphrase = passphrase
        self.code = code
    }
}

/// What came of it.
package enum SignInOutcome: Sendable {
    /// The session's secret, and the mark of a known device.
    case signedIn(secret: String, device: String)
    /// Address, passphrase or code does not fit: it is not said which.
    case refused
    /// Too often; one more try is allowed after so many seconds.
    case tooMany(seconds: Int)
}

extension Accounts {
    /// Signs a person in.
    ///
    /// The same work is done, and the same is said, for an address with an account and for one without (S-35).
    ///
    /// - Parameters:
    ///   - form: As typed.
    ///   - device: The mark that the browser holds of an earlier time, if any.
    ///   - prefix: The client's network prefix.
    /// - Returns: What came of it.
    /// - Throws: `PassphraseWork.Overloaded`, or a fault of the database.
    package func signIn(_ form: SignInForm, device: String?, prefix: String) async throws -> SignInOutcome {
        let address = Self.canonical(form.address) ?? ""
        let known = device.map { isMark($0, of: address) } == true ? device : nil
        // A device that signed in before has a bucket of its own: nobody locks its owner out by failing elsewhere.
        let buckets =
            known.map { [(failures.devices, $0)] }
            ?? [(failures.prefixes, prefix), (failures.accounts, address)]
        return try await counted(buckets) {
            guard let secret = try await begin(address, form, isKnown: known != nil) else { return .refused }
            return .signedIn(secret: secret, device: mark(of: address))
        }
    }

    /// Does something that counts as a try in each of some buckets, unless it turns out well or can't be done at all.
    func counted(
        _ buckets: [(limiter: RateLimiter, name: String)],
        _ work: () async throws -> SignInOutcome
    ) async throws -> SignInOutcome {
        for (limiter, name) in buckets {
            if let seconds = limiter.take(name) { return .tooMany(seconds: seconds) }
        }
        func giveBack() {
            for (limiter, name) in buckets { limiter.giveBack(name) }
        }
        do {
            let outcome = try await work()
            if case .signedIn = outcome {
                giveBack()
            } else {
                site.logger.notice("somebody did not sign in: address, passphrase or code did not fit")
            }
            return outcome
        } catch {
            giveBack()
            throw error
        }
    }

    private func begin(_ address: String, _ form: SignInForm, isKnown: Bool) async throws -> String? {
        let found = try await site.database.read { [decoy] in try $0.signInRow(address: address, decoy: decoy) }
        let seen = found.secrets.passphrase
        let isRight = try await isPassphrase(form.passphrase, of: seen, isKnown: isKnown) && found.state == .active
        let now = site.ambient.now()
        let (secret, hash) = newSecret()
        let id = found.id
        // Also where nothing fits: an answer that came sooner would tell what did.
        let isBegun = try await site.database.write { [decoy] transaction in
            let current = try transaction.signInRow(address: address, decoy: decoy)
            guard isRight, current.secrets.passphrase == seen, current.state == .active,
                let means = try self.useCode(form.code, of: id, at: now, in: transaction)
            else { return false }
            try transaction.insertSession(
                Session(accountID: id, beganAt: now, seenAt: now, provenAt: now),
                hash: hash
            )
            try transaction.addToTrail(
                TrailEvent(doneAt: now, accountID: id, act: .signedIn, object: address, detail: means.words)
            )
            return true
        }
        guard isBegun else { return nil }
        try await renew(id, form.passphrase, seen: seen)
        return secret
    }

    /// Hashes a passphrase anew where the parameters have risen since (S-42).
    private func renew(_ id: Int64, _ passphrase: String, seen: String?) async throws {
        guard let seen, PassphraseHash(text: seen)?.cost != cost else { return }
        let salt = site.ambient.randomBytes(PassphraseHash.saltByteCount)
        let text = try await passphrases.run(isKnown: true) { [cost] in
            try PassphraseHash(passphrase, salt: salt, cost: cost).text
        }
        try await site.database.write { transaction in
            guard var secrets = try transaction.accountSecrets(of: id), secrets.passphrase == seen else { return }
            secrets.passphrase = text
            try transaction.setAccountSecrets(secrets, of: id)
        }
    }

    /// Whether a passphrase is that of a stored hash; without one it is the work alone.
    func isPassphrase(_ typed: String, of stored: String?, isKnown: Bool = false) async throws -> Bool {
        let known = stored.flatMap(PassphraseHash.init(text:))
        guard let hash = known ?? decoy.passphrase.flatMap(PassphraseHash.init(text:)) else { return false }
        // What is longer than any passphrase is not hashed whole.
        let phrase = String(typed.prefix(Passphrase.mostCount + 1))
        let isRight = try await passphrases.run(isKnown: isKnown) { try hash.matches(phrase) }
        return isRight && known != nil
    }

    func hash(of phrase: Passphrase) async throws -> String {
        let salt = site.ambient.randomBytes(PassphraseHash.saltByteCount)
        return try await passphrases.run(isKnown: true) { [cost] in
            try PassphraseHash(phrase.text, salt: salt, cost: cost).text
        }
    }
}

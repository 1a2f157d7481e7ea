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
        if let seconds = failures.prefixes.take(prefix) { return .tooMany(seconds: seconds) }
        // A device that signed in before has a bucket of its own: nobody locks its owner out by failing elsewhere.
        let wait = known.map(failures.devices.take) ?? failures.accounts.take(address)
        if let seconds = wait { return .tooMany(seconds: seconds) }

        let found = try await site.database.read { transaction in
            try transaction.account(address: address).flatMap { account in
                try transaction.accountSecrets(of: account.id).map { (account, $0) }
            }
        }
        guard let (account, secrets) = found, try await isPassphrase(form.passphrase, of: secrets) else {
            // As much work as for an account.
            if found == nil { _ = try await isPassphrase(form.passphrase, of: nil) }
            return refused()
        }
        guard account.state == .active, let secret = try await begin(account, form, secrets) else { return refused() }
        failures.prefixes.giveBack(prefix)
        if let known { failures.devices.giveBack(known) } else { failures.accounts.giveBack(address) }
        return .signedIn(secret: secret, device: mark(of: address))
    }

    private func refused() -> SignInOutcome {
        site.logger.notice("somebody did not sign in: address, passphrase or code did not fit")
        return .refused
    }

    private func begin(_ account: Account, _ form: SignInForm, _ secrets: AccountSecrets) async throws -> String? {
        let now = site.ambient.now()
        let (secret, hash) = newSecret()
        let session = Session(accountID: account.id, beganAt: now, seenAt: now, provenAt: now)
        let renewed = try await renewed(secrets, form.passphrase)
        return try await site.database.write { transaction in
            guard try self.useCode(form.code, of: account.id, at: now, renewed: renewed, in: transaction) else {
                return nil
            }
            try transaction.insertSession(session, hash: hash)
            try transaction.addToTrail(
                TrailEvent(doneAt: now, accountID: account.id, act: .signedIn, object: account.address)
            )
            return secret
        }
    }

    /// Whether a passphrase is an account's.
    ///
    /// - Parameter secrets: Nil asks for the work alone.
    func isPassphrase(_ typed: String, of secrets: AccountSecrets?) async throws -> Bool {
        let hash = secrets?.passphrase.flatMap(PassphraseHash.init(text:))
        let salt = site.ambient.randomBytes(PassphraseHash.saltByteCount)
        // What is longer than any passphrase is not hashed whole.
        let phrase = String(typed.prefix(Passphrase.mostCount + 1))
        return try await passphrases.run { [cost] in
            guard let hash else {
                _ = try PassphraseHash(phrase, salt: salt, cost: cost)
                return false
            }
            return try hash.matches(phrase)
        }
    }

    /// The hash made anew where the parameters have risen since (S-42); nil where they have not.
    private func renewed(_ secrets: AccountSecrets, _ passphrase: String) async throws -> String? {
        guard secrets.passphrase.flatMap(PassphraseHash.init(text:))?.cost != cost else { return nil }
        let salt = site.ambient.randomBytes(PassphraseHash.saltByteCount)
        return try await passphrases.run { [cost] in try PassphraseHash(passphrase, salt: salt, cost: cost).text }
    }

    /// Uses a code up: of the device, or a recovery code.
    func useCode(
        _ typed: String,
        of accountID: Int64,
        at now: Moment,
        renewed: String? = nil,
        in transaction: any Transaction
    ) throws -> Bool {
        guard var secrets = try transaction.accountSecrets(of: accountID),
            let code = try storedCode(secrets, of: accountID)
        else { return false }
        if let renewed { secrets.passphrase = renewed }
        if let step = code.step(of: typed, at: now, after: secrets.codeStep) {
            secrets.codeStep = step
        } else if try !transaction.useRecoveryCode(RecoveryCode.hash(of: typed), of: accountID) {
            return false
        }
        try transaction.setAccountSecrets(secrets, of: accountID)
        return true
    }

    // The secret of the codes lies in the database under a key of the keys folder.

    func sealed(_ secret: [UInt8], of accountID: Int64) throws -> [UInt8] {
        try SealedBytes.seal(
            secret,
            using: sealingKey,
            nonce: site.ambient.randomBytes(SealedBytes.nonceByteCount),
            authenticating: accountID.bigEndianBytes
        )
    }

    func storedCode(_ secrets: AccountSecrets, of accountID: Int64) throws -> OneTimeCode? {
        guard let sealed = secrets.codeSecret else { return nil }
        let secret = try SealedBytes.open(sealed, using: sealingKey, authenticating: accountID.bigEndianBytes)
        return OneTimeCode(secret: secret)
    }

    // A known device holds a mark: it says nothing but that this address signed in there once.

    private func mark(of address: String) -> String {
        let chance = site.ambient.randomBytes(16)
        return Base64URL.encode(chance + markCode(address, chance))
    }

    private func isMark(_ text: String, of address: String) -> Bool {
        guard text.utf8.count == 64, let bytes = Base64URL.decode(text), bytes.count == 48 else { return false }
        let wanted = markCode(address, Array(bytes.prefix(16)))
        return zip(wanted, bytes.dropFirst(16)).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private func markCode(_ address: String, _ chance: [UInt8]) -> [UInt8] {
        var fields = FieldList()
        fields.append("undersigned/v1 device mark")
        fields.append(bytes: chance)
        fields.append(address)
        return key.code(fields.bytes)
    }
}

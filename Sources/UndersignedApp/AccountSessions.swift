import Crypto
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// A request of somebody who is signed in.
package struct SignedIn: Sendable {
    package let account: Account
    package let session: Session
    /// SHA-256 of the session's secret.
    package let hash: [UInt8]
}

extension Accounts {
    /// Who a session's secret belongs to: asked of the database each time, so that a session that ended anywhere has
    /// ended everywhere (S-37).
    ///
    /// - Parameter secret: From the cookie.
    /// - Returns: Nil for a session that is none, has ended, or whose account may not sign in.
    /// - Throws: A fault of the database.
    package func signedIn(_ secret: String) async throws -> SignedIn? {
        guard let hash = Self.hash(ofSecret: secret) else { return nil }
        let now = site.ambient.now()
        let found = try await site.database.read { transaction in
            try transaction.session(hash: hash).flatMap { session in
                try transaction.account(id: session.accountID).map { (session, $0) }
            }
        }
        guard let (session, account) = found, session.isLive(at: now), account.state == .active else { return nil }
        // Once a minute is enough: a person who works is not signed out.
        if now - session.seenAt >= .minutes(1) {
            try await site.database.write { try $0.setSessionSeen(now, hash: hash) }
        }
        return SignedIn(account: account, session: session, hash: hash)
    }

    /// Takes passphrase and code again, before something weighty (S-38); the session gets another secret (S-37).
    ///
    /// - Parameters:
    ///   - form: Passphrase and code; the address is known.
    ///   - visitor: Who is signed in.
    ///   - prefix: The client's network prefix.
    /// - Returns: As at signing in; the device's mark is empty.
    /// - Throws: `PassphraseWork.Overloaded`, or a fault of the database.
    package func prove(_ form: SignInForm, _ visitor: SignedIn, prefix: String) async throws -> SignInOutcome {
        let address = visitor.account.address
        if let seconds = failures.prefixes.take(prefix) ?? failures.accounts.take(address) {
            return .tooMany(seconds: seconds)
        }
        let secrets = try await site.database.read { try $0.accountSecrets(of: visitor.account.id) }
        guard try await isPassphrase(form.passphrase, of: secrets) else { return .refused }
        let now = site.ambient.now()
        let (secret, hash) = newSecret()
        let isProven = try await site.database.write { transaction in
            // It may have ended meanwhile.
            guard var session = try transaction.session(hash: visitor.hash), session.isLive(at: now),
                try self.useCode(form.code, of: visitor.account.id, at: now, in: transaction)
            else { return false }
            session.seenAt = now
            session.provenAt = now
            try transaction.deleteSession(hash: visitor.hash)
            try transaction.insertSession(session, hash: hash)
            return true
        }
        guard isProven else { return .refused }
        failures.prefixes.giveBack(prefix)
        failures.accounts.giveBack(address)
        return .signedIn(secret: secret, device: "")
    }

    /// Ends a session, or all of the person's.
    package func signOut(_ visitor: SignedIn, everywhere: Bool) async throws {
        let now = site.ambient.now()
        try await site.database.write { transaction in
            if everywhere {
                try transaction.deleteSessions(of: visitor.account.id)
            } else {
                try transaction.deleteSession(hash: visitor.hash)
            }
            try transaction.addToTrail(
                TrailEvent(
                    doneAt: now,
                    accountID: visitor.account.id,
                    act: .signedOut,
                    object: visitor.account.address,
                    detail: everywhere ? "everywhere" : ""
                )
            )
        }
    }

    /// The key that seals the secrets of the codes.
    var sealingKey: SymmetricKey { SymmetricKey(data: key.code(Array("undersigned/v1 code sealing".utf8))) }
}

extension Accounts {
    /// All accounts, by address.
    package func all() async throws -> [Account] {
        try await site.database.read { try $0.accounts() }
    }

    /// How many recovery codes a person has left.
    package func recoveryCodeCount(_ visitor: SignedIn) async throws -> Int {
        try await site.database.read { try $0.recoveryCodeCount(of: visitor.account.id) }
    }

    /// Replaces a person's recovery codes.
    ///
    /// - Returns: Ten fresh ones, to be shown once.
    package func renewRecoveryCodes(_ visitor: SignedIn) async throws -> [RecoveryCode] {
        let codes = newRecoveryCodes()
        let now = site.ambient.now()
        try await site.database.write { transaction in
            try transaction.setRecoveryCodes(codes.map(\.hash), of: visitor.account.id)
            try transaction.addToTrail(
                TrailEvent(
                    doneAt: now,
                    accountID: visitor.account.id,
                    act: .codesRenewed,
                    object: visitor.account.address
                )
            )
        }
        return codes
    }

    /// Gives a person another passphrase; his or her other sessions end.
    ///
    /// - Parameters:
    ///   - typed: The new passphrase.
    ///   - visitor: Who gave passphrase and code a moment ago.
    /// - Throws: `Passphrase.Problem`, `PassphraseWork.Overloaded`, or a fault of the database.
    package func changePassphrase(_ typed: String, _ visitor: SignedIn) async throws {
        let account = visitor.account
        let phrase = try Passphrase(typed, known: [account.address, account.name])
        let salt = site.ambient.randomBytes(PassphraseHash.saltByteCount)
        let hash = try await passphrases.run { [cost] in try PassphraseHash(phrase.text, salt: salt, cost: cost).text }
        let now = site.ambient.now()
        try await site.database.write { transaction in
            guard var secrets = try transaction.accountSecrets(of: account.id) else { return }
            secrets.passphrase = hash
            try transaction.setAccountSecrets(secrets, of: account.id)
            let session = try transaction.session(hash: visitor.hash)
            try transaction.deleteSessions(of: account.id)
            if let session { try transaction.insertSession(session, hash: visitor.hash) }
            try transaction.addToTrail(
                TrailEvent(doneAt: now, accountID: account.id, act: .passphraseChanged, object: account.address)
            )
        }
    }
}

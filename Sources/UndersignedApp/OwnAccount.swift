package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What a person does with his or her own account.
extension Accounts {
    /// The session ended while something was under way: nothing was changed.
    package struct SessionEnded: Error {}

    /// How many recovery codes a person has left.
    package func recoveryCodeCount(_ visitor: SignedIn) async throws -> Int {
        try await site.database.read { try $0.recoveryCodeCount(of: visitor.account.id) }
    }

    /// Replaces a person's recovery codes.
    ///
    /// - Parameter visitor: Who gave passphrase and code a moment ago.
    /// - Returns: Ten fresh ones, to be shown once.
    /// - Throws: `SessionEnded`, or a fault of the database.
    package func renewRecoveryCodes(_ visitor: SignedIn) async throws -> [RecoveryCode] {
        let codes = newRecoveryCodes()
        try await change(visitor, .codesRenewed) { transaction, _ in
            try transaction.setRecoveryCodes(codes.map(\.hash), of: visitor.account.id)
        }
        return codes
    }

    /// Gives a person another passphrase; his or her other sessions end.
    ///
    /// - Parameters:
    ///   - typed: The new passphrase.
    ///   - visitor: Who gave passphrase and code a moment ago.
    /// - Throws: `Passphrase.Problem`, `PassphraseWork.Overloaded`, `SessionEnded`, or a fault of the database.
    package func changePassphrase(_ typed: String, _ visitor: SignedIn) async throws {
        let account = visitor.account
        let text = try await hash(of: Passphrase(typed, known: [account.address, account.name]))
        try await change(visitor, .passphraseChanged) { transaction, secrets in
            var secrets = secrets
            secrets.passphrase = text
            try transaction.setAccountSecrets(secrets, of: account.id)
            try transaction.deleteSessions(of: account.id)
        }
    }

    private func change(
        _ visitor: SignedIn,
        _ act: TrailEvent.Act,
        _ block: @escaping @Sendable (any Transaction, AccountSecrets) throws -> Void
    ) async throws {
        let (account, now) = (visitor.account, site.ambient.now())
        let isDone = try await site.database.write { transaction in
            // The account's row first, as everywhere: two changes at once wait for each other.
            guard let secrets = try transaction.accountSecrets(of: account.id),
                let session = try transaction.takeSession(hash: visitor.hash), session.isLive(at: now)
            else { return false }
            try block(transaction, secrets)
            try transaction.insertSession(session, hash: visitor.hash)
            try transaction.addToTrail(
                TrailEvent(doneAt: now, accountID: account.id, act: act, object: account.address)
            )
            return true
        }
        guard isDone else { throw SessionEnded() }
    }
}

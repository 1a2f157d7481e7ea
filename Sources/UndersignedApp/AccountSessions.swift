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

/// Whose cookie a request carries.
package enum Visitor: Sendable {
    case nobody
    /// Somebody whose session has ended.
    case formerly(accountID: Int64)
    case signedIn(SignedIn)
}

extension Accounts {
    /// Who a session's secret belongs to: asked of the database each time, so that a session that ended anywhere has
    /// ended everywhere (S-37).
    ///
    /// - Parameter secret: From the cookie.
    /// - Returns: Who it is.
    /// - Throws: A fault of the database.
    package func visitor(_ secret: String) async throws -> Visitor {
        guard let hash = Self.hash(ofSecret: secret) else { return .nobody }
        let now = site.ambient.now()
        let found = try await site.database.read { transaction in
            try transaction.session(hash: hash).flatMap { session in
                try transaction.account(id: session.accountID).map { (session, $0) }
            }
        }
        guard let (session, account) = found, account.state == .active else { return .nobody }
        guard session.isLive(at: now) else { return .formerly(accountID: account.id) }
        // Once a minute is enough: a person who works is not signed out. The only thing that a GET writes.
        if now - session.seenAt >= .minutes(1) {
            try await site.database.write { try $0.setSessionSeen(now, hash: hash) }
        }
        return .signedIn(SignedIn(account: account, session: session, hash: hash))
    }

    /// Who is signed in with a session's secret; nil for nobody.
    package func signedIn(_ secret: String) async throws -> SignedIn? {
        guard case .signedIn(let visitor) = try await visitor(secret) else { return nil }
        return visitor
    }

    /// Takes passphrase and code again, before something weighty (S-38); the session gets another secret (S-37).
    ///
    /// - Parameters:
    ///   - form: Passphrase and code; the address is known.
    ///   - visitor: Who is signed in.
    /// - Returns: As at signing in; the device's mark is empty.
    /// - Throws: `PassphraseWork.Overloaded`, or a fault of the database.
    package func prove(_ form: SignInForm, _ visitor: SignedIn) async throws -> SignInOutcome {
        let id = visitor.account.id
        // Only who is signed in spends from this bucket: nobody outside keeps an owner from acting.
        return try await counted([(failures.devices, "account \(id)")]) {
            let seen = try await site.database.read { try $0.accountSecrets(of: id)?.passphrase }
            guard try await isPassphrase(form.passphrase, of: seen, isKnown: true) else { return .refused }
            let now = site.ambient.now()
            let (secret, hash) = newSecret()
            let isProven = try await site.database.write { transaction in
                // What was deleted meanwhile does not come back.
                guard try transaction.accountSecrets(of: id)?.passphrase == seen,
                    try self.useCode(form.code, of: id, at: now, in: transaction) != nil,
                    var session = try transaction.takeSession(hash: visitor.hash), session.isLive(at: now)
                else { return false }
                session.seenAt = now
                session.provenAt = now
                try transaction.insertSession(session, hash: hash)
                return true
            }
            return isProven ? .signedIn(secret: secret, device: "") : .refused
        }
    }

    /// Ends a session.
    package func signOut(_ visitor: SignedIn) async throws {
        try await end(visitor, "") { try $0.deleteSession(hash: visitor.hash) }
    }

    /// Ends all sessions of a person.
    package func signOutEverywhere(_ visitor: SignedIn) async throws {
        try await end(visitor, "everywhere") { try $0.deleteSessions(of: visitor.account.id) }
    }

    /// Ends whatever session a secret is of, without a word: another one begins in its place.
    package func forget(_ secret: String) async throws {
        guard let hash = Self.hash(ofSecret: secret) else { return }
        try await site.database.write { try $0.deleteSession(hash: hash) }
    }

    private func end(
        _ visitor: SignedIn,
        _ detail: String,
        _ block: @escaping @Sendable (any Transaction) throws -> Void
    ) async throws {
        let event = TrailEvent(
            doneAt: site.ambient.now(),
            accountID: visitor.account.id,
            act: .signedOut,
            object: visitor.account.address,
            detail: detail
        )
        try await site.database.write { transaction in
            try block(transaction)
            try transaction.addToTrail(event)
        }
    }
}

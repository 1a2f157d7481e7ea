package import UndersignedCore
package import UndersignedDatabase

extension Transaction {
    /// Begins a session.
    ///
    /// - Parameters:
    ///   - session: What it says.
    ///   - hash: SHA-256 of the session's secret.
    /// - Throws: A fault of the database.
    package func insertSession(_ session: Session, hash: [UInt8]) throws {
        try rows(
            """
            INSERT INTO session (hash, account_id, began_at, seen_at, proven_at)
            VALUES (\(hash), \(session.accountID), \(session.beganAt.seconds), \(session.seenAt.seconds),
                \(session.provenAt.seconds))
            """
        )
    }

    /// The session of a secret's hash, or nil.
    package func session(hash: [UInt8]) throws -> Session? {
        try row("SELECT * FROM session WHERE hash = \(hash)").map(Session.init)
    }

    /// Notes that a session was used.
    package func setSessionSeen(_ moment: Moment, hash: [UInt8]) throws {
        try rows("UPDATE session SET seen_at = \(moment.seconds) WHERE hash = \(hash)")
    }

    /// Ends a session and gives what it was; nil for one that has ended already.
    ///
    /// Of two that take the same one, the later finds none.
    package func takeSession(hash: [UInt8]) throws -> Session? {
        try row("DELETE FROM session WHERE hash = \(hash) RETURNING *").map(Session.init)
    }

    /// Ends a session, at once and on every node.
    package func deleteSession(hash: [UInt8]) throws {
        try rows("DELETE FROM session WHERE hash = \(hash)")
    }

    /// Ends all sessions of an account, at once and on every node.
    package func deleteSessions(of accountID: Int64) throws {
        try rows("DELETE FROM session WHERE account_id = \(accountID)")
    }

    /// Whether there is anything that `deleteEndedSessions` deletes.
    package func hasEndedSessions(at now: Moment) throws -> Bool {
        let session = try row(
            "SELECT 1 AS found FROM session WHERE began_at <= \((now - Session.rememberedSpan).seconds) LIMIT 1"
        )
        return try session != nil || row("SELECT 1 AS found FROM setup WHERE ends_at <= \(now.seconds) LIMIT 1") != nil
            || row("SELECT 1 AS found FROM invitation WHERE ends_at <= \(now.seconds) LIMIT 1") != nil
    }

    /// Deletes what ended by itself a day ago: until then a form that comes too late is known by its session.
    package func deleteEndedSessions(at now: Moment) throws {
        try rows("DELETE FROM session WHERE began_at <= \((now - Session.rememberedSpan).seconds)")
        try rows("DELETE FROM setup WHERE ends_at <= \(now.seconds)")
        try deleteEndedInvitations(at: now)
    }
}

// One-time addresses.
extension Transaction {
    /// Gives an account a one-time address in the place of any other for the same purpose.
    package func insertSetup(_ setup: Setup, hash: [UInt8]) throws {
        try rows(
            "DELETE FROM setup WHERE account_id = \(setup.accountID) AND purpose = \(setup.purpose.rawValue)"
        )
        try rows(
            """
            INSERT INTO setup (hash, account_id, purpose, ends_at)
            VALUES (\(hash), \(setup.accountID), \(setup.purpose.rawValue), \(setup.endsAt.seconds))
            """
        )
    }

    /// The one-time address of a secret's hash, or nil; nobody else uses it until the write transaction ends.
    package func setup(hash: [UInt8]) throws -> Setup? {
        try lockedRow("SELECT * FROM setup WHERE hash = \(hash)").map { row in
            guard let purpose = Setup.Purpose(rawValue: try row.text("purpose")) else {
                throw DatabaseFailure.unexpectedShape("setup.purpose")
            }
            return Setup(
                accountID: try row.integer("account_id"),
                purpose: purpose,
                endsAt: Moment(seconds: try row.integer("ends_at"))
            )
        }
    }

    /// Uses a one-time address up.
    package func deleteSetup(hash: [UInt8]) throws {
        try rows("DELETE FROM setup WHERE hash = \(hash)")
    }

    /// Ends all one-time addresses of an account.
    package func deleteSetups(of accountID: Int64) throws {
        try rows("DELETE FROM setup WHERE account_id = \(accountID)")
    }
}

extension Session {
    fileprivate init(_ row: QueryRow) throws {
        self.init(
            accountID: try row.integer("account_id"),
            beganAt: Moment(seconds: try row.integer("began_at")),
            seenAt: Moment(seconds: try row.integer("seen_at")),
            provenAt: Moment(seconds: try row.integer("proven_at"))
        )
    }
}

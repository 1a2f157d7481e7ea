package import UndersignedCore
package import UndersignedDatabase

/// A mail that waits, as the outbox holds it.
package struct WaitingMail: Sendable {
    package let id: Int64
    package let mail: OutboxMail
    /// How often its delivery was tried.
    package let attempts: Int
    package let queuedAt: Moment
    /// Which update it is about; nil for every other mail.
    package let updateNumber: Int?

    package init(id: Int64, mail: OutboxMail, attempts: Int, queuedAt: Moment, updateNumber: Int? = nil) {
        self.id = id
        self.mail = mail
        self.attempts = attempts
        self.queuedAt = queuedAt
        self.updateNumber = updateNumber
    }
}

/// Where a mail stands.
package enum OutboxState: String, Hashable, Sendable, CaseIterable {
    case waiting, sent, refused
    case gaveUp = "gave-up"
    /// It waited when the backup was taken that this data comes from.
    case lost
}

extension Transaction {
    /// Ends a mail: what it said, and to whom, is deleted in the same transaction.
    ///
    /// A sent mail has no row any more, unless its return address may still be asked for.
    ///
    /// - Parameters:
    ///   - waiting: The mail.
    ///   - state: Not `waiting`.
    ///   - reply: Codes and fixed words, no address.
    ///   - now: The moment of the final answer.
    /// - Throws: A fault of the database.
    package func finish(_ waiting: WaitingMail, as state: OutboxState, reply: String?, at now: Moment) throws {
        if state == .sent {
            let gone = try row(
                """
                DELETE FROM outbox WHERE petition_id = \(waiting.mail.petitionID) AND id = \(waiting.id)
                    AND state = 'waiting' AND bounce_hash IS NULL RETURNING id
                """
            )
            if gone != nil { return }
        }
        try rows(
            """
            UPDATE outbox SET state = \(state.rawValue), sealed = NULL, attempts = attempts + 1,
                final_at = \(now.minute.seconds), reply = \(reply)
            WHERE petition_id = \(waiting.mail.petitionID) AND id = \(waiting.id) AND state = 'waiting'
            """
        )
        // What was sent is not counted one by one: most mails are.
        guard state != .sent else { return }
        try addFigure(.mail, FigureRow(start: now.day, value: state.rawValue, added: 1), of: waiting.mail.petitionID)
    }

    /// Puts a mail off, sealed under another key.
    ///
    /// - Parameters:
    ///   - waiting: The mail.
    ///   - due: When it is tried again.
    ///   - keyHour: The hour whose key `sealed` is under.
    ///   - sealed: The same payload, sealed again.
    ///   - reply: Codes and fixed words, no address.
    /// - Throws: A fault of the database.
    package func postpone(
        _ waiting: WaitingMail,
        until due: Moment,
        keyHour: Int64,
        sealed: [UInt8],
        reply: String
    ) throws {
        try rows(
            """
            UPDATE outbox SET attempts = attempts + 1, due_at = \(due.seconds), key_hour = \(keyHour),
                sealed = \(sealed), reply = \(reply)
            WHERE petition_id = \(waiting.mail.petitionID) AND id = \(waiting.id) AND state = 'waiting'
            """
        )
    }

    /// Whether a mail waits that is due after a moment, and was never tried, or is due later than after any pause.
    package func hasMail(of petitionID: Int64, dueAfter limit: Moment, pause: Moment.Span) throws -> Bool {
        try OutboxMail.Kind.allCases.contains { kind in
            try row(
                """
                SELECT 1 AS found FROM outbox
                WHERE petition_id = \(petitionID) AND state = 'waiting' AND kind = \(kind.rawValue)
                    AND due_at > \(limit.seconds)
                    AND (due_at > \((limit + pause).seconds) OR attempts = 0) LIMIT 1
                """
            ) != nil
        }
    }

    /// Makes due what a clock that ran ahead queued for later, or put off for longer than any pause.
    ///
    /// - Parameters:
    ///   - petitionID: Whose mail.
    ///   - limit: What was never tried and is due after this.
    ///   - pause: What was tried and is due so much later still.
    ///   - now: When it is due instead.
    /// - Returns: How many mails.
    /// - Throws: A fault of the database.
    package func bringMailForward(
        of petitionID: Int64,
        dueAfter limit: Moment,
        pause: Moment.Span,
        to now: Moment
    ) throws -> Int {
        // By kind, so that the index leads to what is not due yet: few, where a million wait.
        try OutboxMail.Kind.allCases.reduce(0) { count, kind in
            try count
                + rows(
                    """
                    UPDATE outbox SET due_at = \(now.seconds)
                    WHERE petition_id = \(petitionID) AND state = 'waiting' AND kind = \(kind.rawValue)
                        AND due_at > \(limit.seconds)
                        AND (due_at > \((limit + pause).seconds) OR attempts = 0) RETURNING id
                    """
                ).count
        }
    }

    /// The hours whose mail keys some mail still needs.
    package func outboxHoursInUse() throws -> Set<Int64> {
        Set(try rows("SELECT DISTINCT key_hour FROM outbox WHERE state = 'waiting'").map { try $0.integer("key_hour") })
    }

    /// How many mails stand where: for `doctor`.
    package func outboxCounts() throws -> [OutboxState: Int] {
        var counts: [OutboxState: Int] = [:]
        for row in try rows("SELECT state, COUNT(*) AS count FROM outbox GROUP BY state") {
            guard let state = OutboxState(rawValue: try row.text("state")) else {
                throw DatabaseFailure.unexpectedShape("outbox.state")
            }
            counts[state] = Int(try row.integer("count"))
        }
        return counts
    }

    /// When the longest waiting mail was queued; nil when none waits.
    package func oldestWaitingMail() throws -> Moment? {
        try row("SELECT MIN(queued_at) AS oldest FROM outbox WHERE state = 'waiting'")?
            .optionalInteger("oldest").map(Moment.init(seconds:))
    }

    /// Deletes the rows of sent mails whose return addresses are forgotten.
    package func deleteSentMails() throws {
        try rows("DELETE FROM outbox WHERE state = 'sent' AND bounce_hash IS NULL")
    }
}

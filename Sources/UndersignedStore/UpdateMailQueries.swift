package import UndersignedCore
package import UndersignedDatabase

/// The mails about updates that wait in the outbox.
extension Transaction {
    /// Queues a mail about an update, due at once.
    package func enqueueUpdate(
        _ mail: OutboxMail,
        about number: Int,
        signatureID: Int64?,
        at now: Moment
    ) throws {
        try execute(
            """
            INSERT INTO outbox (petition_id, signature_id, kind, message_id, key_hour, sealed, state, attempts,
                due_at, queued_at, bounce_hash, update_number)
            VALUES (\(mail.petitionID), \(signatureID), \(mail.kind.rawValue), \(mail.messageID), \(mail.keyHour),
                \(mail.sealed), 'waiting', 0, \(now.seconds), \(now.seconds), \(mail.bounceHash), \(number))
            """
        )
    }

    /// Where the mails about an update stand; sent ones have no rows of their own any more, or few.
    package func updateMailCounts(_ number: Int, in petitionID: Int64) throws -> [OutboxState: Int] {
        let rows = try rows(
            """
            SELECT state, COUNT(*) AS n FROM outbox WHERE petition_id = \(petitionID)
                AND update_number = \(number) AND kind = 'update' GROUP BY state
            """
        )
        return try rows.reduce(into: [:]) { counts, row in
            guard let state = OutboxState(rawValue: try row.text("state")) else {
                throw DatabaseFailure.unexpectedShape("outbox.state")
            }
            counts[state] = Int(try row.integer("n"))
        }
    }

    /// How many updates of a petition wait to be sent.
    package func waitingUpdateCount(of petitionID: Int64) throws -> Int {
        let row = try row(
            """
            SELECT COUNT(*) AS n FROM outbox
            WHERE petition_id = \(petitionID) AND state = 'waiting' AND kind = 'update'
            """
        )
        return Int(try row?.integer("n") ?? 0)
    }

    /// Puts mails off whose receivers took as many as their pace allows; sealed as they are.
    package func putOff(_ mails: [WaitingMail], until due: Moment) throws {
        for mail in mails {
            try execute(
                """
                UPDATE outbox SET due_at = \(due.seconds) WHERE petition_id = \(mail.mail.petitionID)
                    AND id = \(mail.id) AND state = 'waiting'
                """
            )
        }
    }

    /// Deletes the updates to a signatory that have not left yet.
    package func dropUpdates(to signatureID: Int64, in petitionID: Int64) throws {
        let dropped = try rows(
            """
            DELETE FROM outbox WHERE petition_id = \(petitionID) AND state = 'waiting' AND kind = 'update'
                AND signature_id = \(signatureID) RETURNING update_number
            """
        )
        for row in dropped {
            try rows(
                """
                UPDATE update_mailing SET queued = queued - 1 WHERE petition_id = \(petitionID)
                    AND update_number = \(try row.integer("update_number"))
                """
            )
        }
    }

    /// For whom updates wait although the consent is gone.
    ///
    /// On a server the consent can go while its mail is being written, in two transactions that do not see each other.
    package func unwantedUpdates(in petitionID: Int64) throws -> [Int64] {
        try rows(
            """
            SELECT DISTINCT signature_id FROM outbox
            WHERE petition_id = \(petitionID) AND state = 'waiting' AND kind = 'update' AND NOT EXISTS (
                SELECT 1 FROM consent c WHERE c.petition_id = \(petitionID) AND c.recipient = 'updates'
                    AND c.signature_id = outbox.signature_id
            )
            """
        ).map { try $0.integer("signature_id") }
    }
}

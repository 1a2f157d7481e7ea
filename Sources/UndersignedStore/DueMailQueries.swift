package import UndersignedCore
package import UndersignedDatabase

/// Which mails leave next.
extension Transaction {
    /// Mails whose time has come: links that people wait for before what can wait, and of each petition its share, so
    /// that one petition's great day keeps nobody's link of another back.
    ///
    /// What can wait always gets an eighth of the places, so that it comes through a long day as well.
    ///
    /// - Parameters:
    ///   - now: What is due later stays.
    ///   - limit: How many at most; there may be more also where fewer come back.
    /// - Returns: In the order in which they were queued; empty when nothing is due.
    /// - Throws: A fault of the database, or of a row.
    package func dueMails(at now: Moment, limit: Int) throws -> [WaitingMail] {
        let petitionIDs = try petitionsWithMail()
        let awaited: [OutboxMail.Kind] = [.confirm, .manage]
        let others = OutboxMail.Kind.allCases.filter { !awaited.contains($0) && $0 != .update }
        var mails = try dueMails(awaited, petitionIDs, at: now, limit: limit - limit / 8)
        mails += try dueMails(others, petitionIDs, at: now, limit: limit - mails.count)
        return mails.sorted { $0.id < $1.id }
    }

    /// Updates whose time has come, of each petition its share: they leave only while nothing else is due.
    ///
    /// Whoever has taken the consent back gets none, however the mail came to wait.
    package func dueUpdates(at now: Moment, limit: Int) throws -> [WaitingMail] {
        try shared(among: petitionsWithMail(), limit) { petitionID, limit in
            try rows(
                """
                SELECT id, petition_id, kind, message_id, key_hour, sealed, attempts, queued_at, update_number
                FROM outbox WHERE petition_id = \(petitionID) AND state = 'waiting' AND kind = 'update'
                    AND due_at <= \(now.seconds) AND NOT EXISTS (
                        SELECT 1 FROM update_mailing m WHERE m.petition_id = \(petitionID)
                            AND m.update_number = outbox.update_number AND m.state = 'paused'
                    ) AND EXISTS (
                        SELECT 1 FROM consent c WHERE c.petition_id = \(petitionID) AND c.recipient = 'updates'
                            AND c.signature_id = outbox.signature_id
                    )
                ORDER BY due_at, id LIMIT \(limit)
                """
            ).map(WaitingMail.init)
        }
    }

    private func dueMails(
        _ kinds: [OutboxMail.Kind],
        _ petitionIDs: [Int64],
        at now: Moment,
        limit: Int
    ) throws -> [WaitingMail] {
        try shared(among: petitionIDs, limit) { petitionID, share in
            var mails: [WaitingMail] = []
            for kind in kinds where mails.count < share {
                mails += try rows(
                    """
                    SELECT id, petition_id, kind, message_id, key_hour, sealed, attempts, queued_at, update_number
                    FROM outbox
                    WHERE petition_id = \(petitionID) AND state = 'waiting' AND kind = \(kind.rawValue)
                        AND due_at <= \(now.seconds)
                    ORDER BY due_at, id LIMIT \(share - mails.count)
                    """
                ).map(WaitingMail.init)
            }
            return mails
        }
    }

    /// What each petition finds within its share.
    private func shared(
        among petitionIDs: [Int64],
        _ limit: Int,
        _ find: (_ petitionID: Int64, _ limit: Int) throws -> [WaitingMail]
    ) rethrows -> [WaitingMail] {
        var mails: [WaitingMail] = []
        for (place, petitionID) in petitionIDs.enumerated() where mails.count < limit {
            // What one petition does not use is the others'.
            let share = max(1, (limit - mails.count) / (petitionIDs.count - place))
            mails += try find(petitionID, min(share, limit - mails.count))
        }
        return mails
    }

    /// One look at the index for each of them, however many mails wait.
    private func petitionsWithMail() throws -> [Int64] {
        var petitionIDs: [Int64] = []
        while let row = try row(
            """
            SELECT petition_id FROM outbox WHERE state = 'waiting' AND petition_id > \(petitionIDs.last ?? 0)
            ORDER BY petition_id LIMIT 1
            """
        ) {
            petitionIDs.append(try row.integer("petition_id"))
        }
        return petitionIDs
    }
}

extension WaitingMail {
    fileprivate init(_ row: QueryRow) throws {
        guard let kind = OutboxMail.Kind(rawValue: try row.text("kind")) else {
            throw DatabaseFailure.unexpectedShape("outbox.kind")
        }
        self.init(
            id: try row.integer("id"),
            mail: OutboxMail(
                petitionID: try row.integer("petition_id"),
                kind: kind,
                messageID: try row.text("message_id"),
                keyHour: try row.integer("key_hour"),
                sealed: try row.blob("sealed")
            ),
            attempts: Int(try row.integer("attempts")),
            queuedAt: Moment(seconds: try row.integer("queued_at")),
            updateNumber: try row.optionalInteger("update_number").map(Int.init)
        )
    }
}

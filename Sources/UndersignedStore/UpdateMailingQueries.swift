package import UndersignedCore
package import UndersignedDatabase

/// How far the mails about an update have come.
package struct UpdateMailingRow: Hashable, Sendable {
    /// Whether more mails are made.
    package enum State: String, Hashable, Sendable {
        case running, paused
        /// Everybody's mail was queued.
        case queued
    }

    package var petitionID: Int64
    package var updateNumber: Int
    package var state: State
    /// Signatories up to this id have their mail, or get none.
    package var doneThrough: Int64
    /// The last signatory who had asked when it began.
    package var lastID: Int64
    /// How many mails were made, but for those of people who have stopped them since.
    package var queued: Int
    /// When it began, or went on after it was stopped.
    package var beganAt: Moment
    /// The text that its mails carry, whatever stands on the page by now.
    package var textNumber: Int
    /// It was under way in a backup that was restored: some may have the mail already.
    package var isRestored: Bool
}

/// Somebody who asked for updates, and can be written to.
package struct UpdateReader: Hashable, Sendable {
    package let signatureID: Int64
    /// Of the sentence that was agreed to; nil where it is not on record.
    package let language: String?
}

extension Transaction {
    /// Notes down that everybody who has asked for updates by now gets this one; false where that was noted before.
    package func beginUpdateMailing(
        _ number: Int,
        text textNumber: Int,
        of petitionID: Int64,
        at now: Moment
    ) throws -> Bool {
        try row(
            """
            INSERT INTO update_mailing (petition_id, update_number, state, done_through, last_id, queued, began_at,
                text_number, is_restored)
            SELECT \(petitionID), \(number), 'running', 0, COALESCE(MAX(signature_id), 0), 0, \(now.seconds),
                \(textNumber), 0
            FROM consent WHERE petition_id = \(petitionID) AND recipient = 'updates'
            ON CONFLICT (petition_id, update_number) DO NOTHING RETURNING update_number
            """
        ) != nil
    }

    /// The mailings that go on, petition by petition.
    package func runningUpdateMailings() throws -> [UpdateMailingRow] {
        try rows("SELECT * FROM update_mailing WHERE state = 'running' ORDER BY petition_id, update_number")
            .map(UpdateMailingRow.init)
    }

    /// All mailings of a petition, in the order of its updates.
    package func updateMailings(of petitionID: Int64) throws -> [UpdateMailingRow] {
        try rows("SELECT * FROM update_mailing WHERE petition_id = \(petitionID) ORDER BY update_number")
            .map(UpdateMailingRow.init)
    }

    /// Lets a stopped mailing go on with a text; false where it is not stopped.
    package func resumeUpdateMailing(
        _ number: Int,
        text textNumber: Int,
        of petitionID: Int64,
        at now: Moment
    ) throws -> Bool {
        try row(
            """
            UPDATE update_mailing SET state = 'running', text_number = \(textNumber), began_at = \(now.seconds)
            WHERE petition_id = \(petitionID) AND update_number = \(number) AND state = 'paused'
            RETURNING update_number
            """
        ) != nil
    }

    /// Stops what a restored backup had under way: whom it reached since the backup is not known any more.
    package func stopRestoredUpdateMailings() throws {
        try rows("UPDATE update_mailing SET state = 'paused', is_restored = 1 WHERE state IN ('running', 'paused')")
    }

    /// The text that the mails about an update carry; nil where none are sent.
    package func mailedText(of number: Int, in petitionID: Int64) throws -> UpdateText? {
        try row(
            """
            SELECT t.number, t.title, t.body FROM update_mailing m JOIN update_text t
                ON t.petition_id = m.petition_id AND t.update_number = m.update_number AND t.number = m.text_number
            WHERE m.petition_id = \(petitionID) AND m.update_number = \(number)
            """
        ).map { row in
            UpdateText(
                number: Int(try row.integer("number")),
                title: try row.text("title"),
                body: try row.text("body")
            )
        }
    }

    /// Stops a mailing; false where it does not stand as expected.
    package func setUpdateMailing(
        _ number: Int,
        of petitionID: Int64,
        from old: UpdateMailingRow.State,
        to new: UpdateMailingRow.State
    ) throws -> Bool {
        try row(
            """
            UPDATE update_mailing SET state = \(new.rawValue) WHERE petition_id = \(petitionID)
                AND update_number = \(number) AND state = \(old.rawValue) RETURNING update_number
            """
        ) != nil
    }

    /// The next people to write to: they asked for it, their signatures stand, and no mail came back from them.
    ///
    /// - Parameters:
    ///   - mailing: Where it stands.
    ///   - limit: How many at most.
    /// - Returns: In the order of their ids; fewer than `limit` where no more follow.
    /// - Throws: A fault of the database.
    package func updateReaders(of mailing: UpdateMailingRow, limit: Int) throws -> [UpdateReader] {
        try updateReaders(of: mailing, through: mailing.lastID, limit: limit)
    }

    /// All of them up to an id, however many have asked since the list was read first.
    package func updateReaders(of mailing: UpdateMailingRow, through id: Int64) throws -> [UpdateReader] {
        try updateReaders(of: mailing, through: id, limit: .max)
    }

    private func updateReaders(
        of mailing: UpdateMailingRow,
        through id: Int64,
        limit: Int
    ) throws -> [UpdateReader] {
        try rows(
            """
            SELECT c.signature_id, w.language FROM consent c
            JOIN signature s ON s.petition_id = c.petition_id AND s.id = c.signature_id
            LEFT JOIN consent_wording w ON w.petition_id = c.petition_id AND w.hash = c.wording
            WHERE c.petition_id = \(mailing.petitionID) AND c.recipient = 'updates'
                AND c.signature_id > \(mailing.doneThrough) AND c.signature_id <= \(id)
                AND s.state IN ('counted', 'recorded', 'held') AND s.undeliverable_at IS NULL
            ORDER BY c.signature_id LIMIT \(limit)
            """
        ).map { UpdateReader(signatureID: try $0.integer("signature_id"), language: try $0.optionalText("language")) }
    }

    /// Moves a mailing on by compare-and-swap; false when it was moved or stopped: then nobody may be written to.
    package func advance(_ mailing: UpdateMailingRow, through id: Int64, queueing count: Int) throws -> Bool {
        let state: UpdateMailingRow.State = id >= mailing.lastID ? .queued : .running
        return try row(
            """
            UPDATE update_mailing SET done_through = \(id), queued = queued + \(count), state = \(state.rawValue)
            WHERE petition_id = \(mailing.petitionID) AND update_number = \(mailing.updateNumber)
                AND done_through = \(mailing.doneThrough) AND state = 'running' RETURNING update_number
            """
        ) != nil
    }
}

extension UpdateMailingRow {
    fileprivate init(_ row: QueryRow) throws {
        guard let state = State(rawValue: try row.text("state")) else {
            throw DatabaseFailure.unexpectedShape("update_mailing.state")
        }
        self.init(
            petitionID: try row.integer("petition_id"),
            updateNumber: Int(try row.integer("update_number")),
            state: state,
            doneThrough: try row.integer("done_through"),
            lastID: try row.integer("last_id"),
            queued: Int(try row.integer("queued")),
            beganAt: Moment(seconds: try row.integer("began_at")),
            textNumber: Int(try row.integer("text_number")),
            isRestored: try row.integer("is_restored") == 1
        )
    }
}

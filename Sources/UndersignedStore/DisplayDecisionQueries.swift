package import UndersignedCore
package import UndersignedDatabase

/// What moderators decide, and how it is taken back.
extension Transaction {
    /// Begins a batch of decisions; gives its number.
    ///
    /// - Parameters:
    ///   - verdict: The same for all.
    ///   - accountID: Who decides.
    ///   - petitionID: The petition.
    ///   - now: The moment.
    /// - Returns: Rising from 1.
    /// - Throws: A fault of the database.
    package func beginDisplayBatch(
        _ verdict: DisplayVerdict,
        by accountID: Int64,
        in petitionID: Int64,
        at now: Moment
    ) throws -> Int64 {
        // Two who decide at once get two numbers.
        _ = try lockedPetition(id: petitionID)
        let last = try row(
            "SELECT number FROM display_batch WHERE petition_id = \(petitionID) ORDER BY number DESC LIMIT 1"
        )
        let number = try (last?.integer("number") ?? 0) + 1
        try rows(
            """
            INSERT INTO display_batch (petition_id, number, account_id, act, reason, decided_at)
            VALUES (\(petitionID), \(number), \(accountID), \(verdict.act.rawValue), \(verdict.reason?.rawValue),
                \(now.minute.seconds))
            """
        )
        return number
    }

    /// Decides about a case.
    ///
    /// - Parameters:
    ///   - signatureID: Whose.
    ///   - seen: The decision that stood when the moderator saw it; 0 for none.
    ///   - verdict: What is decided.
    ///   - batch: The batch it belongs to.
    ///   - petitionID: The petition.
    ///   - tellAt: When its signatory is told that something is hidden, once for all.
    /// - Returns: False where it is gone, or somebody else decided meanwhile.
    /// - Throws: A fault of the database.
    package func decide(
        _ signatureID: Int64,
        seen: Int64,
        _ verdict: DisplayVerdict,
        batch: Int64,
        in petitionID: Int64,
        tellAt: Moment
    ) throws -> Bool {
        guard let old = try displayCase(of: signatureID, in: petitionID), old.batch == seen else { return false }
        let extent = verdict.extent(hasComment: old.comment != nil)
        try rows(
            """
            INSERT INTO display_step (petition_id, signature_id, batch, was_extent, was_waiting, was_reason, was_batch)
            VALUES (\(petitionID), \(signatureID), \(batch), \(old.extent.rawValue), \(old.isWaiting),
                \(old.reason?.rawValue), \(old.batch))
            """
        )
        try rows(
            """
            UPDATE display_case SET extent = \(extent.rawValue), is_waiting = 0, reason = \(verdict.reason?.rawValue),
                batch = \(batch), decided_reports = reports,
                tell_at = CASE WHEN is_told = 0 AND \(verdict.act != .show) = 1 THEN \(tellAt.seconds) END
            WHERE petition_id = \(petitionID) AND signature_id = \(signatureID)
            """
        )
        try show(old, extent, in: petitionID)
        return true
    }

    /// Takes the decision back that stands about a case: it is as it was before.
    ///
    /// - Parameters:
    ///   - signatureID: Whose.
    ///   - batch: The decision that is taken back.
    ///   - petitionID: The petition.
    /// - Returns: False where another decision stands, or none.
    /// - Throws: A fault of the database.
    package func reverse(_ signatureID: Int64, batch: Int64, in petitionID: Int64) throws -> Bool {
        guard let current = try displayCase(of: signatureID, in: petitionID), current.batch == batch,
            let step = try row(
                """
                DELETE FROM display_step WHERE petition_id = \(petitionID) AND signature_id = \(signatureID)
                    AND batch = \(batch) RETURNING was_extent, was_waiting, was_reason, was_batch
                """
            )
        else { return false }
        guard let extent = DisplayExtent(rawValue: try step.text("was_extent")) else {
            throw DatabaseFailure.unexpectedShape("display_step.was_extent")
        }
        // What was reported meanwhile still waits.
        try rows(
            """
            UPDATE display_case SET extent = \(extent.rawValue), reason = \(step.optionalText("was_reason")),
                is_waiting = CASE WHEN is_waiting = 1 THEN 1 ELSE \(step.integer("was_waiting")) END,
                batch = \(step.integer("was_batch")), tell_at = NULL
            WHERE petition_id = \(petitionID) AND signature_id = \(signatureID)
            """
        )
        try show(current, extent, in: petitionID)
        return true
    }

    /// The cases about which the decisions of a batch still stand.
    package func cases(ofBatch batch: Int64, in petitionID: Int64, limit: Int) throws -> [Int64] {
        try rows(
            """
            SELECT signature_id FROM display_case WHERE petition_id = \(petitionID) AND batch > 0 AND batch = \(batch)
            ORDER BY signature_id LIMIT \(limit)
            """
        ).map { try $0.integer("signature_id") }
    }

    /// A batch; nil for an unknown number.
    package func displayBatch(_ number: Int64, in petitionID: Int64) throws -> DisplayBatch? {
        try row("SELECT * FROM display_batch WHERE petition_id = \(petitionID) AND number = \(number)")
            .map(DisplayBatch.init)
    }

    /// The newest batch of somebody; nil for none.
    package func lastDisplayBatch(of accountID: Int64, in petitionID: Int64) throws -> DisplayBatch? {
        try row(
            """
            SELECT * FROM display_batch WHERE petition_id = \(petitionID) AND account_id = \(accountID)
            ORDER BY number DESC LIMIT 1
            """
        ).map(DisplayBatch.init)
    }

    /// Makes the list of public names say what is to be shown of a case.
    private func show(_ old: DisplayCase, _ extent: DisplayExtent, in petitionID: Int64) throws {
        let (day, shuffle) = (old.place.day.seconds, old.place.shuffle)
        guard extent != .none else {
            try rows(
                """
                DELETE FROM public_name WHERE petition_id = \(petitionID) AND day = \(day) AND shuffle = \(shuffle)
                    AND signature_id = \(old.signatureID)
                """
            )
            return
        }
        try rows(
            """
            INSERT INTO public_name (petition_id, day, shuffle, signature_id, name, comment)
            VALUES (\(petitionID), \(day), \(shuffle), \(old.signatureID), \(old.name),
                \(extent == .all ? old.comment : nil))
            ON CONFLICT (petition_id, day, shuffle, signature_id) DO UPDATE SET comment = excluded.comment
            """
        )
    }
}

package import UndersignedCore
package import UndersignedDatabase

extension Transaction {
    /// Deletes all that was held of a person, and tells the partners that had it; the row keeps its state, its place and the hash of its link.
    ///
    /// - Parameters:
    ///   - id: The row.
    ///   - petitionID: The petition.
    ///   - state: What it becomes.
    ///   - removedPosition: The index of the entry that took it out of the log, if it was in it.
    ///   - keepsTag: Whether the address can't sign again (DESIGN.md 11.7).
    ///   - reason: Why it was taken out; nil where the signatory did it.
    ///   - now: The moment.
    /// - Throws: A fault of the database.
    package func erase(
        _ id: Int64,
        in petitionID: Int64,
        state: SignatureState,
        removedPosition: UInt64?,
        keepsTag: Bool = false,
        reason: RemovalReason? = nil,
        at now: Moment
    ) throws {
        try rows(
            """
            UPDATE signature SET state = \(state.rawValue), tag = CASE WHEN \(keepsTag) = 1 THEN tag END, box = NULL,
                commitment = NULL, request_key = NULL, removed_position = \(removedPosition.map(Int64.init)),
                decided_at = \(now.minute.seconds), mailed_at = '', removal = \(reason?.text),
                undeliverable_at = NULL
            WHERE petition_id = \(petitionID) AND id = \(id)
            """
        )
        if state == .withdrawn { try dropMails(to: id, in: petitionID) }
        try rows("DELETE FROM seal WHERE petition_id = \(petitionID) AND signature_id = \(id)")
        try eraseDisplay(of: id, in: petitionID)
        try endConsents(of: id, in: petitionID)
        try rows("DELETE FROM held_name WHERE petition_id = \(petitionID) AND signature_id = \(id)")
    }

    /// Deletes what has not left to a signatory: a waiting mail has name and address in it.
    private func dropMails(to signatureID: Int64, in petitionID: Int64) throws {
        try dropUpdates(to: signatureID, in: petitionID)
        try rows(
            """
            DELETE FROM outbox WHERE petition_id = \(petitionID) AND signature_id = \(signatureID)
                AND state = 'waiting'
            """
        )
    }

    /// Whether a row that was asked for before a moment is still pending.
    package func hasPending(before limit: Moment, in petitionID: Int64) throws -> Bool {
        try row(
            """
            SELECT 1 AS found FROM signature
            WHERE petition_id = \(petitionID) AND state = 'pending' AND asked_at < \(limit.seconds) LIMIT 1
            """
        ) != nil
    }

    /// Ends pending rows asked for before a moment, and notes on which days they had been asked for.
    ///
    /// - Parameters:
    ///   - limit: The moment.
    ///   - petitionID: The petition.
    ///   - count: How many at most; a long write would keep others waiting.
    /// - Returns: How many.
    /// - Throws: A fault of the database.
    package func expirePending(before limit: Moment, in petitionID: Int64, atMost count: Int) throws -> Int {
        let days = try rows(
            """
            UPDATE signature SET state = 'expired', box = NULL, tag = NULL, request_key = NULL, mailed_at = ''
            WHERE petition_id = \(petitionID) AND state = 'pending' AND asked_at < \(limit.seconds) AND id IN (
                SELECT id FROM signature
                WHERE petition_id = \(petitionID) AND state = 'pending' AND asked_at < \(limit.seconds)
                LIMIT \(count)
            ) RETURNING asked_at
            """
        ).map { Moment(seconds: try $0.integer("asked_at")).day }
        for (day, group) in Dictionary(grouping: days, by: \.self) {
            let row = FigureRow(start: day, value: AskOutcome.lapsed.rawValue, added: group.count)
            try addFigure(.asked, row, of: petitionID)
        }
        return days.count
    }
}

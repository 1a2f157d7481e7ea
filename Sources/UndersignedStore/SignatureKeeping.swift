package import UndersignedCore
package import UndersignedDatabase

/// Why a confirmed signature waits.
package enum KeptState: String, Sendable {
    case held, recorded
}

extension Transaction {
    /// Keeps a confirmed commitment that is not counted yet.
    ///
    /// - Parameters:
    ///   - tokenHash: Of the link that was pressed.
    ///   - petitionID: Whose it is.
    ///   - state: Held until an organiser decides; or recorded until the next daily publication, and then from here on
    ///     the row says no minute.
    ///   - entry: The log's.
    ///   - textVersion: What was signed.
    ///   - logNumber: Which log it binds to.
    ///   - now: The moment of the press.
    /// - Returns: Nil when the row is not pending any more, or too old.
    /// - Throws: A fault of the database.
    package func keep(
        tokenHash: [UInt8],
        in petitionID: Int64,
        as state: KeptState,
        entry: [UInt8],
        textVersion: Int,
        logNumber: Int,
        at now: Moment
    ) throws -> ClaimedSignature? {
        try row(
            """
            UPDATE signature SET state = \(state.rawValue), commitment = \(entry), text_version = \(textVersion),
                log_number = \(logNumber), decided_at = \(now.day.seconds),
                asked_at = asked_at - asked_at % \(state == .recorded ? Int64(86_400) : 1)
            WHERE petition_id = \(petitionID) AND token_hash = \(tokenHash) AND state || '' = 'pending'
                AND asked_at > \((now - Asking.pendingSpan).seconds) RETURNING source, asked_at
            """
        ).map(ClaimedSignature.init)
    }
}

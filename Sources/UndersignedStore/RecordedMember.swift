package import UndersignedCore
package import UndersignedDatabase

/// A signature by a member's token, as its row begins: nothing was asked before, and no mail goes with it.
package struct RecordedMember: Sendable {
    package var petitionID: Int64
    /// What tells that a token was spent, 32 bytes.
    package var tag: [UInt8]
    /// Of the link that withdraws it, 32 bytes.
    package var tokenHash: [UInt8]
    /// The log's.
    package var entry: [UInt8]
    package var textVersion: Int
    package var logNumber: Int
    /// All that is ever said of the moment.
    package var day: Moment

    package init(
        petitionID: Int64,
        tag: [UInt8],
        tokenHash: [UInt8],
        entry: [UInt8],
        textVersion: Int,
        logNumber: Int,
        day: Moment
    ) {
        (self.petitionID, self.tag, self.tokenHash, self.entry) = (petitionID, tag, tokenHash, entry)
        (self.textVersion, self.logNumber, self.day) = (textVersion, logNumber, day)
    }
}

extension Transaction {
    /// Inserts a row that waits for the daily publication; nil when the token signed before.
    ///
    /// - Throws: A fault of the database.
    package func insertRecorded(_ row: RecordedMember) throws -> Int64? {
        let day = row.day.day.seconds
        return try self.row(
            """
            INSERT INTO signature (petition_id, state, tag, token_hash, commitment, text_version, log_number, asked_at,
                decided_at, mailed_at)
            VALUES (\(row.petitionID), 'recorded', \(row.tag), \(row.tokenHash), \(row.entry), \(row.textVersion),
                \(row.logNumber), \(day), \(day), '')
            ON CONFLICT (petition_id, tag) DO NOTHING RETURNING id
            """
        )?.integer("id")
    }

    /// Whether the log says that hidden names are shown.
    package func isRevealed(_ petitionID: Int64) throws -> Bool {
        try row("SELECT 1 AS found FROM event WHERE petition_id = \(petitionID) AND verb = 'reveal' LIMIT 1") != nil
    }
}

package import UndersignedCore
package import UndersignedDatabase

/// A log that lost published entries: what is known of it since its successor began.
package struct ClosedLog: Hashable, Sendable {
    /// Which of the petition's logs it was.
    package var number: Int
    package var origin: String
    package var verifierKey: String
    /// Entry 0's document, 32 bytes; nil for a log that is known by its key alone, because the data is older than it.
    package var documentHash: [UInt8]?
    /// The last checkpoint that it is known to have published, a signed note.
    package var checkpoint: String
    /// So many of its first entries stand at the same places in its successor, entry 0 excepted.
    package var carried: UInt64
    package var closedAt: Moment

    package init(
        number: Int,
        origin: String,
        verifierKey: String,
        documentHash: [UInt8]?,
        checkpoint: String,
        carried: UInt64,
        closedAt: Moment
    ) {
        self.number = number
        self.origin = origin
        self.verifierKey = verifierKey
        self.documentHash = documentHash
        self.checkpoint = checkpoint
        self.carried = carried
        self.closedAt = closedAt
    }
}

extension Transaction {
    /// The closed logs of a petition, the first one first; empty for nearly every petition.
    package func closedLogs(of petitionID: Int64) throws -> [ClosedLog] {
        try rows("SELECT * FROM closed_log WHERE petition_id = \(petitionID) ORDER BY number").map { row in
            ClosedLog(
                number: Int(try row.integer("number")),
                origin: try row.text("origin"),
                verifierKey: try row.text("verifier_key"),
                documentHash: try row.optionalBlob("document_hash"),
                checkpoint: try row.text("checkpoint"),
                carried: UInt64(try row.integer("carried")),
                closedAt: Moment(seconds: try row.integer("closed_at"))
            )
        }
    }

    /// Writes down a closed log.
    package func saveClosedLog(_ log: ClosedLog, of petitionID: Int64) throws {
        try rows(
            """
            INSERT INTO closed_log (petition_id, number, origin, verifier_key, document_hash, checkpoint, carried,
                closed_at)
            VALUES (\(petitionID), \(log.number), \(log.origin), \(log.verifierKey), \(log.documentHash),
                \(log.checkpoint), \(Int64(log.carried)), \(log.closedAt.seconds))
            """
        )
    }

    /// The leftmost tile of a level of a closed log, or nil where its successor's is the same or there is none.
    package func closedTile(level: Int, number: Int, of petitionID: Int64) throws -> [UInt8]? {
        try row(
            """
            SELECT hashes FROM closed_tile
            WHERE petition_id = \(petitionID) AND number = \(number) AND level = \(level)
            """
        )?.blob("hashes")
    }

    /// Keeps the leftmost tiles of the petition's log as those of a closed one.
    package func closeTiles(number: Int, of petitionID: Int64) throws {
        try rows(
            """
            INSERT INTO closed_tile (petition_id, number, level, hashes)
            SELECT petition_id, \(number), level, hashes FROM tile
            WHERE petition_id = \(petitionID) AND position = 0
            """
        )
    }

    /// Gives a petition's log another name, key and document, and its entry 0 with them.
    ///
    /// - Parameters:
    ///   - log: From here on.
    ///   - entry: Entry 0, which names the new document.
    ///   - petitionID: The petition.
    /// - Throws: A fault of the database.
    package func replaceLog(_ log: LogIdentity, entry: [UInt8], of petitionID: Int64) throws {
        try rows(
            """
            UPDATE petition SET origin = \(log.origin), verifier_key = \(log.verifierKey),
                document_hash = \(log.documentHash) WHERE id = \(petitionID)
            """
        )
        try replaceFirstEntry(entry, of: petitionID)
        try rows("UPDATE event SET hash = \(log.documentHash) WHERE petition_id = \(petitionID) AND position = 0")
        try rows(
            "UPDATE text_version SET hash = \(log.documentHash) WHERE petition_id = \(petitionID) AND version = 1"
        )
        // Cosignatures are of the log that was: its successor is another one to witnesses.
        try rows("DELETE FROM cosignature WHERE petition_id = \(petitionID)")
    }
}

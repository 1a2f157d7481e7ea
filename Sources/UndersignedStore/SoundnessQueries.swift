import UndersignedCore
package import UndersignedDatabase

/// What the check of a petition's tables against its log reads.
extension Transaction {
    /// The hashes under which a petition's documents lie.
    package func documentHashes(of petitionID: Int64) throws -> [[UInt8]] {
        try rows("SELECT hash FROM document WHERE petition_id = \(petitionID)").map { try $0.blob("hash") }
    }

    /// All events of a petition, in the order of its log.
    package func events(of petitionID: Int64) throws -> [PetitionEvent] {
        try rows(
            """
            SELECT position, hour, verb, number, hash FROM event WHERE petition_id = \(petitionID) ORDER BY position
            """
        ).map { row in
            guard let position = UInt64(exactly: try row.integer("position")) else {
                throw DatabaseFailure.unexpectedShape("event.position")
            }
            return PetitionEvent(
                position: position,
                hour: Moment(seconds: try row.integer("hour")),
                verb: try row.text("verb"),
                number: try row.optionalInteger("number").map(Int.init),
                hash: try row.optionalBlob("hash")
            )
        }
    }

    /// Whether an entry was appended at or after a place and is no longer counted.
    ///
    /// Reads all entries after the place: they have no index by content, which nobody else asks for.
    package func isTakenOut(_ entry: [UInt8], after position: UInt64, of petitionID: Int64) throws -> Bool {
        try row(
            """
            SELECT s.id FROM entry e JOIN signature s ON s.petition_id = e.petition_id AND s.position = e.position
            WHERE e.petition_id = \(petitionID) AND e.position >= \(Int64(position)) AND e.content = \(entry)
                AND s.removed_position IS NOT NULL
            LIMIT 1
            """
        ) != nil
    }
}

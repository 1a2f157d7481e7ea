package import UndersignedCore
package import UndersignedDatabase

/// Something that happened to a petition and stands in its log: neither signature, removal nor clock mark.
package struct PetitionEvent: Hashable, Sendable {
    /// Index in the log.
    package var position: UInt64
    /// The hour, or the day where the petition publishes daily.
    package var hour: Moment
    /// As the entry writes it: `opened`, `text`, `note`.
    package var verb: String
    /// A version or a goal.
    package var number: Int?
    /// SHA-256 of the document that the entry names, 32 bytes.
    package var hash: [UInt8]?

    package init(position: UInt64, hour: Moment, verb: String, number: Int?, hash: [UInt8]?) {
        self.position = position
        self.hour = hour
        self.verb = verb
        self.number = number
        self.hash = hash
    }
}

/// What removals of one kind took away within an hour.
package struct PetitionFall: Hashable, Sendable {
    package var hour: Moment
    package var reason: RemovalReason
    package var signatureClass: SignatureClass
    /// How many entries no longer count.
    package var entries: Int
    /// How much lower the count is for it.
    package var weight: Int

    package init(hour: Moment, reason: RemovalReason, signatureClass: SignatureClass, entries: Int, weight: Int) {
        self.hour = hour
        self.reason = reason
        self.signatureClass = signatureClass
        self.entries = entries
        self.weight = weight
    }
}

/// A milestone that was reached, or fell out of reach again.
package struct PetitionCrossing: Hashable, Sendable {
    /// The log's size after the batch that did it.
    package var size: UInt64
    package var goal: Int
    package var hour: Moment
    package var isReached: Bool

    package init(size: UInt64, goal: Int, hour: Moment, isReached: Bool) {
        self.size = size
        self.goal = goal
        self.hour = hour
        self.isReached = isReached
    }
}

extension Transaction {
    /// Writes an event down.
    package func addEvent(_ event: PetitionEvent, of petitionID: Int64) throws {
        try rows(
            """
            INSERT INTO event (petition_id, position, hour, verb, number, hash)
            VALUES (\(petitionID), \(Int64(event.position)), \(event.hour.seconds), \(event.verb), \(event.number),
                \(event.hash))
            """
        )
    }

    /// Adds to what removals of a kind took away within an hour.
    package func addFall(_ fall: PetitionFall, of petitionID: Int64) throws {
        try rows(
            """
            INSERT INTO fall (petition_id, hour, reason, class, entries, weight)
            VALUES (\(petitionID), \(fall.hour.seconds), \(fall.reason.text), \(fall.signatureClass.rawValue),
                \(fall.entries), \(fall.weight))
            ON CONFLICT (petition_id, hour, reason, class) DO UPDATE SET
                entries = fall.entries + excluded.entries, weight = fall.weight + excluded.weight
            """
        )
    }

    /// Writes down that a milestone was reached or fell out of reach.
    package func addCrossing(_ crossing: PetitionCrossing, of petitionID: Int64) throws {
        try rows(
            """
            INSERT INTO crossing (petition_id, size, goal, hour, is_reached)
            VALUES (\(petitionID), \(Int64(crossing.size)), \(crossing.goal), \(crossing.hour.seconds),
                \(crossing.isReached))
            """
        )
    }

    /// Adds to what was counted, and to what was taken away, under a version of the text.
    package func addToVersion(_ version: Int, added: Int, removed: Int, of petitionID: Int64) throws {
        try rows(
            """
            UPDATE text_version SET added = added + \(added), removed = removed + \(removed)
            WHERE petition_id = \(petitionID) AND version = \(version)
            """
        )
    }

    /// The version of the text that an entry of the log binds to.
    package func textVersion(at position: UInt64, of petitionID: Int64) throws -> Int {
        let version = try row(
            """
            SELECT MAX(version) AS version FROM text_version
            WHERE petition_id = \(petitionID) AND position <= \(Int64(position))
            """
        )?.optionalInteger("version")
        return Int(version ?? 1)
    }
}

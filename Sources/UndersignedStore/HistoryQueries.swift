package import UndersignedCore
package import UndersignedDatabase

/// One line of a petition's history, as its tables hold it.
package enum HistoryRow: Hashable, Sendable {
    case event(PetitionEvent)
    case fall(PetitionFall)
    case crossing(PetitionCrossing)
}

extension Transaction {
    /// A page of all that happened to a petition but single signatures, newest first.
    ///
    /// Within one hour milestones and entries stand in the order of the log, and what was taken out comes last.
    package func history(of petitionID: Int64, limit: Int, offset: Int) throws -> [HistoryRow] {
        try rows(
            """
            SELECT 'event' AS kind, hour, position AS place, verb AS word, number AS amount, 0 AS weight, hash,
                '' AS class FROM event WHERE petition_id = \(petitionID)
            UNION ALL
            SELECT 'fall', hour, 0, reason, entries, weight, NULL, class FROM fall WHERE petition_id = \(petitionID)
            UNION ALL
            SELECT 'crossing', hour, size, '', goal, is_reached, NULL, '' FROM crossing
                WHERE petition_id = \(petitionID)
            ORDER BY hour DESC, place DESC, kind, word, class, amount LIMIT \(limit) OFFSET \(offset)
            """
        ).map(HistoryRow.init)
    }

    /// The notes in a petition's log, newest first.
    package func notes(of petitionID: Int64) throws -> [PetitionEvent] {
        try rows(
            """
            SELECT position, hour, hash FROM event WHERE petition_id = \(petitionID) AND verb = 'note'
            ORDER BY position DESC
            """
        ).map { row in
            PetitionEvent(
                position: UInt64(try row.integer("position")),
                hour: Moment(seconds: try row.integer("hour")),
                verb: "note",
                number: nil,
                hash: try row.optionalBlob("hash")
            )
        }
    }

    /// How many lines the history has.
    package func historyCount(of petitionID: Int64) throws -> Int {
        let row = try row(
            """
            SELECT (SELECT COUNT(*) FROM event WHERE petition_id = \(petitionID))
                + (SELECT COUNT(*) FROM fall WHERE petition_id = \(petitionID))
                + (SELECT COUNT(*) FROM crossing WHERE petition_id = \(petitionID)) AS n
            """
        )
        return Int(try row?.integer("n") ?? 0)
    }

    /// Every time a milestone was reached or fell out of reach, oldest first.
    package func crossings(of petitionID: Int64) throws -> [PetitionCrossing] {
        try rows("SELECT * FROM crossing WHERE petition_id = \(petitionID) ORDER BY size").map { row in
            PetitionCrossing(
                size: UInt64(try row.integer("size")),
                goal: Int(try row.integer("goal")),
                hour: Moment(seconds: try row.integer("hour")),
                isReached: try row.integer("is_reached") != 0
            )
        }
    }

    /// The first event of a verb, or nil.
    package func firstEvent(_ verb: String, of petitionID: Int64) throws -> Moment? {
        try row(
            """
            SELECT hour FROM event WHERE petition_id = \(petitionID) AND verb = \(verb) ORDER BY position LIMIT 1
            """
        ).map { Moment(seconds: try $0.integer("hour")) }
    }

    /// What removals took away in all, by reason and class; `hour` is that of the last one.
    package func falls(of petitionID: Int64) throws -> [PetitionFall] {
        try rows(
            """
            SELECT reason, class, MAX(hour) AS hour, SUM(entries) AS entries, SUM(weight) AS weight FROM fall
            WHERE petition_id = \(petitionID) GROUP BY reason, class ORDER BY reason, class
            """
        ).map(PetitionFall.init)
    }
}

extension HistoryRow {
    fileprivate init(_ row: QueryRow) throws {
        let hour = Moment(seconds: try row.integer("hour"))
        let place = UInt64(try row.integer("place"))
        switch try row.text("kind") {
        case "event":
            self = .event(
                PetitionEvent(
                    position: place,
                    hour: hour,
                    verb: try row.text("word"),
                    number: try row.optionalInteger("amount").map(Int.init),
                    hash: try row.optionalBlob("hash")
                )
            )
        case "crossing":
            let goal = Int(try row.integer("amount"))
            let isReached = try row.integer("weight") != 0
            self = .crossing(PetitionCrossing(size: place, goal: goal, hour: hour, isReached: isReached))
        default:
            self = .fall(
                try PetitionFall(
                    hour,
                    row.text("word"),
                    row.text("class"),
                    row.integer("amount"),
                    row.integer("weight")
                )
            )
        }
    }
}

extension PetitionFall {
    fileprivate init(_ row: QueryRow) throws {
        let hour = Moment(seconds: try row.integer("hour"))
        try self.init(hour, row.text("reason"), row.text("class"), row.integer("entries"), row.integer("weight"))
    }

    fileprivate init(_ hour: Moment, _ reason: String, _ name: String, _ entries: Int64, _ weight: Int64) throws {
        guard let reason = RemovalReason(reason), let signatureClass = SignatureClass(rawValue: name) else {
            throw DatabaseFailure.unexpectedShape("fall")
        }
        self.init(
            hour: hour,
            reason: reason,
            signatureClass: signatureClass,
            entries: Int(entries),
            weight: Int(weight)
        )
    }
}

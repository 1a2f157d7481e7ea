package import UndersignedCore
package import UndersignedDatabase

/// Lines of the trail are added and read; no statement changes one, and a year ends them all alike.
extension Transaction {
    /// Adds a line.
    package func addToTrail(_ event: TrailEvent) throws {
        try rows(
            """
            INSERT INTO trail (done_at, account_id, act, campaign_id, object, detail)
            VALUES (\(event.doneAt.seconds), \(event.accountID), \(event.act.rawValue), \(event.campaignID),
                \(event.object), \(event.detail))
            """
        )
    }

    /// When an act was last done to an object; nil where it was not since a moment.
    package func lastTime(_ act: TrailEvent.Act, _ object: String, since: Moment) throws -> Moment? {
        let row = try row(
            """
            SELECT MAX(done_at) AS at FROM trail
            WHERE act = \(act.rawValue) AND object = \(object) AND done_at >= \(since.seconds)
            """
        )
        return try row?.optionalInteger("at").map(Moment.init(seconds:))
    }

    /// To what an act was done since a moment.
    package func objects(of act: TrailEvent.Act, since: Moment) throws -> Set<String> {
        Set(
            try rows(
                """
                SELECT DISTINCT object FROM trail WHERE act = \(act.rawValue) AND done_at >= \(since.seconds)
                """
            ).map { try $0.text("object") }
        )
    }

    /// Lines of the trail, newest first.
    ///
    /// - Parameters:
    ///   - campaignID: Of one campaign; nil for all lines.
    ///   - before: Only lines with a smaller number; nil for the newest.
    ///   - limit: At most so many.
    /// - Returns: Each with its number.
    /// - Throws: A fault of the database.
    package func trail(
        of campaignID: Int64? = nil,
        before: Int64? = nil,
        limit: Int
    ) throws -> [(number: Int64, event: TrailEvent)] {
        try rows(
            """
            SELECT * FROM trail WHERE id < \(before ?? Int64.max)
                AND (\(campaignID) IS NULL OR campaign_id = \(campaignID)) ORDER BY id DESC LIMIT \(limit)
            """
        ).map { row in
            guard let act = TrailEvent.Act(rawValue: try row.text("act")) else {
                throw DatabaseFailure.unexpectedShape("trail.act")
            }
            return (
                try row.integer("id"),
                TrailEvent(
                    doneAt: Moment(seconds: try row.integer("done_at")),
                    accountID: try row.optionalInteger("account_id"),
                    act: act,
                    campaignID: try row.optionalInteger("campaign_id"),
                    object: try row.text("object"),
                    detail: try row.text("detail")
                )
            )
        }
    }

    /// Whether one of the oldest lines is of before a moment.
    package func hasTrail(before limit: Moment) throws -> Bool {
        try row(
            """
            SELECT 1 AS found FROM (SELECT done_at FROM trail ORDER BY id LIMIT 100) AS oldest
            WHERE done_at < \(limit.seconds) LIMIT 1
            """
        ) != nil
    }

    /// Deletes the oldest lines, of before a moment; they are in the order of time but for a clock that was mended.
    ///
    /// - Parameters:
    ///   - limit: The moment.
    ///   - count: How many at most.
    /// - Returns: How many.
    /// - Throws: A fault of the database.
    package func deleteTrail(before limit: Moment, atMost count: Int) throws -> Int {
        try rows(
            """
            DELETE FROM trail WHERE done_at < \(limit.seconds) AND id IN (
                SELECT id FROM trail ORDER BY id LIMIT \(count)
            ) RETURNING id
            """
        ).count
    }
}

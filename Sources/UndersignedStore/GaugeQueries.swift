package import UndersignedCore
package import UndersignedDatabase

/// What waits, as it was counted last.
package struct Gauge: Hashable, Sendable {
    /// What is counted.
    package enum Name: String, Hashable, Sendable, CaseIterable {
        /// Links that were not used yet, by the day of asking.
        case pending
        /// Mails that have been due for less than five minutes.
        case mailFresh = "mail-fresh"
        /// For less than an hour.
        case mailHour = "mail-hour"
        /// For longer.
        case mailLate = "mail-late"
        /// Not due yet: tried before, and to be tried again.
        case mailAgain = "mail-again"
        /// For how many seconds the oldest one has been due.
        case mailOldest = "mail-oldest"
    }

    package let name: Name
    /// The day of asking; the epoch where there is one number only.
    package let start: Moment
    package let amount: Int
    package let readAt: Moment

    package init(name: Name, start: Moment = Moment(seconds: 0), amount: Int, readAt: Moment) {
        self.name = name
        self.start = start
        self.amount = amount
        self.readAt = readAt
    }
}

extension Transaction {
    /// Counts what waits, over indexes alone: the work grows with what waits, so no request does it.
    ///
    /// - Parameters:
    ///   - petitionID: Whose links and mails.
    ///   - now: When it is read.
    /// - Returns: Only what is not 0.
    /// - Throws: A fault of the database.
    package func countWaiting(of petitionID: Int64, at now: Moment) throws -> [Gauge] {
        let pending = try rows(
            """
            SELECT asked_at / 86400 AS day, COUNT(*) AS n FROM signature
            WHERE petition_id = \(petitionID) AND state = 'pending' GROUP BY asked_at / 86400
            """
        ).map { row in
            Gauge(
                name: .pending,
                start: Moment(seconds: try row.integer("day") * 86_400),
                amount: Int(try row.integer("n")),
                readAt: now
            )
        }
        return try pending + waitingMails(of: petitionID, at: now)
    }

    private func waitingMails(of petitionID: Int64, at now: Moment) throws -> [Gauge] {
        let (fresh, hour) = (now - .minutes(5), now - .hours(1))
        let row = try row(
            """
            SELECT COUNT(CASE WHEN due_at > \(now.seconds) THEN 1 END) AS again,
                COUNT(CASE WHEN due_at <= \(now.seconds) AND due_at > \(fresh.seconds) THEN 1 END) AS fresh,
                COUNT(CASE WHEN due_at <= \(fresh.seconds) AND due_at > \(hour.seconds) THEN 1 END) AS hour,
                COUNT(CASE WHEN due_at <= \(hour.seconds) THEN 1 END) AS late, MIN(due_at) AS oldest
            FROM outbox WHERE petition_id = \(petitionID) AND state = 'waiting'
            """
        )
        guard let row, let oldest = try row.optionalInteger("oldest") else { return [] }
        let counts: [(Gauge.Name, Int64)] = [
            (.mailAgain, try row.integer("again")), (.mailFresh, try row.integer("fresh")),
            (.mailHour, try row.integer("hour")), (.mailLate, try row.integer("late")),
            (.mailOldest, max(0, now.seconds - oldest)),
        ]
        return counts.filter { $0.1 > 0 }.map { Gauge(name: $0.0, amount: Int($0.1), readAt: now) }
    }

    /// Puts new readings in the place of the old ones.
    package func replaceGauges(_ gauges: [Gauge], of petitionID: Int64, at now: Moment) throws {
        try rows("DELETE FROM gauge WHERE petition_id = \(petitionID)")
        // One row says when it was read, also where nothing waits.
        let all =
            gauges.contains { $0.name == .pending } ? gauges : gauges + [Gauge(name: .pending, amount: 0, readAt: now)]
        for gauge in all {
            try execute(
                """
                INSERT INTO gauge (petition_id, name, start, amount, read_at)
                VALUES (\(petitionID), \(gauge.name.rawValue), \(gauge.start.seconds), \(gauge.amount),
                    \(gauge.readAt.seconds))
                """
            )
        }
    }

    /// The last readings; empty before the first.
    package func gauges(of petitionID: Int64) throws -> [Gauge] {
        try rows("SELECT name, start, amount, read_at FROM gauge WHERE petition_id = \(petitionID)").compactMap { row in
            // A name of a newer program is not shown.
            guard let name = Gauge.Name(rawValue: try row.text("name")) else { return nil }
            return Gauge(
                name: name,
                start: Moment(seconds: try row.integer("start")),
                amount: Int(try row.integer("amount")),
                readAt: Moment(seconds: try row.integer("read_at"))
            )
        }
    }
}

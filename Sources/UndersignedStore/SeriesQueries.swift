package import UndersignedCore
package import UndersignedDatabase

extension Transaction {
    /// What was counted and taken out in each hour or day, over all classes, oldest first.
    ///
    /// - Parameters:
    ///   - petitionID: The petition.
    ///   - start: From this hour on; nil for all. Later batches change no hour before the last one.
    /// - Returns: Hours without news are left out.
    /// - Throws: A fault of the database.
    package func hourTotals(of petitionID: Int64, from start: Moment? = nil) throws -> [CountSeries.Hour] {
        try rows(
            """
            SELECT hour, SUM(added) AS added, SUM(removed) AS removed FROM tally
            WHERE petition_id = \(petitionID) AND hour >= \(start?.seconds ?? Int64.min) GROUP BY hour ORDER BY hour
            """
        ).map { row in
            CountSeries.Hour(
                start: Moment(seconds: try row.integer("hour")),
                added: Int(try row.integer("added")),
                removed: Int(try row.integer("removed"))
            )
        }
    }

    /// The same by class, as a recount of the log gives it; oldest first, without what has no news.
    package func intervals(of petitionID: Int64, unit: ClockMark.Unit) throws -> [Recount.Interval] {
        var intervals: [Recount.Interval] = []
        let rows = try rows(
            "SELECT hour, class, added, removed FROM tally WHERE petition_id = \(petitionID) ORDER BY hour"
        )
        for row in rows {
            guard let signatureClass = SignatureClass(rawValue: try row.text("class")) else {
                throw DatabaseFailure.unexpectedShape("tally.class")
            }
            let mark = ClockMark(Moment(seconds: try row.integer("hour")), unit: unit)
            if intervals.last?.mark != mark { intervals.append(Recount.Interval(mark: mark)) }
            intervals[intervals.count - 1].added[signatureClass] += Int(try row.integer("added"))
            intervals[intervals.count - 1].removed[signatureClass] += Int(try row.integer("removed"))
        }
        return intervals
    }
}

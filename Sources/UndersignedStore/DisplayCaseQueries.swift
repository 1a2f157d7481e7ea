package import UndersignedCore
package import UndersignedDatabase

/// What moderators look at.
extension Transaction {
    /// Cases that wait: the oldest day first, by chance within a day.
    ///
    /// - Parameters:
    ///   - place: The case before the first one; nil for the beginning.
    ///   - petitionID: The petition.
    ///   - limit: How many at most.
    /// - Returns: In the queue's order.
    /// - Throws: A fault of the database.
    package func waitingCases(
        after place: DisplayCasePlace?,
        of petitionID: Int64,
        limit: Int
    ) throws -> [DisplayCase] {
        let (since, shuffle) = (place?.major ?? .min, place?.handle.shuffle ?? .min)
        return try rows(
            """
            SELECT * FROM display_case
            WHERE petition_id = \(petitionID) AND is_waiting = 1 AND (since, shuffle) > (\(since), \(shuffle))
            ORDER BY since, shuffle LIMIT \(limit)
            """
        ).map(DisplayCase.init)
    }

    /// Cases about which a decision stands, the newest decision first.
    ///
    /// - Parameters:
    ///   - place: The case before the first one; nil for the beginning.
    ///   - petitionID: The petition.
    ///   - limit: How many at most.
    /// - Returns: In that order.
    /// - Throws: A fault of the database.
    package func decidedCases(
        after place: DisplayCasePlace?,
        of petitionID: Int64,
        limit: Int
    ) throws -> [DisplayCase] {
        let (batch, shuffle) = (place?.major ?? .max, place?.handle.shuffle ?? .max)
        return try rows(
            """
            SELECT * FROM display_case
            WHERE petition_id = \(petitionID) AND batch > 0 AND (batch, shuffle) < (\(batch), \(shuffle))
            ORDER BY batch DESC, shuffle DESC LIMIT \(limit)
            """
        ).map(DisplayCase.init)
    }

    /// How many cases wait, up to a limit: a look at more would grow with the queue.
    package func waitingCaseCount(of petitionID: Int64, upTo limit: Int) throws -> Int {
        let row = try row(
            """
            SELECT COUNT(*) AS n FROM (
                SELECT signature_id FROM display_case WHERE petition_id = \(petitionID) AND is_waiting = 1
                LIMIT \(limit)
            ) AS waiting
            """
        )
        return Int(try row?.integer("n") ?? 0)
    }

    /// Adds a report about a name that is shown; it hides nothing.
    ///
    /// What a moderator has looked at waits again once there are twice as many reports as then: else one person could
    /// keep all of them busy.
    ///
    /// - Parameters:
    ///   - report: What was said.
    ///   - place: Where the name stands.
    ///   - petitionID: The petition.
    ///   - day: Of today.
    ///   - limit: So many reports of one name are kept; the others are counted.
    /// - Returns: False where nothing is shown there any more.
    /// - Throws: A fault of the database.
    package func addReport(
        _ report: NameReport,
        at place: PublicNameHandle,
        in petitionID: Int64,
        day: Moment,
        keeping limit: Int
    ) throws -> Bool {
        guard let (id, name) = try publicName(at: place, in: petitionID) else { return false }
        let row = try row(
            """
            INSERT INTO display_case (petition_id, signature_id, day, shuffle, name, comment, extent, is_waiting, reports,
                since, batch, is_told)
            VALUES (\(petitionID), \(id), \(name.place.day.seconds), \(name.place.shuffle), \(name.name),
                \(name.comment), 'all', 1, 1, \(day.seconds), 0, 0)
            ON CONFLICT (petition_id, signature_id) DO UPDATE SET reports = display_case.reports + 1,
                is_waiting = CASE WHEN display_case.is_waiting = 1
                    OR display_case.reports + 1 >= 2 * display_case.decided_reports THEN 1 ELSE 0 END,
                since = CASE WHEN display_case.is_waiting = 1 THEN display_case.since ELSE excluded.since END
            RETURNING reports
            """
        )
        let number = try row?.integer("reports") ?? 0
        guard number <= limit else { return true }
        try rows(
            """
            INSERT INTO name_report (petition_id, signature_id, number, reason, words)
            VALUES (\(petitionID), \(id), \(number), \(report.reason.rawValue), \(report.words))
            """
        )
        return true
    }

    /// What was reported of a name, the oldest first.
    package func reports(of signatureID: Int64, in petitionID: Int64) throws -> [NameReport] {
        try rows(
            """
            SELECT reason, words FROM name_report
            WHERE petition_id = \(petitionID) AND signature_id = \(signatureID) ORDER BY number
            """
        ).map { row in
            guard let reason = DisplayReason(rawValue: try row.text("reason")) else {
                throw DatabaseFailure.unexpectedShape("name_report.reason")
            }
            return NameReport(reason: reason, words: try row.optionalText("words"))
        }
    }
}

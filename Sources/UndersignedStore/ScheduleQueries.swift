package import UndersignedCore
package import UndersignedDatabase

/// A draft that opens by itself.
package struct OpeningSchedule: Hashable, Sendable {
    /// Of the text that is to open.
    package let mark: String
    /// Who decided it.
    package let accountID: Int64
    package let setAt: Moment

    package init(mark: String, accountID: Int64, setAt: Moment) {
        self.mark = mark
        self.accountID = accountID
        self.setAt = setAt
    }
}

extension Transaction {
    /// Lets a draft open by itself; from here on everybody sees its page.
    ///
    /// - Parameters:
    ///   - schedule: What is to open, and who said so.
    ///   - dates: When; with a day of opening.
    ///   - petitionID: A draft, its row locked by the caller.
    /// - Throws: A fault of the database.
    package func schedule(_ schedule: OpeningSchedule, _ dates: OpeningDates, of petitionID: Int64) throws {
        try rows("DELETE FROM scheduled_opening WHERE petition_id = \(petitionID)")
        try rows(
            """
            INSERT INTO scheduled_opening (petition_id, mark, account_id, set_at)
            VALUES (\(petitionID), \(schedule.mark), \(schedule.accountID), \(schedule.setAt.seconds))
            """
        )
        try rows(
            """
            UPDATE petition SET opens_at = \(dates.opensAt?.seconds), closes_at = \(dates.closesAt?.seconds),
                is_private = 0
            WHERE id = \(petitionID) AND state = 'draft'
            """
        )
        try refreshSearch(of: petitionID)
    }

    /// How a draft is to open by itself, or nil.
    package func schedule(of petitionID: Int64) throws -> OpeningSchedule? {
        try lockedRow("SELECT * FROM scheduled_opening WHERE petition_id = \(petitionID)").map { row in
            OpeningSchedule(
                mark: try row.text("mark"),
                accountID: try row.integer("account_id"),
                setAt: Moment(seconds: try row.integer("set_at"))
            )
        }
    }

    /// Takes a draft's day back, and its page from everybody; false where it had none.
    @discardableResult
    package func unschedule(_ petitionID: Int64) throws -> Bool {
        let found = try row("DELETE FROM scheduled_opening WHERE petition_id = \(petitionID) RETURNING petition_id")
        guard found != nil else { return false }
        try rows(
            """
            UPDATE petition SET opens_at = NULL, closes_at = NULL, is_private = 1
            WHERE id = \(petitionID) AND state = 'draft'
            """
        )
        try refreshSearch(of: petitionID)
        return true
    }

    /// Forgets the day: the petition was opened.
    package func forgetSchedule(of petitionID: Int64) throws {
        try rows("DELETE FROM scheduled_opening WHERE petition_id = \(petitionID)")
    }

    /// The drafts whose day has come, the earliest first.
    package func dueOpenings(at now: Moment) throws -> [Petition] {
        let ids = try rows(
            """
            SELECT p.id FROM scheduled_opening s JOIN petition p ON p.id = s.petition_id
            WHERE p.state = 'draft' AND p.opens_at <= \(now.seconds) ORDER BY p.opens_at, p.id
            """
        ).map { try $0.integer("id") }
        return try ids.compactMap { try petition(id: $0) }
    }
}

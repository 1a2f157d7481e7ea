/// When somebody is asked whether the one addressed has answered: two weeks after a hand-over, and six.
package enum FollowUp {
    package static let weeks = [2, 6]
    /// What was missed for longer than this, because the site was down, is not asked any more.
    package static let patience = Moment.Span.days(70)

    /// The week for which it is time to ask.
    ///
    /// - Parameters:
    ///   - deliveredAt: When it was handed over.
    ///   - asked: For which weeks it was asked before.
    ///   - now: The moment.
    /// - Returns: The latest that has passed; nil where it was asked, or none has.
    package static func week(since deliveredAt: Moment, asked: Set<Int>, now: Moment) -> Int? {
        guard let week = weeks.last(where: { now - deliveredAt >= .days(Int64($0) * 7) }) else { return nil }
        return asked.contains(week) ? nil : week
    }
}

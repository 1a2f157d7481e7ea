/// Where a target stands since a day: one row of a history that is only ever added to.
package struct TargetStanding: Hashable, Sendable, Codable {
    package var state: Target.Standing
    /// The day of the answer; without one the day on which the target was asked.
    package var since: Moment
    /// Nil where there is none.
    package var answer: Target.Answer?
    /// What was wrong in the row before, whose place this one takes; nil for something new.
    package var correction: String?

    package init(state: Target.Standing, since: Moment, answer: Target.Answer?, correction: String? = nil) {
        self.state = state
        self.since = since
        self.answer = answer
        self.correction = correction
    }

    /// The first row: what the campaign itself says of a target.
    ///
    /// - Parameters:
    ///   - target: As the campaign was written down.
    ///   - asked: The day on which the target was asked, or any day before it was.
    package init(startOf target: Target, asked: Moment) {
        state = target.standing
        answer = target.answer
        since = target.answer.flatMap { CalendarDate($0.date)?.moment.day } ?? asked.day
        correction = nil
    }

    /// The same state and the same answer, whatever else differs.
    package func says(the same: TargetStanding) -> Bool {
        state == same.state && answer == same.answer
    }
}

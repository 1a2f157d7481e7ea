/// What an organiser wants to record of a target: unchecked.
package struct StandingDraft: Hashable, Sendable, Codable {
    /// The longest answer, in Unicode scalars: twelve of them still make one page.
    ///
    /// The source has the rest.
    package static let textLimit = 2_000
    /// The longest reason of a correction, in Unicode scalars.
    package static let correctionLimit = 500

    package var state: Target.Standing
    /// The day of the answer as it was typed, such as `2026-11-20`; empty where there is no answer.
    package var date: String
    /// Markdown; empty where there is no answer.
    package var text: String
    /// 1-based number in the campaign's list of sources.
    package var source: Int?
    /// What was wrong in the row before; empty where this is something new.
    package var correction: String

    package init(
        state: Target.Standing,
        date: String = "",
        text: String = "",
        source: Int? = nil,
        correction: String = ""
    ) {
        self.state = state
        self.date = date
        self.text = text
        self.source = source
        self.correction = correction
    }

    /// Why a standing is not recorded.
    package enum Problem: Hashable, Sendable {
        /// No petition that addresses the target was opened.
        case notAsked
        /// No such date, or none at all.
        case dateForm
        case dateAhead
        /// The target was asked on this day.
        case dateBeforeAsked(Moment)
        /// The state says that there was an answer.
        case textMissing
        case text(PlainText.Problem)
        /// The state says that there was none.
        case answerUnwanted
        /// An answer can't be unsaid: this needs a correction.
        case noAnswerAgain
        /// The campaign has so many.
        case source(count: Int)
        case correction(PlainText.Problem)
        /// State and answer are those on record.
        case unchanged
    }

    /// All problems at once, in the fields' order.
    package struct Refusal: Error, Hashable, Sendable {
        package let problems: [Problem]
    }

    /// What a draft is checked against.
    package struct Ground: Sendable {
        /// The rows so far, oldest first.
        package var history: [TargetStanding]
        /// Nil where no petition to the target was opened.
        package var asked: Moment?
        package var sourceCount: Int
        package var now: Moment

        package init(history: [TargetStanding], asked: Moment?, sourceCount: Int, now: Moment) {
            self.history = history
            self.asked = asked
            self.sourceCount = sourceCount
            self.now = now
        }
    }

    /// The next row of a target's history.
    ///
    /// - Parameter ground: What is known of the target.
    /// - Returns: The row, its texts cleaned.
    /// - Throws: Every problem found.
    package func standing(on ground: Ground) throws(Refusal) -> TargetStanding {
        guard let asked = ground.asked else { throw Refusal(problems: [.notAsked]) }
        var problems: [Problem] = []
        let answer = answer(on: ground, asked, &problems)
        let reason = reason(&problems)
        guard problems.isEmpty else { throw Refusal(problems: problems) }
        let since = answer.flatMap { CalendarDate($0.date)?.moment } ?? asked.day
        let next = TargetStanding(state: state, since: since, answer: answer, correction: reason)
        if let last = ground.history.last, next.says(the: last) { throw Refusal(problems: [.unchanged]) }
        return next
    }

    private func answer(on ground: Ground, _ asked: Moment, _ problems: inout [Problem]) -> Target.Answer? {
        guard state != .noAnswer else {
            if !date.isEmpty || !text.isEmpty || source != nil { problems.append(.answerUnwanted) }
            let hasAnswered = ground.history.last.map { $0.state != .noAnswer } ?? false
            if hasAnswered, correction.isEmpty { problems.append(.noAnswerAgain) }
            return nil
        }
        let day = day(on: ground, asked, &problems)
        let words = words(&problems)
        if let source, !(1...max(ground.sourceCount, 1)).contains(source) || ground.sourceCount == 0 {
            problems.append(.source(count: ground.sourceCount))
        }
        guard let day, let words else { return nil }
        return Target.Answer(date: day, text: words, source: source)
    }

    private func day(on ground: Ground, _ asked: Moment, _ problems: inout [Problem]) -> String? {
        guard let day = CalendarDate(date).map({ $0.moment.day }) else {
            problems.append(.dateForm)
            return nil
        }
        let text = CalendarDate(day).dayText
        // Somewhere on Earth it is a day already 14 hours before it is in UTC.
        if day > (ground.now + .hours(14)).day { problems.append(.dateAhead) }
        // A date on record may stay, as where an imported answer came before its campaign.
        let isOnRecord = ground.history.contains { $0.answer?.date == text }
        if day < asked.day, !isOnRecord { problems.append(.dateBeforeAsked(asked.day)) }
        return text
    }

    private func words(_ problems: inout [Problem]) -> String? {
        do {
            return try PlainText.lines(text, limit: Self.textLimit)
        } catch {
            problems.append(error == .empty ? .textMissing : .text(error))
            return nil
        }
    }

    private func reason(_ problems: inout [Problem]) -> String? {
        guard !correction.isEmpty else { return nil }
        do {
            return try PlainText.line(correction, limit: Self.correctionLimit)
        } catch {
            problems.append(.correction(error))
            return nil
        }
    }
}

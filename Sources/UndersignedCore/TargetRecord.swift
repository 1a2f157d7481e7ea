/// What a campaign asked of a target, and all that came of it.
package struct TargetRecord: Hashable, Sendable {
    /// A row of the history, and where its document is.
    package struct Row: Hashable, Sendable {
        package var standing: TargetStanding
        /// SHA-256 of the public document, 32 bytes; nil for a first row that says no more than the campaign.
        package var hash: [UInt8]?
        /// A petition that serves the document; nil where no log names it yet.
        package var petition: Slug?

        package init(standing: TargetStanding, hash: [UInt8]? = nil, petition: Slug? = nil) {
            self.standing = standing
            self.hash = hash
            self.petition = petition
        }
    }

    /// As the campaign names it; standing and answer are those of the newest row.
    package let target: Target
    /// The day on which it was asked; nil while no petition to it is open.
    package let asked: Moment?
    /// Oldest first, never empty.
    package let rows: [Row]

    /// - Parameters:
    ///   - target: As the campaign names it.
    ///   - asked: The day on which it was asked.
    ///   - rows: Oldest first; without any the campaign's own words are the first.
    package init(target: Target, asked: Moment?, rows: [Row]) {
        let start = Row(standing: TargetStanding(startOf: target, asked: asked ?? Moment(seconds: 0)))
        let all = rows.isEmpty ? [start] : rows
        var current = target
        if let last = all.last?.standing { (current.standing, current.answer) = (last.state, last.answer) }
        self.target = current
        self.asked = asked
        self.rows = all
    }

    /// The day on which a target is asked: that of the campaign or of the first petition to it, whichever is earlier.
    ///
    /// - Parameters:
    ///   - started: When the campaign says that it began.
    ///   - opened: When petitions to the target were opened, as their logs say.
    /// - Returns: A day; nil while none is open.
    package static func asked(started: String?, opened: [Moment]) -> Moment? {
        guard let first = opened.min()?.day else { return nil }
        let said = started.flatMap { CalendarDate($0)?.moment.day }
        return min(said ?? first, first)
    }

    /// Whether a later row says that this one was wrong.
    package func isCorrected(_ index: Int) -> Bool {
        rows.indices.contains(index + 1) && rows[index + 1].standing.correction != nil
    }

    /// Whole days from asking to an answer; nil without either, or where it was said before.
    package func days(to standing: TargetStanding) -> Int? {
        guard let asked, let answer = standing.answer, let day = CalendarDate(answer.date)?.moment else { return nil }
        return day < asked ? nil : Self.days(from: asked, to: day)
    }

    /// Whole days from asking until now; nil where it was not asked.
    package func days(until now: Moment) -> Int? {
        asked.map { max(0, Self.days(from: $0, to: now)) }
    }

    /// Whole days from asking to the first answer that was not taken back as a mistake.
    package var daysToFirstAnswer: Int? {
        rows.indices.first { !isCorrected($0) && rows[$0].standing.answer != nil }
            .flatMap { days(to: rows[$0].standing) }
    }

    private static func days(from start: Moment, to end: Moment) -> Int {
        Int((end.day - start.day).seconds / 86_400)
    }
}

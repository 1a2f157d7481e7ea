/// A petition's count over time, cut down to as many steps as a picture or a short table can show.
///
/// Nothing is smoothed: a step that goes up and down within itself keeps its highest and its lowest count.
package struct CountSeries: Hashable, Sendable {
    /// One hour or day of the log, over all classes.
    package struct Hour: Hashable, Sendable {
        package let start: Moment
        package var added: Int
        package var removed: Int

        package init(start: Moment, added: Int, removed: Int) {
            self.start = start
            self.added = added
            self.removed = removed
        }
    }

    /// A stretch of time in which something was counted or taken out.
    package struct Step: Hashable, Sendable {
        package let start: Moment
        package var added: Int
        package var removed: Int
        /// The count at its end.
        package var total: Int
        /// The counts on the way that a picture must show, in order; the last is `total`.
        package var turns: [Int]
    }

    /// The length of a step: whole hours, or whole days from 24 hours on.
    package let unit: Moment.Span
    /// Oldest first; a stretch without news has no step.
    package private(set) var steps: [Step] = []

    /// - Parameters:
    ///   - hours: Oldest first; of hours or of days.
    ///   - end: Where the picture ends; not before the last hour.
    ///   - smallest: The shortest step: an hour, or a day where the log marks days.
    ///   - limit: At most so many steps, 1 or more.
    package init(_ hours: [Hour], until end: Moment, smallest: Moment.Span, limit: Int) {
        let first = hours.first?.start ?? end
        unit = Self.unit(from: first, to: end, smallest: smallest, limit: limit)
        var total = 0
        for hour in hours {
            let start = Self.start(of: hour.start, first: first, unit: unit)
            if steps.last?.start != start {
                steps.append(Step(start: start, added: 0, removed: 0, total: total, turns: []))
            }
            total += hour.added - hour.removed
            steps[steps.count - 1].take(hour, total: total)
        }
        for index in steps.indices { steps[index].keepTurns() }
    }

    /// Steps of a day begin at midnight; longer ones are laid from the first day on.
    private static func start(of hour: Moment, first: Moment, unit: Moment.Span) -> Moment {
        let origin = first.day
        let steps = (hour - origin).seconds / unit.seconds
        return origin + .seconds(steps * unit.seconds)
    }

    private static func unit(from first: Moment, to end: Moment, smallest: Moment.Span, limit: Int) -> Moment.Span {
        let seconds = max(0, (end - first.day).seconds)
        let hours = [1, 2, 3, 6, 12, 24].map(Moment.Span.hours).filter { $0 >= smallest }
        if let unit = hours.first(where: { seconds / $0.seconds < limit }) { return unit }
        let day = Moment.Span.days(1).seconds
        return .seconds((seconds / day / Int64(limit) + 1) * day)
    }
}

extension CountSeries.Step {
    fileprivate mutating func take(_ hour: CountSeries.Hour, total: Int) {
        added += hour.added
        removed += hour.removed
        self.total = total
        turns.append(total)
    }

    /// Of all counts on the way, the last, and the highest and the lowest where they lie outside of both ends.
    fileprivate mutating func keepTurns() {
        guard let low = turns.min(), let high = turns.max() else { return }
        let before = total - added + removed
        var kept: Set = [turns.count - 1]
        if low < min(before, total), let index = turns.lastIndex(of: low) { kept.insert(index) }
        if high > max(before, total), let index = turns.lastIndex(of: high) {
            kept.insert(index)
            // Where it fell deeper than it ends, that depth is seen too.
            if let dip = turns[index...].min(), dip < total, let depth = turns.lastIndex(of: dip) { kept.insert(depth) }
        }
        turns = kept.sorted().map { turns[$0] }
    }
}

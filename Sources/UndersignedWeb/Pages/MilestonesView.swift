import UndersignedApp
import UndersignedCore

/// The milestones passed, those that fell out of reach again, and the next one.
struct MilestonesView: Sendable {
    let passed: [Line]
    /// Reached once, and not now: a count that goes down takes a milestone with it, in public (U-12).
    let lost: [Line]
    let next: Line?

    struct Line: Sendable {
        let what: String
        let reach: String
        let value: Int
        let limit: Int
    }

    /// The one after the next stays out of sight until the next is passed (U-12).
    init?(
        _ milestones: [PetitionSheet.Milestone],
        _ crossings: [PetitionSeries.Crossing],
        count: Int,
        _ words: Words
    ) {
        guard !milestones.isEmpty else { return nil }
        let ordered = milestones.sorted { $0.count < $1.count }
        passed = ordered.filter { $0.count <= count }.map { milestone in
            let day = crossings.last { $0.goal == milestone.count && $0.isReached }.map { words.day($0.hour) }
            let goal = words.number(milestone.count)
            let reach =
                day.map { words.text("milestone.passed-on", ["goal": goal, "day": $0]) }
                ?? words.text("milestone.passed", ["goal": goal])
            return Line(what: milestone.what, reach: reach, value: milestone.count, limit: milestone.count)
        }
        lost = ordered.filter { $0.count > count }.compactMap { milestone in
            Self.lost(milestone, crossings.filter { $0.goal == milestone.count }, words)
        }
        next = ordered.first { $0.count > count }.map { milestone in
            let values = ["count": words.number(count), "goal": words.number(milestone.count)]
            let reach = words.text("milestone.next", values)
            return Line(what: milestone.what, reach: reach, value: count, limit: milestone.count)
        }
    }

    private static func lost(
        _ milestone: PetitionSheet.Milestone,
        _ crossings: [PetitionSeries.Crossing],
        _ words: Words
    ) -> Line? {
        guard let lost = crossings.last, !lost.isReached else { return nil }
        let reached = crossings.last(where: \.isReached)?.hour ?? lost.hour
        let values = [
            "goal": words.number(milestone.count), "reached": words.day(reached), "lost": words.day(lost.hour),
        ]
        let reach = words.text("milestone.lost", values)
        return Line(what: milestone.what, reach: reach, value: milestone.count, limit: milestone.count)
    }
}

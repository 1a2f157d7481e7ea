/// One number of a breakdown by place, source or partner, as the public may see it.
///
/// Numbers from 1 to 4 could point at single people, so they are shown as `<5`; 0 and larger numbers are shown. Where
/// that would still let somebody work a hidden number out, because the sum of all cells is public, the next smallest
/// cells are hidden too, as `<10`, `<20` and so on. Breakdowns that the log itself holds (by class, by hour) are not
/// hidden: anyone counts them from the log.
package enum SmallCell: Hashable, Sendable {
    case shown(Int)
    /// Less than that; the number itself is not told.
    case below(Int)

    /// The smallest number that may be shown beside 0.
    package static let threshold = 5

    /// Hides what must be hidden in one breakdown whose sum is public.
    ///
    /// - Parameter counts: All cells of the breakdown, none below 0.
    /// - Returns: As many cells, in the same order.
    package static func hide(_ counts: [Int]) -> [SmallCell] {
        var hidden = Set(counts.indices.filter { (1..<threshold).contains(counts[$0]) })
        guard !hidden.isEmpty else { return counts.map(SmallCell.shown) }
        let spare = counts.indices.filter { counts[$0] >= threshold }.sorted { counts[$0] < counts[$1] }
        for next in spare {
            if isSafe(hidden.map { counts[$0] }) { break }
            hidden.insert(next)
        }
        return counts.indices.map { hidden.contains($0) ? .below(bound(counts[$0])) : .shown(counts[$0]) }
    }

    /// As a file for programs writes it: `<5`; nil for a number that is shown.
    package var hiddenText: String? {
        guard case .below(let bound) = self else { return nil }
        return "<\(bound)"
    }

    /// Whether each hidden number could be another one, for somebody who knows their sum and reads their bounds.
    private static func isSafe(_ hidden: [Int]) -> Bool {
        let sum = hidden.reduce(0, +)
        let ranges = hidden.map(range)
        let least = ranges.reduce(0) { $0 + $1.lowerBound }
        let most = ranges.reduce(0) { $0 + $1.upperBound }
        return ranges.allSatisfy { range in
            let low = max(range.lowerBound, sum - (most - range.upperBound))
            let high = min(range.upperBound, sum - (least - range.lowerBound))
            return low < high
        }
    }

    private static func bound(_ count: Int) -> Int { range(count).upperBound + 1 }

    /// The numbers that are written alike: 1…4 (`<5`), 5…9 (`<10`), 10…19 (`<20`), 20…49 (`<50`), 50…99 and so on.
    private static func range(_ count: Int) -> ClosedRange<Int> {
        var (low, bound, steps) = (1, threshold, 0)
        while bound <= count {
            low = bound
            bound = steps % 3 == 2 ? bound / 2 * 5 : bound * 2
            steps += 1
        }
        return low...(bound - 1)
    }
}

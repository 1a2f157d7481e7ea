import Testing
import UndersignedCore

@Suite struct SmallCellTests {
    @Test func `nothing is hidden where no number is small`() {
        #expect(SmallCell.hide([0, 5, 12, 6_000_000]) == [.shown(0), .shown(5), .shown(12), .shown(6_000_000)])
        #expect(SmallCell.hide([]) == [])
    }

    @Test func `one to four are less than five, and a single hidden number takes the next smallest with it`() {
        // Without its companion, the sum that everybody knows would give it away.
        #expect(SmallCell.hide([3, 12, 400]) == [.below(5), .below(20), .shown(400)])
        #expect(SmallCell.hide([400, 7, 2, 0]) == [.shown(400), .below(10), .below(5), .shown(0)])
    }

    @Test func `two hidden numbers whose sum leaves no choice take a third with them`() {
        // 1 + 1 can only be 2, and 4 + 4 only 8.
        #expect(SmallCell.hide([1, 1, 80]) == [.below(5), .below(5), .below(100)])
        #expect(SmallCell.hide([4, 4, 80]) == [.below(5), .below(5), .below(100)])
        #expect(SmallCell.hide([2, 3, 80]) == [.below(5), .below(5), .shown(80)])
    }

    @Test func `a companion at the end of its range is not enough`() {
        // 1 and 5…9 that make 6: only 1 + 5.
        #expect(SmallCell.hide([1, 5, 300]) == [.below(5), .below(10), .below(500)])
    }

    @Test func `bounds are 5, 10, 20, 50, 100 and so on`() {
        let bounds = [9, 10, 19, 20, 49, 50, 99, 100, 499, 1_000].map { SmallCell.hide([4, $0])[1].hiddenText }
        #expect(bounds == ["<10", "<20", "<20", "<50", "<50", "<100", "<100", "<200", "<500", "<2000"])
    }

    @Test func `whoever knows the sum and the bounds can't tell a hidden number, wherever there are numbers enough`() {
        var generator = Steps(state: 7)
        for _ in 0..<2_000 {
            let counts = (0..<Int.random(in: 3...7, using: &generator)).map { _ in
                Int.random(in: 0...40, using: &generator)
            }
            let cells = SmallCell.hide(counts)
            let hidden = cells.indices.filter { cells[$0].hiddenText != nil }
            #expect(counts.indices.allSatisfy { !(1...4).contains(counts[$0]) || hidden.contains($0) })
            let isEverythingHidden = counts.allSatisfy { $0 == 0 } || hidden.count == counts.count { $0 > 0 }
            guard !hidden.isEmpty, !isEverythingHidden else { continue }
            let sum = hidden.reduce(0) { $0 + counts[$1] }
            for cell in hidden where counts[cell] < 5 {
                let others = hidden.filter { $0 != cell }.map { range(cells[$0]) }
                let possible = (1...4).filter { guess in
                    let least = others.reduce(0) { $0 + $1.lowerBound }
                    let most = others.reduce(0) { $0 + $1.upperBound }
                    return (least...most).contains(sum - guess)
                }
                #expect(possible.count > 1, "\(counts) \(cells)")
            }
        }
    }

    /// What somebody who knows the rule reads from a hidden cell.
    private func range(_ cell: SmallCell) -> ClosedRange<Int> {
        guard case .below(let bound) = cell else { return 0...0 }
        let lower = [5: 1, 10: 5, 20: 10, 50: 20][bound] ?? 0
        return lower...(bound - 1)
    }

    /// The same numbers in every run.
    private struct Steps: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state
        }
    }
}

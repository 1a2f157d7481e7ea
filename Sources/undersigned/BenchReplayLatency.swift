/// Times by size: 32 steps between one power of two and the next, so that a percentile is right to 3 %.
package struct BenchReplayLatency {
    private static let steps = 32
    private var counts = [Int](repeating: 0, count: 28 * steps)
    private(set) var count = 0
    private(set) var largestMicroseconds = 0

    package init() {}

    package mutating func note(microseconds: Int) {
        let value = max(1, microseconds)
        let power = Int.bitWidth - 1 - value.leadingZeroBitCount
        let step = power >= 5 ? (value >> (power - 5)) & (Self.steps - 1) : (value << (5 - power)) & (Self.steps - 1)
        counts[min(power * Self.steps + step, counts.count - 1)] += 1
        count += 1
        largestMicroseconds = max(largestMicroseconds, value)
    }

    mutating func add(_ other: Self) {
        for place in counts.indices { counts[place] += other.counts[place] }
        count += other.count
        largestMicroseconds = max(largestMicroseconds, other.largestMicroseconds)
    }

    /// The time in milliseconds that so large a share is below; nil where nothing was noted.
    package func milliseconds(at share: Double) -> Double? {
        guard count > 0 else { return nil }
        let wanted = max(1, Int((Double(count) * share).rounded(.up)))
        var seen = 0
        for (place, number) in counts.enumerated() {
            seen += number
            guard seen >= wanted else { continue }
            let size = Double(sign: .plus, exponent: place / Self.steps, significand: 1)
            let upper = size * (1 + Double(place % Self.steps + 1) / Double(Self.steps))
            return min(upper, Double(largestMicroseconds)) / 1_000
        }
        return nil
    }
}

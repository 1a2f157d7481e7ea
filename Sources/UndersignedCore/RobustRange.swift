/// What is usual in a row of numbers: their median, and how far half of them lie from it.
///
/// Both stay where they are while fewer than half of the numbers run away, so a spike does not hide itself.
package struct RobustRange: Hashable, Sendable {
    package let median: Double
    /// The median of the distances from the median (MAD).
    package let deviation: Double

    /// Nil for no numbers.
    package init?(_ numbers: [Double]) {
        guard let median = Self.median(numbers),
            let deviation = Self.median(numbers.map { abs($0 - median) })
        else { return nil }
        self.median = median
        self.deviation = deviation
    }

    private static func median(_ numbers: [Double]) -> Double? {
        guard !numbers.isEmpty else { return nil }
        let sorted = numbers.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}

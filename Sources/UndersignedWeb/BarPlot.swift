import UndersignedCore

/// Numbers of one stretch of time after another as bars: SVG, drawn on the server like `SeriesPlot`.
///
/// A bar may have parts, one on top of the other, each drawn in a way of its own; the axis begins at 0.
package struct BarPlot: Sendable {
    /// In columns of the grid: a bar with the gaps beside it, and the gap.
    private static let step = 10
    private static let gap = 1

    /// One bar: its parts from the foot up.
    package let bars: [[Int]]
    /// What stands below the first bar, and below the last one.
    let first: String
    let last: String

    /// - Parameters:
    ///   - bars: In the order of time, those of 0 too; at least one.
    ///   - first: When the first one begins.
    ///   - last: When the last one ends.
    package init(_ bars: [[Int]], from first: String, to last: String) {
        (self.bars, self.first, self.last) = (bars, first, last)
    }

    /// The picture as an `svg` element, as `SeriesPlot.svg` makes it.
    package func svg(in words: Words, id: String, title: String, text: String) -> String {
        let scale = PlotScale(upTo: bars.map { $0.reduce(0, +) }.max() ?? 0)
        let count = bars.map(\.count).max() ?? 0
        let drawing = (0..<count).compactMap { part -> String? in
            let path = path(of: part, scale)
            return path.isEmpty ? nil : "<path class=\"part-\(part + 1)\" d=\"\(path)\"/>"
        }
        return PlotScale.svg(
            id,
            width: max(1, bars.count) * Self.step,
            title: title,
            text: text,
            rules: scale.rules,
            drawing: drawing,
            letters: scale.numbers(words) + PlotScale.foot(first, last)
        )
    }

    private func path(of part: Int, _ scale: PlotScale) -> String {
        var path = ""
        for (number, bar) in bars.enumerated() where part < bar.count && bar[part] > 0 {
            let below = bar[..<part].reduce(0, +)
            let (foot, head) = (scale.row(of: below), scale.row(of: below + bar[part]))
            // A small number beside a large one still leaves a trace.
            let height = max(foot - head, 4)
            path += "M\(number * Self.step + Self.gap) \(foot)v-\(height)h\(Self.step - 2 * Self.gap)v\(height)z"
        }
        return path
    }
}

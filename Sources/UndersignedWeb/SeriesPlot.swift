package import UndersignedCore

/// A petition's count over time as a picture: SVG of some 2 kB, drawn on the server.
///
/// The vertical axis begins at 0 and its top is a round number; each corner is a count the log had at that time, and
/// nothing between them is smoothed. What falls is drawn with a line of its own, so that it is seen. Lengths are in `em`
/// and per cent: letters keep the reader's size at any width, and only the curve is stretched. Time runs from left to
/// right in every language.
package struct SeriesPlot: Sendable {
    /// Columns of the curve's own grid.
    private static let width = 1_000

    /// A corner of the curve.
    package struct Corner: Hashable, Sendable {
        /// From 0 at the start to 1,000 at the end.
        package let x: Int
        /// From 0 at the top of the axis down to 800.
        package let y: Int

        package init(x: Int, y: Int) {
            self.x = x
            self.y = y
        }
    }

    package let start: Moment
    package let end: Moment
    private let scale: PlotScale
    /// Milestones within the axis, clear of its foot, that are not ticks themselves; smallest first.
    package let milestones: [Int]
    /// Left to right; begins at a count of 0.
    package private(set) var corners: [Corner] = []
    /// The highest count on the way.
    package let peak: Int

    /// - Parameters:
    ///   - series: At least one step.
    ///   - end: Where the picture ends; not before the last step begins.
    ///   - goals: The milestones' counts; one just out of reach still gets its place.
    package init(_ series: CountSeries, until end: Moment, goals: [Int]) {
        let start = series.steps.first?.start ?? end
        let last = series.steps.last.map { min($0.start + series.unit, max(end, $0.start + .seconds(1))) } ?? end
        self.start = start
        self.end = max(end, last)
        let peak = max(0, series.steps.flatMap(\.turns).max() ?? 0)
        let near = goals.filter { $0 > 0 && $0 <= peak + peak / 4 }
        let scale = PlotScale(upTo: max(peak, near.max() ?? 0))
        let (ticks, top) = (scale.ticks, scale.top)
        // One that would lie on the axis of 0 was passed long ago, and says nothing.
        milestones = Set(near).filter { $0 <= top && $0 > top / 20 && !ticks.contains($0) }.sorted()
        (self.peak, self.scale) = (peak, scale)
        corners = path(series.steps, unit: series.unit)
    }

    /// Round numbers, smallest first, beginning with 0; the last is the axis's top.
    package var ticks: [Int] { scale.ticks }

    private func path(_ steps: [CountSeries.Step], unit: Moment.Span) -> [Corner] {
        var corners = [Corner(x: 0, y: PlotScale.height)]
        func add(_ moment: Double, _ total: Int) {
            let span = Double(max(1, (end - start).seconds))
            let x = min(Self.width, Int((moment / span * Double(Self.width)).rounded()))
            let corner = Corner(x: x, y: scale.row(of: total))
            if corners[corners.count - 1] != corner { corners.append(corner) }
        }
        var total = 0
        for step in steps {
            let offset = Double((step.start - start).seconds)
            // Until here the count stayed as it was.
            add(offset, total)
            for (index, turn) in step.turns.enumerated() {
                add(offset + Double(unit.seconds) * Double(index + 1) / Double(step.turns.count), turn)
            }
            total = step.total
        }
        add(Double((end - start).seconds), total)
        return corners.indices.filter { !isBetween($0, corners) }.map { corners[$0] }
    }

    /// Whether a corner lies within a level line, so that leaving it out changes nothing.
    private func isBetween(_ index: Int, _ corners: [Corner]) -> Bool {
        guard index > 0, index + 1 < corners.count else { return false }
        return corners[index - 1].y == corners[index].y && corners[index].y == corners[index + 1].y
    }
}

extension SeriesPlot {
    /// The picture as an `svg` element.
    ///
    /// - Parameters:
    ///   - words: The language of numbers and days.
    ///   - id: No other element of the page has it.
    ///   - title: The picture's name.
    ///   - text: What it shows, for those who do not see it.
    /// - Returns: Markup without script, style or address.
    package func svg(in words: Words, id: String = "plot", title: String, text: String) -> String {
        let line = corners.dropFirst().map { "L\($0.x) \($0.y)" }.joined()
        let open = "M0 \(PlotScale.height)"
        let curve = "vector-effect=\"non-scaling-stroke\" fill=\"none\" stroke=\"currentColor\""
        let drawing = [
            "<path fill-opacity=\".12\" d=\"\(open)\(line)V\(PlotScale.height)z\"/>",
            "<path \(curve) stroke-width=\"2\" stroke-linejoin=\"round\" d=\"\(open)\(line)\"/>",
            falls.isEmpty ? nil : "<path class=\"fall\" \(curve) stroke-width=\"4\" d=\"\(falls)\"/>",
        ]
        return PlotScale.svg(
            id,
            width: Self.width,
            title: title,
            text: text,
            rules: scale.rules + goalRules,
            drawing: drawing.compactMap(\.self),
            letters: scale.numbers(words) + goalNumbers(words) + PlotScale.foot(words.day(start), words.day(end))
        )
    }

    /// The stretches in which the count went down.
    private var falls: String {
        zip(corners, corners.dropFirst()).filter { $0.y < $1.y }.map { "M\($0.x) \($0.y)L\($1.x) \($1.y)" }.joined()
    }

    /// Broken lines at the milestones.
    private var goalRules: [String] {
        milestones.map { goal in
            let y = PlotScale.em(scale.place(goal))
            return "<line x2=\"100%\" stroke=\"currentColor\" stroke-opacity=\".8\" stroke-dasharray=\"2 4\" "
                + "y1=\"\(y)\" y2=\"\(y)\"/>"
        }
    }

    /// Milestones, named at the far end.
    private func goalNumbers(_ words: Words) -> [String] {
        // Of two milestones that are too near for two lines of letters, the higher is named.
        let named = milestones.indices.filter { index in
            index + 1 == milestones.count
                || scale.place(milestones[index]) - scale.place(milestones[index + 1]) > 130
        }
        return named.map { index in
            let y = PlotScale.em(scale.place(milestones[index]) - 30)
            return "<text x=\"100%\" text-anchor=\"end\" y=\"\(y)\">\(words.number(milestones[index]))</text>"
        }
    }
}

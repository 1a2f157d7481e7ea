package import UndersignedCore

/// A petition's count over time as a picture: SVG of some 2 kB, drawn on the server.
///
/// The vertical axis begins at 0 and its top is a round number; each corner is a count the log had at that time, and
/// nothing between them is smoothed. What falls is drawn with a line of its own, so that it is seen. Lengths are in `em`
/// and per cent: letters keep the reader's size at any width, and only the curve is stretched. Time runs from left to
/// right in every language.
package struct SeriesPlot: Sendable {
    /// Columns and rows of the curve's own grid.
    private static let width = 1_000
    private static let height = 800
    /// In hundredths of an em: the space above the curve, and the curve's own height.
    private static let margin = 160
    private static let body = 900

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
    /// Round numbers, smallest first, beginning with 0; the last is the axis's top.
    package let ticks: [Int]
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
        let ticks = Self.ticks(for: max(peak, near.max() ?? 0, 1))
        let top = ticks[ticks.count - 1]
        // One that would lie on the axis of 0 was passed long ago, and says nothing.
        milestones = Set(near).filter { $0 <= top && $0 > top / 20 && !ticks.contains($0) }.sorted()
        (self.peak, self.ticks) = (peak, ticks)
        corners = path(series.steps, unit: series.unit, top: top)
    }

    /// At most five round numbers from 0 to the first that is not below a count.
    private static func ticks(for count: Int) -> [Int] {
        var step = 1
        var factors = 0
        while step * 4 < count {
            step = factors % 3 == 1 ? step / 2 * 5 : step * 2
            factors += 1
        }
        return Array(stride(from: 0, through: (count + step - 1) / step * step, by: step))
    }

    private func path(_ steps: [CountSeries.Step], unit: Moment.Span, top: Int) -> [Corner] {
        var corners = [Corner(x: 0, y: Self.height)]
        func add(_ moment: Double, _ total: Int) {
            let span = Double(max(1, (end - start).seconds))
            let x = min(Self.width, Int((moment / span * Double(Self.width)).rounded()))
            let y = Self.height - Int((Double(max(0, total)) / Double(top) * Double(Self.height)).rounded())
            let corner = Corner(x: x, y: y)
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
    ///   - title: The picture's name.
    ///   - text: What it shows, for those who do not see it.
    /// - Returns: Markup without script, style or address.
    package func svg(in words: Words, title: String, text: String) -> String {
        let escape = MarkupContentType().escapeText
        let line = corners.dropFirst().map { "L\($0.x) \($0.y)" }.joined()
        let open = "M0 \(Self.height)"
        let curve = "vector-effect=\"non-scaling-stroke\" fill=\"none\" stroke=\"currentColor\""
        return """
            <svg class="plot" role="img" aria-labelledby="plot-title plot-text" width="100%" height="12.4em" \
            direction="ltr" fill="currentColor">
            <title id="plot-title">\(escape(title))</title>
            <desc id="plot-text">\(escape(text))</desc>
            \(scale(words))
            <svg y="\(Self.em(Self.margin))" width="100%" height="\(Self.em(Self.body))" \
            viewBox="0 0 \(Self.width) \(Self.height)" preserveAspectRatio="none" overflow="visible">
            <path fill-opacity=".12" d="\(open)\(line)V\(Self.height)z"/>
            <path \(curve) stroke-width="2" stroke-linejoin="round" d="\(open)\(line)"/>
            \(falls.isEmpty ? "" : "<path class=\"fall\" \(curve) stroke-width=\"4\" d=\"\(falls)\"/>\n")</svg>
            </svg>
            """
    }

    /// The stretches in which the count went down.
    private var falls: String {
        zip(corners, corners.dropFirst()).filter { $0.y < $1.y }.map { "M\($0.x) \($0.y)L\($1.x) \($1.y)" }.joined()
    }

    /// Lines with their numbers, milestones broken and named at the far end, and both ends of the time.
    private func scale(_ words: Words) -> String {
        let stroke = "<line x2=\"100%\" stroke=\"currentColor\""
        let rules = ticks.map { tick in
            let y = Self.em(place(tick))
            return "\(stroke) stroke-opacity=\"\(tick == 0 ? ".8" : ".2")\" y1=\"\(y)\" y2=\"\(y)\"/>"
        }
        let goals = milestones.map { goal in
            let y = Self.em(place(goal))
            return "\(stroke) stroke-opacity=\".8\" stroke-dasharray=\"2 4\" y1=\"\(y)\" y2=\"\(y)\"/>"
        }
        let numbers = ticks.dropFirst().map { tick in
            "<text y=\"\(Self.em(place(tick) - 30))\">\(words.number(tick))</text>"
        }
        // Of two milestones that are too near for two lines of letters, the higher is named.
        let named = milestones.indices.filter { index in
            index + 1 == milestones.count || place(milestones[index]) - place(milestones[index + 1]) > 130
        }
        let names = named.map { index in
            let y = Self.em(place(milestones[index]) - 30)
            return "<text x=\"100%\" text-anchor=\"end\" y=\"\(y)\">\(words.number(milestones[index]))</text>"
        }
        let foot = Self.em(Self.margin + Self.body + 150)
        let first = "<text y=\"\(foot)\">\(words.day(start))</text>"
        let last = "<text x=\"100%\" text-anchor=\"end\" y=\"\(foot)\">\(words.day(end))</text>"
        return (rules + goals + numbers + names + [first, last]).joined(separator: "\n")
    }

    /// How far down a count stands, in hundredths of an em.
    private func place(_ count: Int) -> Int {
        Self.margin + Self.body - count * Self.body / ticks[ticks.count - 1]
    }

    private static func em(_ hundredths: Int) -> String {
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        return rest == 0 ? "\(whole)em" : "\(whole).\(rest < 10 ? "0" : "")\(rest)em"
    }
}

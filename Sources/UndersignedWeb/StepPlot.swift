import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// What was obligated on an award, modification by modification: each a step up, or down where money was taken back.
struct StepPlot {
    private static let width = 1_000

    private let steps: [(day: Int64, total: Int64)]
    private let currency: CurrencyCode
    private let (first, last): (String, String)

    /// - Parameters:
    ///   - timeline: In the order of time, more than one day; those without a date stand at the beginning.
    ///   - currency: Of all.
    init?(_ timeline: [Dossier.Step], _ currency: CurrencyCode) {
        let days = timeline.map { step in
            step.day.flatMap { CalendarDate($0.text) }.map { $0.moment.seconds / 86_400 }
        }
        guard timeline.count > 1, let start = days.compactMap({ $0 }).min(), let end = days.compactMap({ $0 }).max(),
            start < end
        else { return nil }
        steps = zip(days, timeline).map { ($0 ?? start, $1.total) }
        first = timeline.compactMap(\.day).min()?.text ?? ""
        last = timeline.compactMap(\.day).max()?.text ?? ""
        self.currency = currency
    }

    private var top: Int64 { max(0, steps.map(\.total).max() ?? 0) }
    private var foot: Int64 { min(0, steps.map(\.total).min() ?? 0) }

    /// From 0 at the top to 1 at the foot.
    private func place(_ value: Int64) -> Double {
        let range = Double(top) - Double(foot)
        return range > 0 ? (Double(top) - Double(value)) / range : 1
    }

    func svg(in words: Words, id: String, title: String, text: String) -> String {
        let marks = Set([top, 0, foot]).sorted(by: >)
        let (line, falls) = paths
        let stroke = "fill=\"none\" stroke=\"currentColor\" vector-effect=\"non-scaling-stroke\""
        var drawing = ["<path \(stroke) stroke-width=\"2\" d=\"\(line)\"/>"]
        if !falls.isEmpty { drawing.append("<path class=\"fall\" \(stroke) stroke-width=\"4\" d=\"\(falls)\"/>") }
        return PlotScale.svg(
            id,
            width: Self.width,
            title: title,
            text: text,
            rules: marks.map { value in
                let y = height(value)
                return "<line x2=\"100%\" stroke=\"currentColor\" stroke-opacity=\"\(value == 0 ? ".8" : ".2")\" "
                    + "y1=\"\(y)\" y2=\"\(y)\"/>"
            },
            drawing: drawing,
            letters: marks.filter { $0 != 0 }.map { letter($0, words) }
                + PlotScale.foot(words.day(written: first), words.day(written: last))
        )
    }

    private func height(_ value: Int64) -> String {
        PlotScale.em(PlotScale.margin + Int((place(value) * Double(PlotScale.body)).rounded()))
    }

    private func letter(_ value: Int64, _ words: Words) -> String {
        let text = MarkupContentType().escapeText(words.amount(value, currency))
        let y = PlotScale.margin + Int((place(value) * Double(PlotScale.body)).rounded()) - 30
        return "<text y=\"\(PlotScale.em(y))\">\(text)</text>"
    }

    /// The line from step to step, and those of its steps that go down.
    private var paths: (line: String, falls: String) {
        let start = steps.map(\.day).min() ?? 0
        let range = Double(max(1, (steps.map(\.day).max() ?? 1) - start))
        func row(_ total: Int64) -> Int { Int((place(total) * Double(PlotScale.height)).rounded()) }
        var (line, falls) = ("M0 \(row(0))", "")
        var total: Int64 = 0
        for step in steps {
            let x = Int((Double(step.day - start) / range * Double(Self.width)).rounded())
            line += "H\(x)V\(row(step.total))"
            if step.total < total { falls += "M\(x) \(row(total))V\(row(step.total))" }
            total = step.total
        }
        return (line + "H\(Self.width)", falls)
    }
}

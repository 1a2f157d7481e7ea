import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// Obligations by year as bars: SVG, drawn on the server; what was taken back in a year goes down from the axis.
struct ObligationPlot {
    private static let step = 10
    private static let gap = 1
    /// A bar for each year between the first and the last, as long as they are not more than this.
    private static let mostYears = 60

    private let years: [Int]
    private let cents: [Int: Int64]
    private let currency: CurrencyCode

    /// - Parameter sums: Of one currency and one class; those without a year are left out.
    init?(_ sums: [Dossier.Sum]) {
        let dated = sums.filter { $0.year > 0 && $0.kind == .obligated }
        guard let first = dated.map(\.year).min(), let last = dated.map(\.year).max(), first < last else { return nil }
        cents = Dictionary(dated.map { ($0.year, $0.cents) }) { first, _ in first }
        years = last - first < Self.mostYears ? Array(first...last) : cents.keys.sorted()
        currency = dated[0].currency
    }

    private var top: Int64 { max(0, cents.values.max() ?? 0) }
    private var foot: Int64 { min(0, cents.values.min() ?? 0) }

    /// From 0 at the top to 1 at the foot.
    private func place(_ value: Int64) -> Double {
        let range = Double(top) - Double(foot)
        return range > 0 ? (Double(top) - Double(value)) / range : 1
    }

    func svg(in words: Words, id: String, title: String, text: String) -> String {
        let marks = Set([top, 0, foot]).sorted(by: >)
        return PlotScale.svg(
            id,
            width: years.count * Self.step,
            title: title,
            text: text,
            rules: marks.map(rule),
            drawing: ["<path class=\"part-1\" d=\"\(path)\"/>"],
            letters: marks.filter { $0 != 0 }.map { letter($0, words) }
                + PlotScale.foot(String(years[0]), String(years[years.count - 1]))
        )
    }

    private func height(_ value: Int64) -> String {
        PlotScale.em(PlotScale.margin + Int((place(value) * Double(PlotScale.body)).rounded()))
    }

    private func rule(_ value: Int64) -> String {
        let y = height(value)
        return "<line x2=\"100%\" stroke=\"currentColor\" stroke-opacity=\"\(value == 0 ? ".8" : ".2")\" "
            + "y1=\"\(y)\" y2=\"\(y)\"/>"
    }

    private func letter(_ value: Int64, _ words: Words) -> String {
        let text = MarkupContentType().escapeText(words.amount(value, currency))
        let y = PlotScale.margin + Int((place(value) * Double(PlotScale.body)).rounded()) - 30
        return "<text y=\"\(PlotScale.em(y))\">\(text)</text>"
    }

    private var path: String {
        let axis = Int((place(0) * Double(PlotScale.height)).rounded())
        return years.enumerated().map { number, year in
            guard let value = cents[year], value != 0 else { return "" }
            let end = Int((place(value) * Double(PlotScale.height)).rounded())
            // A small amount beside a large one still leaves a trace.
            let (head, length) = value > 0 ? (min(end, axis - 4), max(axis - end, 4)) : (axis, max(end - axis, 4))
            let left = number * Self.step + Self.gap
            return "M\(left) \(head)v\(length)h\(Self.step - 2 * Self.gap)v-\(length)z"
        }.joined()
    }
}

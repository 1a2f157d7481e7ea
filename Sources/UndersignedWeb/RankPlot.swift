import UndersignedCore

/// Amounts from the largest down as lying bars: SVG, drawn on the server; they begin where the language's lines begin.
struct RankPlot {
    struct Bar {
        let name: String
        let amount: String
        let cents: Int64
    }

    /// Of one currency.
    let bars: [Bar]

    /// In hundredths of an em: of a bar with its name.
    private static let step = 290
    /// In per cent: what a bar can take beside its amount.
    private static let widest = 52.0
    /// In characters: what a telephone shows.
    private static let longestName = 34

    func svg(in words: Words, id: String, title: String, text: String) -> String {
        let escape = MarkupContentType().escapeText
        let isMirrored = words.language.direction == "rtl"
        let largest = max(1, bars.map { Double($0.cents.magnitude) }.max() ?? 1)
        let (start, end) = isMirrored ? ("100%", "0") : ("0", "100%")
        let drawing = bars.enumerated().map { number, bar in
            let top = number * Self.step
            let width = max(0.4, (Double(bar.cents.magnitude) / largest * Self.widest * 10).rounded() / 10)
            let left = isMirrored ? 100 - width : 0
            let fall = bar.cents < 0 ? " class=\"fall\"" : ""
            let name = escape(PlotName.short(bar.name, Self.longestName))
            return "<text x=\"\(start)\" y=\"\(PlotScale.em(top + 100))\">\(name)</text>"
                + "<rect\(fall) x=\"\(left)%\" y=\"\(PlotScale.em(top + 135))\" width=\"\(width)%\" height=\"1em\" "
                + "fill=\"currentColor\"/><text x=\"\(end)\" text-anchor=\"end\" y=\"\(PlotScale.em(top + 222))\">"
                + "\(escape(bar.amount))</text>"
        }
        return """
            <svg class="plot" role="img" aria-labelledby="\(id)-title \(id)-text" width="100%" \
            height="\(PlotScale.em(bars.count * Self.step))" direction="\(words.language.direction)" fill="currentColor">
            <title id="\(id)-title">\(escape(title))</title>
            <desc id="\(id)-text">\(escape(text))</desc>
            \(drawing.joined(separator: "\n"))
            </svg>
            """
    }
}

/// A name as a picture has room for it; whole in the table behind.
enum PlotName {
    static func short(_ name: String, _ longest: Int) -> String {
        name.count > longest ? String(name.prefix(longest - 1)) + "…" : name
    }
}

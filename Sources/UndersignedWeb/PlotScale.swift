import UndersignedCore

/// The upright axis of a picture: round numbers from 0 up, each with its line.
///
/// Lengths are in `em` and per cent: letters keep the reader's size at any width.
struct PlotScale: Sendable {
    /// Rows of the picture's own grid.
    static let height = 800
    /// In hundredths of an em: the space above what is drawn, and its own height.
    static let margin = 160
    static let body = 900

    /// Round numbers, smallest first, beginning with 0; the last is the axis's top.
    let ticks: [Int]

    /// - Parameter count: The largest number that is drawn.
    init(upTo count: Int) {
        ticks = Self.ticks(for: max(1, count))
    }

    var top: Int { ticks[ticks.count - 1] }

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

    /// Where a count stands in the grid, from 0 at the top.
    func row(of count: Int) -> Int {
        Self.height - Int((Double(max(0, count)) / Double(top) * Double(Self.height)).rounded())
    }

    /// How far down a count stands, in hundredths of an em.
    func place(_ count: Int) -> Int {
        Self.margin + Self.body - count * Self.body / top
    }

    /// Its lines.
    var rules: [String] {
        ticks.map { tick in
            let y = Self.em(place(tick))
            return "<line x2=\"100%\" stroke=\"currentColor\" stroke-opacity=\"\(tick == 0 ? ".8" : ".2")\" "
                + "y1=\"\(y)\" y2=\"\(y)\"/>"
        }
    }

    /// What stands on its lines.
    func numbers(_ words: Words) -> [String] {
        ticks.dropFirst().map { tick in
            "<text y=\"\(Self.em(place(tick) - 30))\">\(words.number(tick))</text>"
        }
    }

    /// What stands below both ends of the time.
    static func foot(_ first: String, _ last: String) -> [String] {
        let y = em(margin + body + 150)
        return ["<text y=\"\(y)\">\(first)</text>", "<text x=\"100%\" text-anchor=\"end\" y=\"\(y)\">\(last)</text>"]
    }

    /// The element around a picture: its name, what it shows for those who do not see it, its axis, and the drawing.
    ///
    /// - Parameters:
    ///   - id: No other element of the page has it.
    ///   - width: Columns of the drawing's grid.
    ///   - title: The picture's name.
    ///   - text: What it shows.
    ///   - rules: Lines behind the drawing.
    ///   - drawing: Elements in the grid, which alone is stretched.
    ///   - letters: What stands before it.
    /// - Returns: Markup without script, style or address.
    static func svg(
        _ id: String,
        width: Int,
        title: String,
        text: String,
        rules: [String],
        drawing: [String],
        letters: [String]
    ) -> String {
        let escape = MarkupContentType().escapeText
        return """
            <svg class="plot" role="img" aria-labelledby="\(id)-title \(id)-text" width="100%" height="12.4em" \
            direction="ltr" fill="currentColor">
            <title id="\(id)-title">\(escape(title))</title>
            <desc id="\(id)-text">\(escape(text))</desc>
            \(rules.joined(separator: "\n"))
            <svg y="\(em(margin))" width="100%" height="\(em(body))" \
            viewBox="0 0 \(width) \(height)" preserveAspectRatio="none" overflow="visible">
            \(drawing.joined(separator: "\n"))
            </svg>
            \(letters.joined(separator: "\n"))
            </svg>
            """
    }

    static func em(_ hundredths: Int) -> String {
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        return rest == 0 ? "\(whole)em" : "\(whole).\(rest < 10 ? "0" : "")\(rest)em"
    }
}

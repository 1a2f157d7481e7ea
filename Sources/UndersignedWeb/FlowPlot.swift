import UndersignedApp
import UndersignedCore

/// Who buys from whom: agencies on one side, suppliers on the other, and between them bands as wide as what was obligated.
///
/// Agencies stand where the language's lines begin. Lengths are in `em` and per cent; only the bands are stretched.
struct FlowPlot {
    let flow: DossierFlow

    /// In hundredths of an em: the line of a name, the space below a bar, and the height of all bars together.
    private static let (label, gap, body) = (150, 60, 1_400)
    /// Columns of the bands' grid, and of a bar in it.
    private static let (width, bar) = (1_000, 14)
    private static let longestName = 17

    /// Where a node lies, from the top, in hundredths of an em.
    private struct Node {
        let name: String
        let top: Int
        let height: Int
    }

    private func scaled(_ cents: Int64) -> Int {
        let all = flow.amounts.joined().reduce(0.0) { $0 + Double($1) }
        return all > 0 ? Int((Double(cents) / all * Double(Self.body)).rounded()) : 0
    }

    private func nodes(_ names: [String], _ sums: [Int64]) -> [Node] {
        var top = 0
        return zip(names, sums).map { name, sum in
            let node = Node(name: name, top: top + Self.label, height: max(12, scaled(sum)))
            top = node.top + node.height + Self.gap
            return node
        }
    }

    func svg(in words: Words, id: String, title: String, text: String) -> String {
        let escape = MarkupContentType().escapeText
        let isMirrored = words.language.direction == "rtl"
        let others = words.text("evidence.others")
        func names(_ nodes: [Dossier.Name?]) -> [String] {
            nodes.map { $0.map { $0.name.isEmpty ? words.text("evidence.unnamed") : $0.name } ?? others }
        }
        /// Parts of one department would look alike: where there is no room for both, the part's own name stands.
        func part(_ name: String) -> String {
            guard name.count > Self.longestName, let comma = name.firstRange(of: ", ") else { return name }
            return String(name[comma.upperBound...])
        }
        let agencies = nodes(names(flow.agencies).map(part), flow.amounts.map { $0.reduce(0, +) })
        let suppliers = nodes(
            names(flow.suppliers),
            flow.suppliers.indices.map { place in flow.amounts.reduce(0) { $0 + $1[place] } }
        )
        let height = (agencies + suppliers).map { $0.top + $0.height }.max() ?? 0
        let (start, end) = isMirrored ? ("100%", "0") : ("0", "100%")
        let letters =
            agencies.map { Self.letter($0, "x=\"\(start)\"") }
            + suppliers.map { Self.letter($0, "x=\"\(end)\" text-anchor=\"end\"") }
        return """
            <svg class="plot" role="img" aria-labelledby="\(id)-title \(id)-text" width="100%" \
            height="\(PlotScale.em(height + 20))" direction="\(words.language.direction)" fill="currentColor">
            <title id="\(id)-title">\(escape(title))</title>
            <desc id="\(id)-text">\(escape(text))</desc>
            <svg width="100%" height="\(PlotScale.em(height))" viewBox="0 0 \(Self.width) \(height)" \
            preserveAspectRatio="none"><g\(isMirrored ? " transform=\"translate(\(Self.width) 0) scale(-1 1)\"" : "")>
            <path fill-opacity=".22" d="\(bands(agencies, suppliers))"/>
            <path d="\(bars(agencies, at: 0))\(bars(suppliers, at: Self.width - Self.bar))"/>
            </g></svg>
            \(letters.joined(separator: "\n"))
            </svg>
            """
    }

    private static func letter(_ node: Node, _ place: String) -> String {
        let name = MarkupContentType().escapeText(PlotName.short(node.name, longestName))
        return "<text \(place) y=\"\(PlotScale.em(node.top - 35))\">\(name)</text>"
    }

    private func bars(_ nodes: [Node], at x: Int) -> String {
        nodes.map { "M\(x) \($0.top)h\(Self.bar)v\($0.height)h-\(Self.bar)z" }.joined()
    }

    private func bands(_ agencies: [Node], _ suppliers: [Node]) -> String {
        var (path, ends) = ("", suppliers.map(\.top))
        let (left, middle, right) = (Self.bar, Self.width / 2, Self.width - Self.bar)
        for (agency, row) in zip(agencies, flow.amounts) {
            var start = agency.top
            for (place, cents) in row.enumerated() where cents > 0 {
                let (height, end) = (max(3, scaled(cents)), ends[place])
                path +=
                    "M\(left) \(start)C\(middle) \(start) \(middle) \(end) \(right) \(end)v\(height)"
                    + "C\(middle) \(end + height) \(middle) \(start + height) \(left) \(start + height)z"
                start += height
                ends[place] += height
            }
        }
        return path
    }
}

import Foundation

/// One plot of a run over its seconds, as SVG.
struct BenchReplayPlot {
    /// One line of a plot; nil where a second has no value.
    struct Line {
        let name: String
        let colour: String
        let values: [Double?]
    }

    let name: String
    let title: String
    let lines: [Line]
    /// Whether the steps of the scale are powers of ten.
    var isLogarithmic = false

    private static let size = (width: 860.0, height: 300.0)
    private static let frame = (left: 70.0, right: 20.0, top: 44.0, bottom: 34.0)
    private static let colours = ["#1f5fa8", "#b3541e", "#3a7d44", "#7a3e9d"]

    /// Arrival, latency and memory.
    static func all(of series: [BenchReplaySeries.Second]) -> [BenchReplayPlot] {
        func line(_ name: String, _ colour: Int, _ value: (BenchReplaySeries.Second) -> Double?) -> Line {
            Line(name: name, colour: colours[colour], values: series.map(value))
        }
        let arrival = [
            line("due", 0) { Double($0.due) }, line("confirmed", 1) { Double($0.confirmed) },
            line("mails", 2) { Double($0.mails) },
        ]
        let latency = [
            line("ask p50", 0, \.askP50), line("ask p99", 1, \.askP99), line("confirm p99", 2, \.confirmP99),
            line("view p99", 3, \.viewP99),
        ]
        return [
            BenchReplayPlot(name: "arrival", title: "Signatures and mails a second", lines: arrival),
            BenchReplayPlot(
                name: "latency",
                title: "Milliseconds, from when it was due",
                lines: latency,
                isLogarithmic: true
            ),
            BenchReplayPlot(
                name: "memory",
                title: "Resident memory of the server, MB",
                lines: [line("memory", 0, \.memory)]
            ),
        ]
    }

    var svg: String {
        let (width, height) = Self.size
        let most = max(1, lines.flatMap(\.values).compactMap { $0 }.max() ?? 1)
        let scale = Scale(most: most, isLogarithmic: isLogarithmic)
        let head = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(width)) \(Int(height))" role="img" \
            font-family="sans-serif" font-size="12">
            <title>\(title)</title>
            <rect width="100%" height="100%" fill="#fff"/>
            <text x="\(Int(Self.frame.left))" y="18" font-size="14">\(title)</text>
            """
        return ([head] + steps(scale) + seconds + lines.enumerated().flatMap { drawn($1, $0, scale) } + ["</svg>"])
            .joined(separator: "\n")
    }

    private func steps(_ scale: Scale) -> [String] {
        scale.steps.map { step in
            let y = height(step, scale)
            return """
                <path d="M\(Self.frame.left) \(y)H\(Self.size.width - Self.frame.right)" stroke="#ddd"/>\
                <text x="\(Self.frame.left - 6)" y="\(y + 4)" text-anchor="end">\(scale.words(step))</text>
                """
        }
    }

    private var seconds: [String] {
        let count = lines.first?.values.count ?? 0
        return (0...4).map { part in
            let second = count * part / 4
            let anchor = part == 4 ? "end" : "middle"
            return
                "<text x=\"\(place(second, count))\" y=\"\(Self.size.height - 12)\" text-anchor=\"\(anchor)\">\(second) s</text>"
        }
    }

    private func drawn(_ line: Line, _ number: Int, _ scale: Scale) -> [String] {
        var path = ""
        var isPenDown = false
        for (second, value) in line.values.enumerated() {
            guard let value else {
                isPenDown = false
                continue
            }
            path += "\(isPenDown ? "L" : "M")\(place(second, line.values.count)) \(height(value, scale))"
            isPenDown = true
        }
        let x = Self.frame.left + Double(number) * 150
        return [
            "<path d=\"\(path)\" fill=\"none\" stroke=\"\(line.colour)\"/>",
            "<text x=\"\(x)\" y=\"36\" fill=\"\(line.colour)\">\(line.name)</text>",
        ]
    }

    private func place(_ second: Int, _ count: Int) -> Double {
        let span = Self.size.width - Self.frame.left - Self.frame.right
        return Self.rounded(Self.frame.left + span * Double(second) / Double(max(1, count)))
    }

    private func height(_ value: Double, _ scale: Scale) -> Double {
        let span = Self.size.height - Self.frame.top - Self.frame.bottom
        return Self.rounded(Self.frame.top + span * (1 - scale.share(value)))
    }

    private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }

    /// From nothing, or from a tenth of a unit, to the largest value.
    private struct Scale {
        let most: Double
        let isLogarithmic: Bool
        private static let least = 0.1

        func share(_ value: Double) -> Double {
            guard isLogarithmic else { return value / most }
            return log10(max(value, Self.least) / Self.least) / log10(max(most, 1) / Self.least)
        }

        var steps: [Double] {
            guard isLogarithmic else { return (0...4).map { most * Double($0) / 4 } }
            return (0..<8).map { Self.least * pow(10, Double($0)) }.filter { $0 <= most }
        }

        func words(_ step: Double) -> String {
            step >= 10 || step == 0 ? "\(Int(step.rounded()))" : "\((step * 10).rounded() / 10)"
        }
    }
}

/// When signatures are due: fixed before the run, so that a slow server can't slow the load.
package struct BenchReplayArrivals: Sendable {
    /// How many are due at the end of each second of the run.
    private let cumulative: [Double]
    /// Said before the run.
    let words: String

    package var seconds: Int { cumulative.count }
    package var total: Int { Int(cumulative.last ?? 0) }

    /// So many a second, steadily.
    package init(steady rate: Double, seconds: Double) {
        let span = Int(seconds.rounded(.up))
        cumulative = (0..<span).map { min(Double($0 + 1), seconds) * rate }
        words = "\(Self.number(rate)) signatures a second for \(span) s: \(Int(rate * seconds))"
    }

    /// A piece of a curve.
    ///
    /// - Parameters:
    ///   - curve: How many had signed by when.
    ///   - from: Where to begin, in seconds since 1970.
    ///   - to: Where to end.
    ///   - speed: Seconds of the curve in one second of the run.
    ///   - cap: Signatures a second at most; those above come as soon as there is room.
    ///   - seconds: The run's length at most.
    package init(_ curve: BenchReplayCurve, from: Double, to: Double, speed: Double, cap: Double?, seconds: Double) {
        let first = curve.count(at: from)
        let wanted = max(0, curve.count(at: to) - first)
        let whole = max(0, to - from) / speed
        var cumulative: [Double] = []
        var (due, busiest, lateMost) = (0.0, 0.0, 0.0)
        while Double(cumulative.count) < seconds, Double(cumulative.count) < whole || due < wanted.rounded(.down) {
            let asked = curve.count(at: min(to, from + Double(cumulative.count + 1) * speed)) - first
            let next = min(asked, due + (cap ?? .infinity))
            busiest = max(busiest, next - due)
            lateMost = max(lateMost, asked - next)
            due = next
            cumulative.append(due)
        }
        self.cumulative = cumulative
        words = """
            \(Int(wanted)) signatures of the curve, which take \(Int(whole.rounded(.up))) s at \(Self.number(speed)) \
            times its speed; this run: \(Int(due)) in \(cumulative.count) s, at most \(Self.number(busiest)) a second\
            \(lateMost >= 1 ? "; up to \(Int(lateMost)) wait for their turn under the cap" : "")
            """
    }

    /// How many signatures are due after so many seconds of the run.
    package func due(at second: Double) -> Int {
        guard second > 0, let last = cumulative.last else { return 0 }
        let whole = Int(second)
        guard whole < cumulative.count else { return Int(last) }
        let before = whole == 0 ? 0 : cumulative[whole - 1]
        return Int(before + (cumulative[whole] - before) * (second - Double(whole)))
    }

    private static func number(_ value: Double) -> String {
        value >= 10 ? "\(Int(value.rounded()))" : "\((value * 100).rounded() / 100)"
    }
}

/// How many look.
enum BenchReplayViews: Sendable {
    /// So many views a second.
    case steady(Double)
    /// So many views for each signature, at its time.
    case bySignature(Double)

    /// How many views are due.
    func due(at second: Double, signatures: Int) -> Int {
        switch self {
        case .steady(let rate): Int(rate * second)
        case .bySignature(let count): Int(count * Double(signatures))
        }
    }
}

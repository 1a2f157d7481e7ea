import Foundation

/// A run's figures, for people, for programs, and as plots.
struct BenchReplayReport {
    private let outcome: BenchReplayOutcome
    private let summary: Summary
    private var series: [BenchReplaySeries.Second] { outcome.record.series.seconds }

    /// The keys of `summary.json`.
    private struct Summary: Encodable {
        let plan: String
        let seconds: Int
        let due: Int
        let asked: Int
        let confirmed: Int
        let countBefore: Int
        let countAfter: Int
        let verified: Int?
        let views: Int
        let errors: Int
        let problems: [String]
        let signaturesPerSecond: Double
        /// The median and the best second of the part in which signatures were due.
        let confirmedPerSecondMedian: Int
        let confirmedPerSecondMost: Int
        let viewsPerSecond: Double
        let milliseconds: [String: Times]
        let pageAgeSecondsMost: Double
        let countAgeSecondsMost: Double
        let pagesSampled: Int
        let repeatedOnQuietConnections: Int
        let memoryMegabytesMost: Double?
    }

    private struct Times: Encodable {
        let p50: Double
        let p99: Double
        let most: Double
    }

    init(_ outcome: BenchReplayOutcome, arrivals: BenchReplayArrivals) {
        self.outcome = outcome
        let record = outcome.record
        let seconds = record.series.seconds
        let busy = seconds.prefix(arrivals.seconds)
        let rates = busy.map(\.confirmed).sorted()
        let views = seconds.reduce(0) { $0 + $1.views }
        var times: [String: Times] = [:]
        for act in BenchReplaySeries.Act.allCases {
            let latency = record.series.whole[act.rawValue]
            guard let half = latency.milliseconds(at: 0.5), let most = latency.milliseconds(at: 1) else { continue }
            times["\(act)"] = Times(p50: half, p99: latency.milliseconds(at: 0.99) ?? most, most: most)
        }
        summary = Summary(
            plan: arrivals.words,
            seconds: seconds.count,
            due: seconds.reduce(0) { $0 + $1.due },
            asked: seconds.reduce(0) { $0 + $1.asked },
            confirmed: record.acknowledged,
            countBefore: record.countBefore,
            countAfter: outcome.countAfter,
            verified: outcome.verified,
            views: views,
            errors: record.failures.values.reduce(0, +),
            problems: outcome.problems,
            signaturesPerSecond: Double(record.acknowledged) / Double(max(1, seconds.count)),
            confirmedPerSecondMedian: rates.isEmpty ? 0 : rates[rates.count / 2],
            confirmedPerSecondMost: rates.last ?? 0,
            viewsPerSecond: Double(views) / Double(max(1, arrivals.seconds)),
            milliseconds: times,
            pageAgeSecondsMost: record.oldestPage,
            countAgeSecondsMost: record.oldestCount,
            pagesSampled: record.pageSamples,
            repeatedOnQuietConnections: record.repeatedCount,
            memoryMegabytesMost: outcome.largestMegabytes
        )
    }

    /// Writes `summary.json`, `series.json`, `series.csv` and three plots.
    ///
    /// - Throws: `ExitCode(1)` where the folder can't be written.
    func write(into folder: String) throws {
        let plots = BenchReplayPlot.all(of: series)
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            var files = plots.map { ("\($0.name).svg", $0.svg) }
            files += [("summary.json", try json()), ("series.json", try Self.json(series)), ("series.csv", csv)]
            for (name, text) in files {
                try Data((text + "\n").utf8).write(to: URL(filePath: "\(folder)/\(name)"))
            }
        } catch {
            throw stop(1, "--out: the folder \(folder) can't be written")
        }
    }

    /// - Throws: Nothing in practice: the values are plain.
    func json() throws -> String { try Self.json(summary) }

    var text: String {
        let times = summary.milliseconds.sorted { $0.key < $1.key }.map { name, times in
            let (half, most) = (Self.short(times.p50), Self.short(times.most))
            return "\(name) ms: p50 \(half), p99 \(Self.short(times.p99)), most \(most)"
        }
        let lines = [
            summary.plan,
            "due \(summary.due), asked \(summary.asked), confirmed \(summary.confirmed) in \(summary.seconds) s",
            "confirmed a second: median \(summary.confirmedPerSecondMedian), most \(summary.confirmedPerSecondMost)",
            "views \(summary.views), \(Self.short(summary.viewsPerSecond)) a second; errors \(summary.errors)",
            "count \(summary.countBefore) before, \(summary.countAfter) after, \(summary.verified ?? -1) in the log",
            "page at most \(Self.short(summary.pageAgeSecondsMost)) s old in \(summary.pagesSampled) samples",
        ]
        let memory = summary.memoryMegabytesMost.map { ["memory of the server: at most \(Self.short($0)) MB"] } ?? []
        let verdict =
            summary.problems.isEmpty
            ? ["Every number agrees."] : ["Not as it must be:"] + summary.problems.map { "  " + $0 }
        return (lines + times + memory + verdict).joined(separator: "\n")
    }

    private var csv: String {
        let head = """
            second,due,asked,mails,confirmed,views,errors,ask_p50_ms,ask_p99_ms,confirm_p50_ms,confirm_p99_ms,\
            view_p50_ms,view_p99_ms,mail_p50_ms,mail_p99_ms,memory_mb,shown,acknowledged
            """
        let rows = series.map { second in
            let counts = [
                second.second, second.due, second.asked, second.mails, second.confirmed, second.views, second.errors,
            ].map(String.init)
            let times = [
                second.askP50, second.askP99, second.confirmP50, second.confirmP99, second.viewP50, second.viewP99,
                second.mailP50, second.mailP99, second.memory,
            ].map { $0.map(Self.short) ?? "" }
            let ends = [second.shown, second.acknowledged].map { $0.map(String.init) ?? "" }
            return (counts + times + ends).joined(separator: ",")
        }
        return ([head] + rows).joined(separator: "\n")
    }

    private static func short(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

import ArgumentParser
import Foundation

/// `undersigned bench replay`: the signatures of a real petition, once more, through HTTP.
struct BenchReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Replay a curve of confirmed signatures against a site on this machine, and check every number.",
        discussion: """
            undersigned bench replay --site http://127.0.0.1:8080 --petition library --mail ./data/mail --out ./replay \\
                --curve 241584-revoke-article-50.timeseries.csv --from 2019-03-26T00:00:00Z --speed 60 --seconds 600
            undersigned bench replay … --peak 10 --minutes 10 --views 10000

            Start the site with --limits off and --mail folder:DIR. Every signature asks through the form, reads its \
            mail and presses the button; its mails are deleted once read. Exit codes: 0 every number agrees, 1 \
            something is not as it must be, 2 wrong usage, 3 a verification failed, 5 no answer.
            """
    )

    @Option(help: "Address of the site; only 127.0.0.1, ::1 and localhost are taken.")
    var site: String

    @Option(help: "The slug of the open petition.")
    var petition: String

    @Option(help: "The folder that the site's mails arrive in.")
    var mail: String

    @Option(help: "The folder for series, plots and summary; made where it is missing.")
    var out: String

    @Option(help: "A CSV file with columns updated_at_utc and signature_count. Default: a small made-up curve.")
    var curve: String?

    @Option(help: "Where on the curve to begin, such as 2019-03-21T00:00:00Z. Default: its first line.")
    var from: String?

    @Option(help: "Where on the curve to end. Default: its last line.")
    var to: String?

    @Option(help: "Seconds of the curve in one second.")
    var speed = 60.0

    @Option(help: "Signatures a second at most; what is above waits for its turn.")
    var cap: Double?

    @Option(help: "Instead of the curve: so many times its busiest ten minutes, steadily.")
    var peak: Double?

    @Option(help: "How long, with --peak.")
    var minutes = 10.0

    @Option(help: "End after so many seconds.")
    var seconds: Double?

    @Option(name: .customLong("views-per-signature"), help: "Views of the page for each signature. Default: 10.")
    var viewsPerSignature: Double?

    @Option(help: "Views a second, steadily, instead of views by signatures.")
    var views: Double?

    @Option(help: "Connections at most: of those who sign, and as many again of those who look.")
    var connections = 64

    @Option(help: "The server's process, whose memory is recorded.")
    var pid: Int32?

    @Flag(help: "Only say what would be done.")
    var plan = false

    @Flag(help: "Print one JSON object.")
    var json = false

    /// At most so long, and so many signatures a second: a mistyped number must not take a machine for a day.
    private static let limits = (seconds: 86_400.0, rate: 100_000.0, connections: 2_000)

    func validate() throws {
        let isSpeedy = (0.001...100_000).contains(speed) && (0...1_000).contains(peak ?? 1)
        guard isSpeedy, (0.01...1_440).contains(minutes) else {
            throw ValidationError("--speed, --peak, --minutes: more than 0, and at most 100000, 1000 and 1440")
        }
        guard (1...Self.limits.connections).contains(connections) else {
            throw ValidationError("--connections: 1 to \(Self.limits.connections)")
        }
        guard (1...Self.limits.seconds).contains(seconds ?? 1), (0...Self.limits.rate).contains(views ?? 0),
            (0...1_000).contains(viewsPerSignature ?? 0), (1...Self.limits.rate).contains(cap ?? 1)
        else { throw ValidationError("--seconds, --cap, --views, --views-per-signature: out of range") }
        guard views == nil || viewsPerSignature == nil else {
            throw ValidationError("--views and --views-per-signature exclude each other")
        }
    }

    func run() async throws {
        do {
            let arrivals = try arrivals()
            let views = views.map(BenchReplayViews.steady) ?? .bySignature(viewsPerSignature ?? 10)
            if plan { return print(arrivals.words) }
            FileHandle.standardError.write(Data("\(arrivals.words)\n".utf8))
            guard let visitor = DemoVisitor(site: site) else {
                throw stop(
                    2,
                    "--site: ‘\(site)’ is refused; only this machine is put under load: http://127.0.0.1:PORT"
                )
            }
            let run = BenchReplay(
                visitor: visitor,
                slug: petition,
                mail: mail,
                arrivals: arrivals,
                views: views,
                connections: connections,
                process: pid
            )
            let outcome = try await run.run()
            let report = BenchReplayReport(outcome, arrivals: arrivals)
            try report.write(into: out)
            print(json ? try report.json() : report.text)
            guard outcome.problems.isEmpty else { throw ExitCode(1) }
        } catch let failure as DemoFailure {
            throw stop(failure.code, "the replay stopped: \(failure)")
        }
    }

    private func arrivals() throws -> BenchReplayArrivals {
        let curve = try curve.map { try BenchReplayCurve(file: $0) } ?? .madeUp
        if let peak {
            return BenchReplayArrivals(
                steady: peak * curve.busiestRate,
                seconds: min(minutes * 60, seconds ?? .infinity)
            )
        }
        return BenchReplayArrivals(
            curve,
            from: try from.map { try place($0, "--from") } ?? curve.start,
            to: try to.map { try place($0, "--to") } ?? curve.end,
            speed: speed,
            cap: cap,
            seconds: min(seconds ?? Self.limits.seconds, Self.limits.seconds)
        )
    }

    private func place(_ text: String, _ option: String) throws -> Double {
        guard let place = BenchReplayCurve.seconds(of: text) else {
            throw stop(2, "\(option): write a time such as 2019-03-21T00:00:00Z")
        }
        return place
    }
}

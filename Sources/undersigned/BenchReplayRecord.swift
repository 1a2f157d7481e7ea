import Foundation
import NIOCore

/// What a run has seen: the series, what was acknowledged when, what failed, and how old what was shown was.
struct BenchReplayRecord: Sendable {
    let countBefore: Int
    var series = BenchReplaySeries()
    private(set) var acknowledged = 0
    var confirmationsSent = 0
    /// People whose mail or answer never came.
    var missingMails = 0
    var repeatedCount = 0
    /// How often what failed how, such as `ask 503`.
    private(set) var failures: [String: Int] = [:]
    /// Seconds between the acknowledgement of a signature and a page that counts it, at most.
    private(set) var oldestPage = 0.0
    /// The same of `count.json`, by its own `as_of`.
    private(set) var oldestCount = 0.0
    private(set) var pageSamples = 0
    private(set) var problems: [String] = []
    private var history: [(at: NIODeadline, acknowledged: Int)] = []

    /// A page must be younger.
    static let ageLimit = 10.0

    init(countBefore: Int) {
        self.countBefore = countBefore
    }

    mutating func acknowledge() {
        acknowledged += 1
        series.now.confirmed += 1
    }

    /// Remembers ten times a second how many were acknowledged.
    mutating func note(acknowledgedAt now: NIODeadline) {
        if let last = history.last, now - last.at < .milliseconds(100) { return }
        history.append((now, acknowledged))
    }

    mutating func note(failed kind: BenchReplayRequest.Kind, status: Int) {
        series.now.errors += 1
        failures["\(kind) \(status == 0 ? "no answer" : "\(status)")", default: 0] += 1
    }

    /// A page that was read: its number is neither invented nor too old.
    mutating func note(page bytes: [UInt8], at now: NIODeadline) {
        guard let shown = DemoPage(html: String(decoding: bytes, as: UTF8.self)).tally else {
            return note(problem: "a page showed no number")
        }
        pageSamples += 1
        series.now.shown = shown
        let signatures = shown - countBefore
        if signatures > confirmationsSent {
            note(problem: "the page showed \(shown), and only \(countBefore + confirmationsSent) had confirmed")
        }
        guard signatures < acknowledged else { return }
        // The last moment at which the shown number was the whole truth.
        let current = history.last { $0.acknowledged <= signatures }?.at ?? history.first?.at ?? now
        let age = Double((now - current).nanoseconds) / 1e9
        oldestPage = max(oldestPage, age)
        if age > Self.ageLimit { note(problem: "a page was \(Int(age.rounded(.up))) s old") }
    }

    mutating func note(count bytes: [UInt8], at now: NIODeadline) {
        struct File: Decodable {
            let asOf: Date

            enum CodingKeys: String, CodingKey {
                case asOf = "as_of"
            }
        }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do {
            let file = try decoder.decode(File.self, from: Data(bytes))
            oldestCount = max(oldestCount, Date().timeIntervalSince(file.asOf))
        } catch {
            note(problem: "count.json did not read")
        }
    }

    /// The same problem is told once.
    private mutating func note(problem: String) {
        let limit = 20
        if problems.count < limit, !problems.contains(problem) { problems.append(problem) }
    }
}

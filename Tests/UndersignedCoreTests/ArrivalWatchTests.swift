import Foundation
import Testing
import UndersignedCore

/// F-E, F-G: a burst is seen; F-L: a great day is none.
@Suite struct ArrivalWatchTests {
    private static let start = Moment(seconds: 1_529_452_800)

    private static func watch(_ totals: [Int], _ domains: [Int: [String: Int]] = [:]) -> ArrivalWatch {
        ArrivalWatch(
            totals.enumerated().map { number, total in
                .init(start: start + .hours(Int64(number)), total: total, domains: domains[number] ?? [:])
            }
        )
    }

    private static func bursts(_ watch: ArrivalWatch, _ count: Int = .max) -> [ArrivalBurst] {
        watch.bursts(inLast: count, isCommon: EmailAddress.isFreeMail(domain:))
    }

    /// A week of 200 an hour, 90 of them from one large provider.
    private static func week(then last: Int, _ domains: [String: Int]) -> ArrivalWatch {
        var named = Dictionary(uniqueKeysWithValues: (0..<168).map { ($0, ["gmail.com": 90 + $0 % 7]) })
        named[168] = domains
        return watch([Int](repeating: 200, count: 168) + [last], named)
    }

    @Test func `many from a domain that few came from is a burst, with its evidence`() throws {
        let found = Self.bursts(Self.week(then: 700, ["gmail.com": 95, "burst.example.org": 500]))
        let burst = try #require(found.first)
        #expect(found.count == 1)
        #expect(burst.kind == .domain("burst.example.org") && burst.start == Self.start + .hours(168))
        #expect(burst.count == 500 && burst.total == 700 && burst.share == 71)
        // Fewer than 20 an hour of 200: at most 19, so its usual share is taken for 10 hundredths.
        #expect(burst.usualShare == 10 && burst.usual == 0 && burst.most == 0)
    }

    @Test func `a great day with the usual mixture is no burst of a domain, and under ten times as many none at all`() {
        #expect(Self.bursts(Self.week(then: 1_900, ["gmail.com": 880])) == [])
        #expect(Self.bursts(Self.week(then: 200, ["gmail.com": 110])) == [], "a large provider on its usual share")
        #expect(Self.bursts(Self.week(then: 200, ["small.example.org": 99])) == [], "below the floor")
    }

    @Test func `a large provider far over its usual share is a burst`() {
        #expect(Self.bursts(Self.week(then: 400, ["gmail.com": 390])).map(\.kind) == [.domain("gmail.com")])
    }

    @Test func `one hour of more than ten times the day before is told, and what follows it is not`() {
        let jump = Self.week(then: 2_500, [:])
        let found = Self.bursts(jump)
        #expect(found.map(\.kind) == [.all] && found.first?.usual == 200 && found.first?.most == 200)
        let rise = Self.watch([Int](repeating: 200, count: 48) + [2_500, 9_000, 20_000, 30_000])
        #expect(Self.bursts(rise).map(\.count) == [2_500])
    }

    @Test func `the first day is not judged, and a public provider not before its share is known`() {
        #expect(Self.bursts(Self.watch([0, 0, 50_000])) == [])
        let young = Self.watch([100, 400], [1: ["gmail.com": 300]])
        #expect(Self.bursts(young) == [])
        let odd = Self.watch([100, 400], [1: ["burst.example.org": 300]])
        #expect(Self.bursts(odd).map(\.kind) == [.domain("burst.example.org")] && Self.bursts(odd)[0].usualShare == nil)
        #expect(Self.bursts(Self.watch([])) == [])
    }

    @Test func `only the last stretches are looked at, newest first`() {
        let watch = Self.week(then: 2_500, [:])
        #expect(Self.bursts(watch, 1).count == 1)
        #expect(Self.bursts(Self.watch([Int](repeating: 9, count: 30) + [600, 9, 9]), 2) == [])
    }

    /// Beside the checkout; not from this project.
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/data/petitions-uk")

    private static let isThere = FileManager.default.fileExists(atPath: folder.path)

    /// Counted signatures an hour: a snapshot lies between two hours, so its growth is spread over the time before it.
    private static func viral() throws -> [Int] {
        let file = folder.appending(path: "241584-revoke-article-50.timeseries.csv")
        var points: [(time: Moment, count: Int)] = []
        for line in try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst() {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard let time = CalendarDate(fields[1].prefix(16) + "Z")?.moment, let count = Int(fields[2]),
                time > points.last?.time ?? Moment(seconds: 0)
            else { continue }
            points.append((time, count))
        }
        guard let first = points.first, let last = points.last else { return [] }
        var hours: [Int] = []
        var (index, before) = (0, Double(first.count))
        var hour = first.time.hour + .hours(1)
        while hour <= last.time {
            while points[index + 1].time < hour { index += 1 }
            let (from, to) = (points[index], points[index + 1])
            let part = Double((hour - from.time).seconds) / Double((to.time - from.time).seconds)
            let count = Double(from.count) + Double(to.count - from.count) * part
            hours.append(max(0, Int((count - before).rounded())))
            (before, hour) = (count, hour + .hours(1))
        }
        return hours
    }

    private static func small() throws -> [Int] {
        struct File: Decodable { let hourly: [[String: Int]] }
        let file = folder.appending(path: "751472-small-campaign-hourly.json")
        let pairs = try JSONDecoder().decode(File.self, from: Data(contentsOf: file)).hourly.flatMap { $0 }
        var counts: [Moment: Int] = [:]
        for (text, count) in pairs {
            if let hour = CalendarDate(text)?.moment.hour { counts[hour, default: 0] += count }
        }
        guard let first = counts.keys.min(), let last = counts.keys.max() else { return [] }
        return stride(from: first.seconds, through: last.seconds, by: 3_600).map { counts[Moment(seconds: $0)] ?? 0 }
    }

    /// Chance with a seed: the same mixture in every run.
    private struct Chance: RandomNumberGenerator {
        var state: UInt64 = 7

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    /// The usual providers' shares, each with what chance and the time of day add.
    private static func mixed(_ totals: [Int]) -> ArrivalWatch {
        let shares = ["gmail.com": 0.41, "hotmail.com": 0.19, "yahoo.co.uk": 0.08, "university.example.org": 0.01]
        var chance = Chance()
        let named = totals.enumerated().map { number, total -> (Int, [String: Int]) in
            let counts = shares.mapValues { share in
                let swing = 1 + Double.random(in: -0.15...0.15, using: &chance)
                return Int(Double(total) * share * swing)
            }
            return (number, counts.filter { $0.value >= ArrivalWatch.domainThreshold })
        }
        return watch(totals, Dictionary(uniqueKeysWithValues: named))
    }

    // F-L
    @Test(.enabled(if: isThere, "no real petitions' figures here"))
    func `over two real petitions no domain is flagged, and of all hours only those in which a storm began`() throws {
        for (totals, hours, leaps) in [(try Self.viral(), 900..<1_000, 2), (try Self.small(), 4_000..<4_500, 6)] {
            #expect(hours.contains(totals.count), "\(totals.count)")
            let found = Self.bursts(Self.mixed(totals))
            #expect(found.filter { $0.kind != .all } == [], "the mixture stays what it is, whatever the number")
            #expect(found.count == leaps)
            #expect(found.allSatisfy { $0.count < 13_000 }, "never the great hours of 300,000")
        }
    }

    @Test(.enabled(if: isThere, "no real petitions' figures here"))
    func `500 from one domain in an hour of the small petition are flagged, whichever hour it is`() throws {
        let totals = try Self.small()
        var missed = 0
        for hour in stride(from: 200, to: totals.count, by: 97) {
            let part = Array(totals[...hour])
            let domains = [hour: ["burst.example.org": 500]]
            let last = Self.watch(part.dropLast() + [part[hour] + 500], domains)
            if !Self.bursts(last, 1).contains(where: { $0.kind == .domain("burst.example.org") }) { missed += 1 }
        }
        #expect(missed == 0)
    }
}

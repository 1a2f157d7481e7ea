import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedWeb

@Suite struct SeriesPlotTests {
    /// The moment 2018-06-20T00:00:00Z.
    private static let start = Moment(seconds: 1_529_452_800)

    private static func plot(_ days: [(added: Int, removed: Int)], goals: [Int] = []) -> SeriesPlot {
        let hours = days.enumerated().map { number, day in
            CountSeries.Hour(start: start + .days(Int64(number)), added: day.added, removed: day.removed)
        }
        let end = start + .days(Int64(max(1, days.count)))
        return SeriesPlot(CountSeries(hours, until: end, smallest: .days(1), limit: 120), until: end, goals: goals)
    }

    private static func svg(_ plot: SeriesPlot) throws -> String {
        plot.svg(in: Words(try Messages.catalogues()[0]), title: "Signatures over time", text: "<all> of it")
    }

    @Test func `four days have this shape`() throws {
        let plot = Self.plot([(20, 0), (20, 0), (0, 30), (90, 0)])
        #expect(plot.ticks == [0, 50, 100])
        let corners = [(0, 800), (250, 640), (500, 480), (750, 720), (1_000, 0)]
        #expect(plot.corners == corners.map { SeriesPlot.Corner(x: $0, y: $1) })
        let svg = try Self.svg(plot)
        #expect(svg.contains("d=\"M0 800L250 640L500 480L750 720L1000 0V800z\""))
        #expect(svg.contains("class=\"fall\"") && svg.contains("d=\"M500 480L750 720\""), "the fall has its own line")
        #expect(svg.contains("<desc id=\"plot-text\">&lt;all&gt; of it</desc>"))
        #expect(svg.contains(">20 June 2018</text>") && svg.contains(">24 June 2018</text>"))
        #expect(svg.contains(">50</text>") && svg.contains(">100</text>"))
    }

    @Test func `the axis begins at 0 and ends at a round number that is not below the highest count`() {
        for peak in [1, 3, 4, 5, 9, 10, 11, 99, 100, 101, 999, 12_345, 6_103_056, 6_000_000] {
            let ticks = Self.plot([(peak, 0), (0, 0)]).ticks
            let top = ticks.last ?? 0
            #expect(ticks.first == 0 && top >= peak && top <= peak * 2 + 1 && (2...6).contains(ticks.count), "\(peak)")
            #expect(Set(zip(ticks, ticks.dropFirst()).map { $1 - $0 }).count == 1, "even steps")
        }
        #expect(Self.plot([(6_000_000, 0)]).ticks == [0, 2_000_000, 4_000_000, 6_000_000])
    }

    @Test func `no count, one hour, one spike and a count that went to nothing are drawn without fault`() throws {
        let nothing = SeriesPlot(
            CountSeries([], until: Self.start, smallest: .hours(1), limit: 120),
            until: Self.start,
            goals: [10]
        )
        #expect(nothing.corners.allSatisfy { $0.y == 800 } && nothing.ticks == [0, 1])
        #expect(Self.plot([(7, 0)]).corners.last == SeriesPlot.Corner(x: 1_000, y: 100))
        let spike = Self.plot([(1, 0), (0, 0), (999_999, 0), (0, 1_000_000), (0, 0), (0, 1)])
        #expect(spike.corners.map(\.y).min() == 0 && spike.corners.last?.y == 800)
        #expect(spike.corners.map(\.x) == spike.corners.map(\.x).sorted(), "time does not go back")
        // A log never falls below 0; a broken table must not break the page.
        #expect(Self.plot([(5, 9), (1, 0)]).corners.allSatisfy { (0...800).contains($0.y) })
    }

    @Test func `a day without news is level: the count did not climb slowly through it`() {
        let hours = [0, 9].map { CountSeries.Hour(start: Self.start + .days($0), added: 50, removed: 0) }
        let end = Self.start + .days(10)
        let plot = SeriesPlot(CountSeries(hours, until: end, smallest: .days(1), limit: 120), until: end, goals: [])
        #expect(plot.corners.map(\.y) == [800, 400, 400, 0])
        #expect(plot.corners.map(\.x) == [0, 100, 900, 1_000])
    }

    @Test func `milestones in range are lines, and one just ahead is in range`() throws {
        let plot = Self.plot([(100, 0), (20, 0)], goals: [30, 100, 140, 500])
        #expect(plot.ticks == [0, 50, 100, 150])
        #expect(plot.milestones == [30, 140], "100 is a line of the axis already, 500 is out of sight")
        #expect(try Self.svg(plot).contains(">140</text>"))
    }

    @Test func `ten years of hours stay under 4 kB and 240 corners, with every fall to the bottom in sight`() throws {
        let hours = (0..<87_600).map { number in
            CountSeries.Hour(
                start: Self.start + .hours(Int64(number)),
                added: 60 + number % 13,
                removed: number % 9_000 == 8_999 ? 400_000 : 0
            )
        }
        let item = SeriesItem(hours: hours, marksDays: false, end: Self.start + .hours(87_600))
        let steps = CountSeries(hours, until: item.end, smallest: .hours(1), limit: 120)
        let plot = SeriesPlot(steps, until: item.end, goals: [1_000_000])
        #expect(plot.corners.count <= 240)
        let falls = zip(plot.corners, plot.corners.dropFirst()).count { $0.y < $1.y }
        #expect(falls == 9)
        #expect(try Self.svg(plot).utf8.count < 4_096)
    }

    /// Beside the checkout; from there, not from this project.
    private static let cases = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/data/petitions-uk/241584-revoke-article-50.timeseries.csv")

    @Test(.enabled(if: FileManager.default.fileExists(atPath: cases.path), "no real petition's figures here"))
    func `a real petition of six million signatures is drawn, and its curve ends at its count`() throws {
        var hours: [CountSeries.Hour] = []
        var last = 0
        for line in try String(contentsOf: Self.cases, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst() {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard let time = CalendarDate(fields[1].prefix(16) + "Z")?.moment, let count = Int(fields[2]) else {
                continue
            }
            if hours.last?.start != time.hour, time.hour > hours.last?.start ?? .init(seconds: 0) {
                hours.append(CountSeries.Hour(start: time.hour, added: 0, removed: 0))
            }
            hours[hours.count - 1].added += max(0, count - last)
            hours[hours.count - 1].removed += max(0, last - count)
            last = count
        }
        #expect(last > 6_000_000 && hours.count > 40)
        let end = try #require(hours.last).start + .hours(1)
        let series = CountSeries(hours, until: end, smallest: .hours(1), limit: 120)
        let plot = SeriesPlot(series, until: end, goals: [10_000, 100_000])
        #expect(series.steps.last?.total == last && plot.ticks.last.map { $0 >= last } == true)
        #expect(try Self.svg(plot).utf8.count < 4_096)
    }
}

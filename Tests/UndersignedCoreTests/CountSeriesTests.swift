import Testing
import UndersignedCore

@Suite struct CountSeriesTests {
    /// The moment 2018-06-20T00:00:00Z.
    private static let start = Moment(seconds: 1_529_452_800)

    private static func hour(_ number: Int64, _ added: Int, _ removed: Int = 0) -> CountSeries.Hour {
        CountSeries.Hour(start: start + .hours(number), added: added, removed: removed)
    }

    private static func series(_ hours: [CountSeries.Hour], until end: Int64, limit: Int = 120) -> CountSeries {
        CountSeries(hours, until: start + .hours(end), smallest: .hours(1), limit: limit)
    }

    @Test func `a short time is shown hour by hour, a longer one by whole parts of a day, then by days`() {
        let units = [10, 119, 120, 239, 500, 2_879, 2_881, 87_600].map { end in
            Self.series([Self.hour(0, 1)], until: end).unit.seconds / 3_600
        }
        #expect(units == [1, 1, 2, 2, 6, 24, 48, 24 * 31])
    }

    @Test func `no length of time needs more steps than the limit`() {
        for end in stride(from: Int64(0), to: 90_000, by: 997) {
            let hours = stride(from: Int64(0), through: end, by: 1).map { Self.hour($0, 1) }
            for limit in [1, 60, 120] {
                let steps = Self.series(hours, until: end, limit: limit).steps
                #expect(steps.count <= limit && steps.last?.total == hours.count)
                #expect(steps.reduce(0) { $0 + $1.added } == hours.count)
            }
        }
    }

    @Test func `a step that goes up and down within itself keeps its highest and its lowest count`() {
        let hours = [Self.hour(0, 10), Self.hour(1, 90), Self.hour(2, 0, 95), Self.hour(3, 20), Self.hour(30, 1)]
        let series = CountSeries(hours, until: Self.start + .days(3), smallest: .days(1), limit: 60)
        #expect(series.steps.map(\.turns) == [[100, 5, 25], [26]])
        #expect(series.steps.map(\.removed) == [95, 0])
        #expect(series.steps.map(\.added) == [120, 1])
    }

    @Test func `nothing gives no step, and a stretch without news has none`() {
        #expect(Self.series([], until: 5).steps.isEmpty)
        #expect(Self.series([Self.hour(0, 1), Self.hour(50, 1)], until: 60).steps.count == 2)
    }

    @Test func `the table is RFC 4180 with a header, and its total runs along`() {
        let marks = [Self.start, Self.start + .hours(5)].map { ClockMark($0, unit: .hour) }
        let intervals = [
            Recount.Interval(mark: marks[0], added: ClassWeights(mail: 7, org: 1, member: 2, paper: 30)),
            Recount.Interval(
                mark: marks[1],
                added: ClassWeights(mail: 1),
                removed: ClassWeights(mail: 2, paper: 30)
            ),
        ]
        let header =
            "hour,mail,org,member,paper,removed,net,total,removed_mail,removed_org,removed_member,removed_paper"
        let text = String(decoding: HistoryTable.csv(intervals, unit: .hour), as: UTF8.self)
        #expect(
            text == header + "\r\n2018-06-20T00Z,7,1,2,30,0,40,40,0,0,0,0\r\n"
                + "2018-06-20T05Z,1,0,0,0,32,-31,9,2,0,0,30\r\n"
        )
        #expect(
            String(decoding: HistoryTable.csv([], unit: .day), as: UTF8.self) == "day" + header.dropFirst(4) + "\r\n"
        )
    }
}

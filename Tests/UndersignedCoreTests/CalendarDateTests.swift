import Testing
import UndersignedCore

/// The calendar that marks and deadlines are written in.
@Suite struct CalendarDateTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (1_529_496_000, "2018-06-20T12:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"),
            (951_868_799, "2000-02-29T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (2_147_483_648, "2038-01-19T03:14:08Z"),
        ] as [(Int64, String)]
    )
    func `a moment has one spelling`(_ seconds: Int64, _ text: String) {
        #expect(CalendarDate(Moment(seconds: seconds)).secondText == text)
        #expect(CalendarDate(text)?.moment == Moment(seconds: seconds))
    }

    @Test func `every day of four hundred years follows the one before`() {
        var last = CalendarDate(Moment(seconds: 0))
        for day in Int64(1)...146_097 {
            let date = CalendarDate(Moment(seconds: day * 86_400))
            let isNext =
                date.day == last.day + 1 && date.month == last.month
                || date.day == 1 && (date.month == last.month + 1 || date.month == 1 && date.year == last.year + 1)
            guard isNext, date.moment == Moment(seconds: day * 86_400) else {
                Issue.record("\(last.dayText) is followed by \(date.dayText)")
                return
            }
            last = date
        }
        #expect(last.dayText == "2370-01-01")
    }

    @Test(arguments: [
        "2018-02-30", "2018-13-01", "2018-6-20", "2018-06-20T24Z", "2018-06-20T14", "", "20180620", "2100-02-29",
    ])
    func `a date that does not exist is none`(_ text: String) {
        #expect(CalendarDate(text) == nil)
    }
}

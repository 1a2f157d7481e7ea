import Testing
import UndersignedCore

/// M-05, by a clock that the test moves.
struct MailPaceTests {
    private static let start = Moment(seconds: 1_529_496_000)

    /// How many of a hundred leave in each of some minutes.
    private static func sent(_ pace: inout MailPace, _ domain: String, from start: Moment, minutes: Int) -> [Int] {
        (0..<minutes).map { minute in
            (0..<100).count { second in
                pace.take(domain, at: start + .seconds(Int64(minute * 60 + second % 60)))
            }
        }
    }

    @Test func `a new domain gets twenty a minute, each domain for itself`() {
        var pace = MailPace()
        let (first, other) = (
            Self.sent(&pace, "a.example", from: Self.start, minutes: 3),
            Self.sent(&pace, "b.example", from: Self.start, minutes: 1)
        )
        #expect(first == [20, 20, 20] && other == [20])
    }

    @Test func `after each hour at full rate the rate doubles, up to the most`() {
        var pace = MailPace(MailPace.Limits(start: 20, most: 70))
        var rates: [Int] = []
        for hour in 0..<4 {
            let begin = Self.start + .hours(Int64(hour))
            rates.append(Self.sent(&pace, "a.example", from: begin, minutes: 1)[0])
            _ = Self.sent(&pace, "a.example", from: begin + .minutes(1), minutes: 2)
        }
        #expect(rates == [20, 40, 70, 70])
    }

    @Test func `an hour in which little was sent proves nothing`() {
        var pace = MailPace()
        let taken = (0..<5).map { pace.take("a.example", at: Self.start + .hours(Int64($0))) }
        #expect(taken == [true, true, true, true, true])
        #expect(pace.rate("a.example") == 20)
    }

    @Test func `a domain that puts mails off gets half as many, none in that minute, and more again after an hour`() {
        var pace = MailPace()
        _ = pace.take("a.example", at: Self.start)
        pace.slowDown("a.example", at: Self.start + .seconds(1))
        pace.slowDown("a.example", at: Self.start + .seconds(2))
        #expect(pace.rate("a.example") == 10, "one minute's refusals are one")
        let isTaken = pace.take("a.example", at: Self.start + .seconds(59))
        let slow = Self.sent(&pace, "a.example", from: Self.start + .minutes(1), minutes: 2)
        let later = Self.sent(&pace, "a.example", from: Self.start + .hours(2), minutes: 1)
        #expect(!isTaken && slow == [10, 10] && later == [20])
        for minute in 0..<20 { pace.slowDown("a.example", at: Self.start + .hours(3) + .minutes(Int64(minute))) }
        #expect(pace.rate("a.example") == 1, "never none at all")
    }

    @Test func `a domain that got nothing for days is new again`() {
        var pace = MailPace()
        _ = Self.sent(&pace, "a.example", from: Self.start, minutes: 1)
        _ = Self.sent(&pace, "a.example", from: Self.start + .hours(1), minutes: 1)
        #expect(pace.rate("a.example") == 40)
        let later = Self.sent(&pace, "a.example", from: Self.start + .days(4), minutes: 1)
        #expect(later == [20])
    }

    @Test func `a clock that goes back stops nothing`() {
        var pace = MailPace()
        _ = Self.sent(&pace, "a.example", from: Self.start, minutes: 1)
        let isTaken = pace.take("a.example", at: Self.start - .hours(1))
        #expect(isTaken)
    }
}

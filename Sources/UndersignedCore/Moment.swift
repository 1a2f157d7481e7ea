/// A point in time, in whole seconds since 1970-01-01T00:00:00Z (POSIX time, no leap seconds).
package struct Moment: Hashable, Comparable, Sendable, Codable {
    package var seconds: Int64

    package init(seconds: Int64) {
        self.seconds = seconds
    }

    package static func < (left: Moment, right: Moment) -> Bool {
        left.seconds < right.seconds
    }

    package static func + (moment: Moment, span: Span) -> Moment {
        Moment(seconds: moment.seconds + span.seconds)
    }

    package static func - (moment: Moment, span: Span) -> Moment {
        Moment(seconds: moment.seconds - span.seconds)
    }

    package static func - (later: Moment, earlier: Moment) -> Span {
        Span(seconds: later.seconds - earlier.seconds)
    }

    /// The same moment cut down to its minute: no finer time of one signature is kept.
    package var minute: Moment { floored(to: 60) }

    package var hour: Moment { floored(to: 3_600) }

    package var day: Moment { floored(to: 86_400) }

    private func floored(to unit: Int64) -> Moment {
        let rest = seconds % unit
        return Moment(seconds: seconds - (rest < 0 ? rest + unit : rest))
    }

    /// A length of time in whole seconds.
    package struct Span: Hashable, Comparable, Sendable {
        package var seconds: Int64

        package init(seconds: Int64) {
            self.seconds = seconds
        }

        package static func seconds(_ count: Int64) -> Span { Span(seconds: count) }
        package static func minutes(_ count: Int64) -> Span { Span(seconds: count * 60) }
        package static func hours(_ count: Int64) -> Span { Span(seconds: count * 3_600) }
        package static func days(_ count: Int64) -> Span { Span(seconds: count * 86_400) }

        package static func < (left: Span, right: Span) -> Bool {
            left.seconds < right.seconds
        }
    }
}

import Synchronization
package import UndersignedCore

/// Doubts a clock that jumped: marks in the log would be wrong for ever, and retention would delete too early.
///
/// Quiet petitions have marks that are days old for good reason, so a jump forward is told by the steady clock that
/// runs beside the calendar, and a jump back by the log's last mark.
package final class ClockGuard: Sendable {
    /// What a jump must exceed to be doubted.
    package static let tolerance = Moment.Span.hours(24)

    /// Seconds of a clock that only ever runs forward, at its own pace.
    private let steadySeconds: @Sendable () -> Int64
    private let start: Mutex<(calendar: Moment, steady: Int64)>
    /// Marks up to this one were accepted by the operator, although they lie ahead of the calendar.
    private let acceptedMark: Moment?

    package init(now: Moment, acceptedMark: Moment? = nil, steadySeconds: @escaping @Sendable () -> Int64) {
        self.steadySeconds = steadySeconds
        self.acceptedMark = acceptedMark
        start = Mutex((now, steadySeconds()))
    }

    /// False when the calendar ran more than a day ahead of the steady clock, or stands a day before the last mark.
    package func isSound(_ now: Moment, lastMark: Moment?) -> Bool {
        if let lastMark, lastMark - now > Self.tolerance, acceptedMark.map({ $0 < lastMark }) ?? true { return false }
        let (calendar, steady) = start.withLock { $0 }
        let expected = calendar + .seconds(steadySeconds() - steady)
        return now - expected <= Self.tolerance
    }
}

package import UndersignedCore

/// Doubts a clock that jumped: marks in the log would be wrong for ever, and retention would delete too early.
///
/// Quiet petitions have marks that are days old for good reason, so a jump forward is told by the steady clock that
/// runs beside the calendar, and a jump back by the log's last mark.
///
/// A process that starts more than a day after all that is stored can't tell a clock that runs ahead from a site that was
/// switched off. It signs at once, or a site could not come back by itself. What nothing brings back waits: deleting by
/// age and closing, until the operator accepted the clock or the site has run for a day, in which somebody can see what
/// its log says. Where the clock is right, what was overdue is deleted a day later, and nothing else differs: a petition
/// past its end takes no signature in that day either.
package final class ClockGuard: Sendable {
    /// What a jump must exceed to be doubted.
    package static let tolerance = Moment.Span.hours(24)

    /// Seconds of a clock that only ever runs forward, at its own pace.
    private let steadySeconds: @Sendable () -> Int64
    private let start: (calendar: Moment, steady: Int64)
    /// Marks up to this one were accepted by the operator, although they lie ahead of the calendar.
    private let acceptedMark: Moment?
    private let memory: ClockMemory

    /// - Parameters:
    ///   - now: What the calendar shows at the start.
    ///   - acceptedMark: Marks up to this one were accepted by the operator.
    ///   - memory: What is known of the time from before the start.
    ///   - steadySeconds: A clock that only ever runs forward.
    package init(
        now: Moment,
        acceptedMark: Moment? = nil,
        memory: ClockMemory = ClockMemory(known: nil),
        steadySeconds: @escaping @Sendable () -> Int64
    ) {
        self.steadySeconds = steadySeconds
        self.acceptedMark = acceptedMark
        self.memory = memory
        start = (now, steadySeconds())
    }

    /// False when the calendar ran more than a day ahead of the steady clock, or stands a day before the last mark.
    package func isSound(_ now: Moment, lastMark: Moment?) -> Bool {
        if let lastMark, lastMark - now > Self.tolerance, acceptedMark.map({ $0 < lastMark }) ?? true { return false }
        return now - (start.calendar + ran) <= Self.tolerance
    }

    /// False where it is not sound, and for a day after a start more than a day ahead of all that was known.
    package func isTrusted(_ now: Moment) -> Bool {
        isSound(now, lastMark: nil) && lead(now) == nil
    }

    /// How far the clock stands ahead of all that was known at the start; nil where that is no cause for doubt.
    package func lead(_ now: Moment) -> Moment.Span? {
        guard let known = memory.known, doubtedSeconds < Self.tolerance.seconds else { return nil }
        let lead = now - (known + ran)
        return lead > Self.tolerance ? lead : nil
    }

    /// What a later start should know; nil where the calendar says nothing that can be relied on.
    func memory(at now: Moment) -> ClockMemory? {
        guard isSound(now, lastMark: nil) else { return nil }
        return isTrusted(now)
            ? ClockMemory(known: now) : ClockMemory(known: memory.known, doubtedSeconds: doubtedSeconds)
    }

    /// Since the start, by the steady clock.
    private var ran: Moment.Span { .seconds(steadySeconds() - start.steady) }

    private var doubtedSeconds: Int64 { memory.doubtedSeconds + ran.seconds }
}

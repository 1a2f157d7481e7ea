import Synchronization
import UndersignedCore

/// A calendar and a steady clock.
package final class TestClock: Sendable {
    private let state: Mutex<(calendar: Moment, steady: Int64)>

    init(_ start: Moment) {
        state = Mutex((start, 0))
    }

    var now: Moment { state.withLock { $0.calendar } }
    var steadySeconds: Int64 { state.withLock { $0.steady } }

    /// This clock, and real chance.
    var ambient: Ambient {
        Ambient(now: { self.now }, randomBytes: Samples.randomBytes, steadySeconds: { self.steadySeconds })
    }

    func advance(_ span: Moment.Span) {
        state.withLock { $0 = ($0.calendar + span, $0.steady + span.seconds) }
    }

    func jump(_ span: Moment.Span) {
        state.withLock { $0.calendar = $0.calendar + span }
    }
}

/// Time and chance, passed to whoever needs them; tests drive both by hand.
package struct Ambient: Sendable {
    package var now: @Sendable () -> Moment
    /// Gives as many bytes as asked for, from a cryptographically secure source outside tests.
    package var randomBytes: @Sendable (_ count: Int) -> [UInt8]
    /// Seconds of a clock that runs on while the calendar may jump.
    package var steadySeconds: @Sendable () -> Int64

    /// - Parameters:
    ///   - now: The calendar.
    ///   - randomBytes: Chance.
    ///   - steadySeconds: Nil where the calendar never jumps.
    package init(
        now: @escaping @Sendable () -> Moment,
        randomBytes: @escaping @Sendable (_ count: Int) -> [UInt8],
        steadySeconds: (@Sendable () -> Int64)? = nil
    ) {
        self.now = now
        self.randomBytes = randomBytes
        self.steadySeconds = steadySeconds ?? { now().seconds }
    }
}

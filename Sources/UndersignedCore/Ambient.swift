/// Time and chance, passed to whoever needs them; tests drive both by hand.
package struct Ambient: Sendable {
    package var now: @Sendable () -> Moment
    /// Gives as many bytes as asked for, from a cryptographically secure source outside tests.
    package var randomBytes: @Sendable (_ count: Int) -> [UInt8]

    package init(now: @escaping @Sendable () -> Moment, randomBytes: @escaping @Sendable (_ count: Int) -> [UInt8]) {
        self.now = now
        self.randomBytes = randomBytes
    }
}

import Synchronization

/// Values that cost something to make: each is made again only when its version has changed, and at most once in a
/// while, however many ask.
package final class PacedCache<Value: Sendable>: Sendable {
    private struct Slot {
        var value: Value
        var version: String
        var madeAt: Duration
    }

    private let pause: Duration
    private let limit: Int
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private let slots = Mutex<[String: Slot]>([:])

    /// - Parameters:
    ///   - pause: Between two makings of one value; zero makes it whenever its version has changed.
    ///   - limit: At most so many values are kept.
    package init(pause: Duration, limit: Int) {
        self.pause = pause
        self.limit = limit
        start = clock.now
    }

    /// The value of a version, or the one before it while the pause lasts or somebody else makes the new one.
    ///
    /// - Parameters:
    ///   - name: Which value.
    ///   - version: Of all it is made from.
    ///   - make: Makes it, given the value before it.
    /// - Returns: A value that was of its version no longer than the pause, and the time of a making, ago.
    /// - Throws: What `make` throws; the value before it stays.
    package func value(
        _ name: String,
        version: String,
        make: @Sendable (Value?) async throws -> Value
    ) async throws -> Value {
        let now = clock.now - start
        let kept = slots.withLock { slots -> (value: Value, isFresh: Bool)? in
            guard let slot = slots[name] else { return nil }
            if slot.version == version || now - slot.madeAt < pause { return (slot.value, true) }
            // Whoever asks meanwhile is content with the old one.
            if pause > .zero { slots[name]?.madeAt = now }
            return (slot.value, false)
        }
        if let kept, kept.isFresh { return kept.value }
        let value = try await make(kept?.value)
        slots.withLock { slots in
            if slots.count >= limit, slots[name] == nil { slots.removeAll() }
            slots[name] = Slot(value: value, version: version, madeAt: now)
        }
        return value
    }
}

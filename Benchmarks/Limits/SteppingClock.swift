import Synchronization

/// A clock of which each look takes an hour.
final class SteppingClock: Sendable {
    private let hours = Mutex<Int64>(0)

    func next() -> Int64 {
        hours.withLock { hours in
            hours += 1
            return hours * 3_600
        }
    }
}

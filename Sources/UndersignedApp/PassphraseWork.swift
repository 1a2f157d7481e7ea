import Foundation
import Synchronization

/// Hashes passphrases, at most two at a time, away from the threads that answer (S-42).
///
/// Each takes 32 MiB, so that many people signing in at once do not take a small server's memory.
package final class PassphraseWork: Sendable {
    /// More wait than would be answered in good time.
    package struct Overloaded: Error {}

    private static let parallelCount = 2
    private static let limit = 40
    /// Of them so many are free for people who are known: strangers can't keep them out.
    private static let reserved = 15

    private let queue: OperationQueue
    private let waiting = Mutex(0)

    init() {
        queue = OperationQueue()
        queue.maxConcurrentOperationCount = Self.parallelCount
    }

    /// Runs the work when it is its turn.
    ///
    /// - Parameters:
    ///   - isKnown: Whether it is for somebody who signed in here before.
    ///   - work: What hashes.
    /// - Returns: What it gave.
    /// - Throws: `Overloaded`, or what the work throws.
    func run<T: Sendable>(isKnown: Bool, _ work: @escaping @Sendable () throws -> T) async throws -> T {
        let isTaken = waiting.withLock { waiting in
            guard waiting < Self.limit - (isKnown ? 0 : Self.reserved) else { return false }
            waiting += 1
            return true
        }
        guard isTaken else { throw Overloaded() }
        defer { waiting.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result(catching: work)) }
        }
    }
}

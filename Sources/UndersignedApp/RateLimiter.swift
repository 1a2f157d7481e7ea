import Crypto
import Synchronization
package import UndersignedCore

/// A token bucket per network prefix, in memory only (F-10, F-11).
///
/// The buckets are named by a keyed hash whose key lives in memory and changes daily: nothing on disk, nothing to hand
/// over. The limits let a school or an office behind one address sign within an hour, and stop a script.
package final class RateLimiter: Sendable {
    /// So many at once, and so many an hour after that.
    package struct Allowance: Hashable, Sendable {
        package var burst: Double
        package var perHour: Double

        package init(burst: Double, perHour: Double) {
            self.burst = burst
            self.perHour = perHour
        }

        /// F-L: 500 people behind one address within an hour pass.
        package static let asks = Allowance(burst: 60, perHour: 600)
        /// S-35: at most ten failures in any quarter of an hour.
        package static let signIns = Allowance(burst: 5, perHour: 20)
    }

    private struct Bucket {
        var tokens: Double
        var filledAtSteady: Int64
    }

    private struct State {
        var key: SymmetricKey
        var keyedAtSteady: Int64
        var buckets: [[UInt8]: Bucket] = [:]
    }

    private static let bucketLimit = 200_000
    private static let keySpan = Moment.Span.hours(24)

    private let allowance: Allowance
    private let ambient: Ambient
    private let state: Mutex<State>

    package init(allowance: Allowance, ambient: Ambient) {
        self.allowance = allowance
        self.ambient = ambient
        state = Mutex(State(key: SymmetricKey(data: ambient.randomBytes(32)), keyedAtSteady: ambient.steadySeconds()))
    }

    /// Takes one token of a prefix's bucket.
    ///
    /// - Parameter prefix: An IPv4 address, or an IPv6 /64.
    /// - Returns: Nil when allowed, else the seconds after which one more is.
    package func take(_ prefix: String) -> Int? {
        // A calendar that jumps gives nobody more.
        let now = ambient.steadySeconds()
        return state.withLock { state in
            if now - state.keyedAtSteady >= Self.keySpan.seconds || state.buckets.count > Self.bucketLimit {
                state = State(key: SymmetricKey(data: ambient.randomBytes(32)), keyedAtSteady: now)
            }
            let name = Array(HMAC<SHA256>.authenticationCode(for: Array(prefix.utf8), using: state.key))
            var bucket = state.buckets[name] ?? Bucket(tokens: allowance.burst, filledAtSteady: now)
            let elapsed = Double(now - bucket.filledAtSteady)
            bucket.tokens = min(allowance.burst, bucket.tokens + elapsed * allowance.perHour / 3_600)
            bucket.filledAtSteady = now
            defer { state.buckets[name] = bucket }
            guard bucket.tokens >= 1 else {
                return Int(((1 - bucket.tokens) * 3_600 / allowance.perHour).rounded(.up))
            }
            bucket.tokens -= 1
            return nil
        }
    }

    /// Gives a token back that was taken for what turned out well.
    package func giveBack(_ prefix: String) {
        state.withLock { state in
            let name = Array(HMAC<SHA256>.authenticationCode(for: Array(prefix.utf8), using: state.key))
            guard let bucket = state.buckets[name] else { return }
            state.buckets[name]?.tokens = min(allowance.burst, bucket.tokens + 1)
        }
    }

    /// The part of an address that stands for one client: the whole of IPv4, the /64 of IPv6.
    package static func prefix(of address: String) -> String {
        guard address.contains(":") else { return address }
        let halves = address.split(separator: "%")[0]
        guard let mapped = halves.lowercased().split(separator: ":").last, mapped.contains(".") else {
            return expanded(halves).prefix(4).joined(separator: ":") + "::/64"
        }
        return String(mapped)
    }

    private static func expanded(_ address: Substring) -> [String] {
        let text = String(address)
        guard let gap = text.firstRange(of: "::") else { return text.split(separator: ":").map(String.init) }
        let head = text[..<gap.lowerBound].split(separator: ":").map(String.init)
        let tail = text[gap.upperBound...].split(separator: ":").map(String.init)
        return head + Array(repeating: "0", count: max(0, 8 - head.count - tail.count)) + tail
    }
}

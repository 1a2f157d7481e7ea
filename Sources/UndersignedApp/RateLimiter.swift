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
    /// Who holds an IPv6 /48 has 65,536 networks: all of them together get as much as so many (F-10).
    private static let wideShare = 10.0

    private let allowance: Allowance
    private let ambient: Ambient
    private let state: Mutex<State>

    package init(allowance: Allowance, ambient: Ambient) {
        self.allowance = allowance
        self.ambient = ambient
        state = Mutex(State(key: SymmetricKey(data: ambient.randomBytes(32)), keyedAtSteady: ambient.steadySeconds()))
    }

    /// Takes one token of a prefix's bucket, and of that of the wider network around an IPv6 one.
    ///
    /// - Parameter prefix: An IPv4 address, or an IPv6 /64.
    /// - Returns: Nil when allowed, else the seconds after which one more is.
    package func take(_ prefix: String) -> Int? {
        // A calendar that jumps gives nobody more.
        let now = ambient.steadySeconds()
        return state.withLock { state in
            if now - state.keyedAtSteady >= Self.keySpan.seconds {
                state = State(key: SymmetricKey(data: ambient.randomBytes(32)), keyedAtSteady: now)
            }
            if state.buckets.count > Self.bucketLimit { forgetFullest(&state, now) }
            var filled: [(name: [UInt8], bucket: Bucket)] = []
            for (name, share) in Self.buckets(of: prefix, state.key) {
                let bucket = filledBucket(state.buckets[name], share, now)
                guard bucket.tokens >= 1 else {
                    state.buckets[name] = bucket
                    return Int(((1 - bucket.tokens) * 3_600 / (share * allowance.perHour)).rounded(.up))
                }
                filled.append((name, bucket))
            }
            for (name, bucket) in filled {
                state.buckets[name] = Bucket(tokens: bucket.tokens - 1, filledAtSteady: now)
            }
            return nil
        }
    }

    /// Gives a token back that was taken for what turned out well.
    package func giveBack(_ prefix: String) {
        state.withLock { state in
            for (name, share) in Self.buckets(of: prefix, state.key) {
                guard let bucket = state.buckets[name] else { continue }
                state.buckets[name]?.tokens = min(share * allowance.burst, bucket.tokens + 1)
            }
        }
    }

    private func filledBucket(_ bucket: Bucket?, _ share: Double, _ now: Int64) -> Bucket {
        guard let bucket else { return Bucket(tokens: share * allowance.burst, filledAtSteady: now) }
        let added = Double(now - bucket.filledAtSteady) * share * allowance.perHour / 3_600
        return Bucket(tokens: min(share * allowance.burst, bucket.tokens + added), filledAtSteady: now)
    }

    /// Makes room; whoever is near a refusal stays, so that a flood of names frees nobody.
    private func forgetFullest(_ state: inout State, _ now: Int64) {
        let kept = state.buckets.sorted { left, right in
            filledBucket(left.value, 1, now).tokens < filledBucket(right.value, 1, now).tokens
        }.prefix(Self.bucketLimit / 2)
        state.buckets = Dictionary(uniqueKeysWithValues: Array(kept))
    }

    /// The names of a prefix's buckets, with how many times the allowance each has.
    private static func buckets(of prefix: String, _ key: SymmetricKey) -> [(name: [UInt8], share: Double)] {
        func name(_ text: String) -> [UInt8] {
            Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
        }
        guard prefix.hasSuffix("::/64") else { return [(name(prefix), 1)] }
        let wide = prefix.split(separator: ":").prefix(3).joined(separator: ":") + "::/48"
        return [(name(prefix), 1), (name(wide), wideShare)]
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

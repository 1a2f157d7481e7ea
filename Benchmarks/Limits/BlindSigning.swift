import MemberTokens
import UndersignedCore

/// The RSA work that no issuer of member tokens can avoid, and nothing else, on all processors.
struct BlindSigning {
    private let key: IssuerPrivateKey
    private let request: TokenRequest

    /// - Throws: What swift-crypto says when it makes no key.
    init() throws {
        key = try IssuerPrivateKey()
        // Any number below the modulus is as good as a blinded message.
        let message = [UInt8](repeating: 0, count: 1) + [UInt8](repeating: 0x5A, count: 255)
        request = try TokenRequest([0, 2, key.publicKey.truncatedKeyID] + message)
    }

    /// Signs for some seconds; JSON with signatures a second.
    func json(seconds: Int, threads: Int) async throws -> String {
        let start = ContinuousClock.now
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<threads {
                group.addTask {
                    var count = 0
                    while ContinuousClock.now - start < .seconds(seconds) {
                        for _ in 1...16 { _ = try key.response(to: request) }
                        count += 16
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        let taken = (ContinuousClock.now - start).components
        let rate = Double(count) / (Double(taken.seconds) + Double(taken.attoseconds) / 1e18)
        return #"{"signatures_per_second": \#(rate)}"#
    }
}

import Crypto
import CryptoExtras
import UndersignedCore

/// What one guess at a passphrase costs.
package struct PassphraseCost: Hashable, Sendable {
    /// Base-2 logarithm of N.
    package var logN: Int
    package var blockSize: Int
    package var parallelism: Int

    package init(logN: Int, blockSize: Int, parallelism: Int) {
        self.logN = logN
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// 32 MiB of memory, three times over (S-42).
    package static let now = PassphraseCost(logN: 15, blockSize: 8, parallelism: 3)
    /// What a stored hash may ask for at most: a damaged row does not take the whole memory.
    static let most = PassphraseCost(logN: 20, blockSize: 16, parallelism: 16)
}

/// What is kept of a passphrase: scrypt (RFC 7914), with the parameters it was made with.
///
/// As text: `scrypt:15:8:3:SALT:HASH`, both in base64url.
struct PassphraseHash: Hashable, Sendable {
    static let saltByteCount = 16
    private static let byteCount = 32

    let cost: PassphraseCost
    private let salt: [UInt8]
    private let hash: [UInt8]

    /// Hashes a passphrase: a tenth of a second or more of one core.
    ///
    /// - Parameters:
    ///   - passphrase: Its bytes count, one for one.
    ///   - salt: 16 random bytes.
    ///   - cost: What a guess shall cost.
    /// - Throws: `CryptoKitError` when there is not enough memory.
    init(_ passphrase: String, salt: [UInt8], cost: PassphraseCost) throws {
        self.cost = cost
        self.salt = salt
        let key = try KDF.Scrypt.deriveKey(
            from: Array(passphrase.utf8),
            salt: salt,
            outputByteCount: Self.byteCount,
            rounds: 1 << cost.logN,
            blockSize: cost.blockSize,
            parallelism: cost.parallelism
        )
        hash = key.withUnsafeBytes { Array($0) }
    }

    /// Reads what `text` gave; nil for anything else.
    init?(text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt" else { return nil }
        let numbers = parts[1...3].compactMap { Int($0) }
        guard numbers.count == 3, let salt = Base64URL.decode(parts[4]), let hash = Base64URL.decode(parts[5]),
            (1...PassphraseCost.most.logN).contains(numbers[0]),
            (1...PassphraseCost.most.blockSize).contains(numbers[1]),
            (1...PassphraseCost.most.parallelism).contains(numbers[2]), hash.count == Self.byteCount
        else { return nil }
        cost = PassphraseCost(logN: numbers[0], blockSize: numbers[1], parallelism: numbers[2])
        (self.salt, self.hash) = (salt, hash)
    }

    /// As `text` of a passphrase that nobody knows, without the work.
    static func unknown(cost: PassphraseCost, ambient: Ambient) -> String {
        text(cost, ambient.randomBytes(saltByteCount), ambient.randomBytes(byteCount))
    }

    var text: String { Self.text(cost, salt, hash) }

    private static func text(_ cost: PassphraseCost, _ salt: [UInt8], _ hash: [UInt8]) -> String {
        let numbers = "\(cost.logN):\(cost.blockSize):\(cost.parallelism)"
        return "scrypt:\(numbers):\(Base64URL.encode(salt)):\(Base64URL.encode(hash))"
    }

    /// Whether it is of this passphrase: the same work and the same time for a right and for a wrong one.
    func matches(_ passphrase: String) throws -> Bool {
        let other = try PassphraseHash(passphrase, salt: salt, cost: cost)
        return other.hash.isSameSecret(as: hash)
    }
}

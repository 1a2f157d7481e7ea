import Crypto
import CryptoExtras
import FoundationEssentials
package import UndersignedCore

/// An organisation's key pair as it lies in a file on its own machine: the private half under a passphrase.
///
/// Format: docs/formats/key-file.md.
package struct PrivateKeyFile: Hashable, Sendable {
    /// Why a file or a passphrase does not do.
    package enum Refusal: Error, Hashable, Sendable {
        case malformed
        case wrongPassphrase
    }

    private static let title = "undersigned/v1 private key"
    private static let saltByteCount = 16

    package let publicKey: CustodyPublicKey
    private let cost: PassphraseCost
    private let salt: [UInt8]
    private let sealed: [UInt8]

    /// Seals a private key: a tenth of a second or more of one core.
    ///
    /// - Parameters:
    ///   - key: X25519, 32 bytes.
    ///   - passphrase: Its bytes count, one for one.
    ///   - cost: What a guess shall cost.
    ///   - randomBytes: Chance.
    /// - Throws: `CryptoKitError` when there is not enough memory.
    package init(
        _ key: CustodyPrivateKey,
        passphrase: String,
        cost: PassphraseCost = .now,
        randomBytes: (Int) -> [UInt8]
    ) throws {
        publicKey = key.publicKey
        self.cost = cost
        salt = randomBytes(Self.saltByteCount)
        sealed = try SealedBytes.seal(
            key.bytes,
            using: Self.key(passphrase, salt: salt, cost),
            nonce: randomBytes(SealedBytes.nonceByteCount),
            authenticating: Array(publicKey.text.utf8)
        )
    }

    /// Reads a file.
    ///
    /// - Throws: `Refusal.malformed` for anything that `text` did not give.
    package init(_ text: String) throws(Refusal) {
        let lines = text.split(separator: "\n").map { $0.split(separator: " ", omittingEmptySubsequences: false) }
        guard lines.count == 4, lines[0].joined(separator: " ") == Self.title,
            lines[1].count == 2, lines[1][0] == "public", let key = CustodyPublicKey(String(lines[1][1])),
            lines[2].count == 3, lines[2][0] == "scrypt", let cost = PassphraseCost(text: lines[2][1]),
            let salt = Base64URL.decode(lines[2][2]), salt.count == Self.saltByteCount,
            lines[3].count == 2, lines[3][0] == "sealed", let sealed = Base64URL.decode(lines[3][1])
        else { throw .malformed }
        (publicKey, self.cost, self.salt, self.sealed) = (key, cost, salt, sealed)
    }

    package var text: String {
        """
        \(Self.title)
        public \(publicKey.text)
        scrypt \(cost.text) \(Base64URL.encode(salt))
        sealed \(Base64URL.encode(sealed))

        """
    }

    /// Opens the private half: the same work as sealing it.
    ///
    /// - Throws: `Refusal`, or `CryptoKitError` when there is not enough memory.
    package func open(passphrase: String) throws -> CustodyPrivateKey {
        let key = try Self.key(passphrase, salt: salt, cost)
        let bytes: [UInt8]
        do {
            bytes = try SealedBytes.open(sealed, using: key, authenticating: Array(publicKey.text.utf8))
        } catch {
            throw Refusal.wrongPassphrase
        }
        guard let opened = CustodyPrivateKey(bytes: bytes), opened.publicKey == publicKey else {
            throw Refusal.malformed
        }
        return opened
    }

    private static func key(_ passphrase: String, salt: [UInt8], _ cost: PassphraseCost) throws -> SymmetricKey {
        try KDF.Scrypt.deriveKey(
            from: Array(passphrase.utf8),
            salt: salt,
            outputByteCount: 32,
            rounds: 1 << cost.logN,
            blockSize: cost.blockSize,
            parallelism: cost.parallelism
        )
    }
}

extension PassphraseCost {
    /// `15:8:3`.
    fileprivate var text: String { "\(logN):\(blockSize):\(parallelism)" }

    fileprivate init?(text: Substring) {
        let numbers = text.split(separator: ":", omittingEmptySubsequences: false).compactMap { Int($0) }
        guard numbers.count == 3, (1...Self.most.logN).contains(numbers[0]),
            (1...Self.most.blockSize).contains(numbers[1]), (1...Self.most.parallelism).contains(numbers[2])
        else { return nil }
        self.init(logN: numbers[0], blockSize: numbers[1], parallelism: numbers[2])
    }
}

import Crypto
import CryptoExtras
import UndersignedCore

/// A hash as the program keeps it, made here with other parameters.
enum ScryptSample {
    static func text(_ passphrase: String, logN: Int) throws -> String {
        let salt = [UInt8](repeating: 7, count: 16)
        let key = try KDF.Scrypt.deriveKey(
            from: Array(passphrase.utf8),
            salt: salt,
            outputByteCount: 32,
            rounds: 1 << logN,
            blockSize: 8,
            parallelism: 3
        )
        let hash = key.withUnsafeBytes { Array($0) }
        return "scrypt:\(logN):8:3:\(Base64URL.encode(salt)):\(Base64URL.encode(hash))"
    }
}

import Crypto
import Logging
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// How somebody showed that it is him or her, beside the passphrase.
enum CodeMeans {
    case device, recoveryCode

    /// For the trail.
    var words: String { self == .device ? "" : "recovery code" }
}

/// The second factor: codes of a device, and recovery codes.
extension Accounts {
    /// Uses a code up.
    ///
    /// - Parameters:
    ///   - typed: Six digits of the device, or a recovery code.
    ///   - accountID: Whose it is.
    ///   - now: When.
    ///   - transaction: A write transaction; the account's row is locked until its end.
    /// - Returns: What it was; nil where it does not fit.
    /// - Throws: A fault of the database.
    func useCode(
        _ typed: String,
        of accountID: Int64,
        at now: Moment,
        in transaction: any Transaction
    ) throws -> CodeMeans? {
        guard var secrets = try transaction.accountSecrets(of: accountID) else { return nil }
        if let step = try storedCode(secrets, of: accountID)?.step(of: typed, at: now, after: secrets.codeStep) {
            secrets.codeStep = step
            try transaction.setAccountSecrets(secrets, of: accountID)
            return .device
        }
        return try transaction.useRecoveryCode(RecoveryCode.hash(of: typed), of: accountID) ? .recoveryCode : nil
    }

    func newRecoveryCodes() -> [RecoveryCode] {
        (0..<RecoveryCode.count).map { _ in RecoveryCode(bytes: site.ambient.randomBytes(RecoveryCode.byteCount)) }
    }

    // The secret of the codes lies in the database under a key of the keys folder.

    private var sealingKey: SymmetricKey { SymmetricKey(data: key.code(Array("undersigned/v1 code sealing".utf8))) }

    func sealed(_ secret: [UInt8], of accountID: Int64) throws -> [UInt8] {
        try SealedBytes.seal(
            secret,
            using: sealingKey,
            nonce: site.ambient.randomBytes(SealedBytes.nonceByteCount),
            authenticating: accountID.bigEndianBytes
        )
    }

    /// The device's codes; nil where there is none, or where the keys folder is not the one it was sealed with: recovery
    /// codes work then.
    func storedCode(_ secrets: AccountSecrets, of accountID: Int64) throws -> OneTimeCode? {
        guard let sealed = secrets.codeSecret else { return nil }
        do {
            let secret = try SealedBytes.open(sealed, using: sealingKey, authenticating: accountID.bigEndianBytes)
            return OneTimeCode(secret: secret)
        } catch {
            site.logger.error("the secret of a device does not open: is this the keys folder that belongs to the data?")
            return nil
        }
    }
}

/// A known device holds a mark: it says nothing but that this address signed in there once.
extension Accounts {
    func mark(of address: String) -> String {
        let chance = site.ambient.randomBytes(16)
        return Base64URL.encode(chance + markCode(address, chance))
    }

    func isMark(_ text: String, of address: String) -> Bool {
        guard text.utf8.count == 64, let bytes = Base64URL.decode(text), bytes.count == 48 else { return false }
        let wanted = markCode(address, Array(bytes.prefix(16)))
        return bytes.dropFirst(16).isSameSecret(as: wanted)
    }

    private func markCode(_ address: String, _ chance: [UInt8]) -> [UInt8] {
        var fields = FieldList()
        fields.append("undersigned/v1 device mark")
        fields.append(bytes: chance)
        fields.append(address)
        return key.code(fields.bytes)
    }
}

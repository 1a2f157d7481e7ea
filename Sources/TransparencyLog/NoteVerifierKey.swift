import Crypto

/// The public half of a note key, written `name+key ID+base64(type ‖ public key)`.
///
/// Source: c2sp.org/signed-note "Verifier keys".
public struct NoteVerifierKey: Hashable, Sendable, CustomStringConvertible {
    /// Whose key it is: for a log its origin.
    public var name: String { exactName.string }

    /// Four bytes that follow from name, algorithm and public key.
    public let keyID: UInt32

    /// What the key signs and how.
    public let algorithm: NoteAlgorithm

    /// The Ed25519 public key, 32 bytes.
    public let publicKey: [UInt8]

    let exactName: ExactText

    /// Reads a verifier key.
    ///
    /// - Parameter text: The key on one line without line break, exactly as `description` writes it.
    /// - Throws: `MalformedInput` with code `keyName`, `keyShape`, `keyID` or `unknownAlgorithm`.
    public init(_ text: String) throws {
        let (name, keyID, bytes) = try NoteKeyText.parse(text[...])
        let algorithm = try NoteKeyText.algorithm(bytes)
        let publicKey = Array(bytes.dropFirst())
        try self.init(name: name, algorithm: algorithm, publicKey: publicKey)
        guard self.keyID == keyID else {
            throw MalformedInput(code: .keyID, detail: "key ID \(KeyIDText.text(keyID)) does not belong to the key")
        }
    }

    /// A verifier key from its parts.
    ///
    /// - Parameters:
    ///   - name: Whose key it is; not empty, no space, no plus.
    ///   - algorithm: What the key signs and how.
    ///   - publicKey: The Ed25519 public key, 32 bytes.
    /// - Throws: `MalformedInput` with code `keyName`, or `keyShape` when the key is not 32 bytes.
    public init(name: String, algorithm: NoteAlgorithm, publicKey: [UInt8]) throws {
        try NoteKeyName.check(name)
        guard publicKey.count == 32 else {
            throw MalformedInput(code: .keyShape, detail: "a public key of \(publicKey.count) bytes, not 32")
        }
        exactName = ExactText(name)
        self.algorithm = algorithm
        self.publicKey = publicKey
        keyID = algorithm.keyID(name: name, publicKey: publicKey)
    }

    /// The key on one line, as others configure it.
    public var description: String {
        "\(name)+\(KeyIDText.text(keyID))+\(Base64.encode([algorithm.rawValue] + publicKey))"
    }

    /// Whether a note signature is this key's for a message.
    ///
    /// Ed25519 as BoringSSL checks it: without cofactor, `S` below the group order, `R` compared as bytes.
    ///
    /// - Parameters:
    ///   - signature: What follows the key ID in a signature line: 64 bytes, or 72 for a cosignature.
    ///   - message: The text of the note, its last line feed included.
    /// - Returns: False too for a signature of another length.
    public func isValid(signature: [UInt8], for message: [UInt8]) -> Bool {
        switch algorithm {
        case .ed25519:
            return verifies(signature, message)
        case .cosignature:
            guard let (time, ed25519) = Cosignature.split(signature) else { return false }
            return verifies(ed25519, Cosignature.message(time: time, text: message))
        }
    }

    private func verifies(_ signature: [UInt8], _ message: [UInt8]) -> Bool {
        typealias PublicKey = Curve25519.Signing.PublicKey
        let key = try? PublicKey(rawRepresentation: publicKey)  // what is no key verifies nothing
        return signature.count == 64 && key?.isValidSignature(signature, for: message) == true
    }
}

/// The written form that verifier and signing keys share: `name+key ID+base64`.
enum NoteKeyText {
    static func parse(_ text: Substring) throws -> (name: String, keyID: UInt32, bytes: [UInt8]) {
        let parts = text.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let keyID = KeyIDText.parse(parts[1]), let bytes = Base64.decode(parts[2]) else {
            throw MalformedInput(code: .keyShape, detail: "a key is written name+key ID+base64")
        }
        return (String(Substring(parts[0])), keyID, bytes)
    }

    static func algorithm(_ bytes: [UInt8]) throws -> NoteAlgorithm {
        guard let type = bytes.first else {
            throw MalformedInput(code: .keyShape, detail: "a key without its type byte")
        }
        guard let algorithm = NoteAlgorithm(rawValue: type) else {
            throw MalformedInput(code: .unknownAlgorithm, detail: "keys of type \(type) are not understood")
        }
        return algorithm
    }
}

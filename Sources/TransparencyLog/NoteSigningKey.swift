import Crypto

/// The private half of a note key.
public struct NoteSigningKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// The public half, to be given to everybody.
    public let verifierKey: NoteVerifierKey

    // Made once: expanding a seed costs as much as a signature.
    private let privateKey: Curve25519.Signing.PrivateKey

    /// A key from its seed.
    ///
    /// - Parameters:
    ///   - name: Whose key it is: for a log its origin. Not empty, no space, no plus.
    ///   - seed: 32 bytes that nobody can guess.
    ///   - algorithm: What the key is to sign; a log's checkpoints unless said otherwise.
    /// - Throws: `MalformedInput` with code `keyName`, or `keyShape` when the seed is not 32 bytes.
    public init(name: String, seed: [UInt8], algorithm: NoteAlgorithm = .ed25519) throws {
        guard seed.count == 32 else {
            throw MalformedInput(code: .keyShape, detail: "a seed of \(seed.count) bytes, not 32")
        }
        privateKey = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        verifierKey = try NoteVerifierKey(
            name: name,
            algorithm: algorithm,
            publicKey: Array(privateKey.publicKey.rawRepresentation)
        )
    }

    /// Reads a signing key.
    ///
    /// - Parameter text: `PRIVATE+KEY+name+key ID+base64(type ‖ seed)` on one line without line break.
    /// - Throws: `MalformedInput` with code `keyName`, `keyShape`, `keyID` or `unknownAlgorithm`.
    public init(_ text: String) throws {
        guard text.utf8.starts(with: Self.prefix.utf8) else {
            throw MalformedInput(code: .keyShape, detail: "a signing key begins with \(Self.prefix)")
        }
        let (name, keyID, bytes) = try NoteKeyText.parse(Substring(text.utf8.dropFirst(Self.prefix.utf8.count)))
        let algorithm = try NoteKeyText.algorithm(bytes)
        try self.init(name: name, seed: Array(bytes.dropFirst()), algorithm: algorithm)
        guard verifierKey.keyID == keyID else {
            throw MalformedInput(code: .keyID, detail: "key ID \(KeyIDText.text(keyID)) does not belong to the key")
        }
    }

    /// The key as it is stored: a secret.
    public var text: String {
        let bytes = [verifierKey.algorithm.rawValue] + Array(privateKey.rawRepresentation)
        return "\(Self.prefix)\(verifierKey.name)+\(KeyIDText.text(verifierKey.keyID))+\(Base64.encode(bytes))"
    }

    /// The public half: so that no log line ever shows the secret.
    public var description: String { "signing key of \(verifierKey)" }

    /// Nothing: so that no dump ever shows the secret.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// Signs the text of a note.
    ///
    /// - Parameter text: UTF-8 without control characters other than the line feed it ends with.
    /// - Returns: The note signature, to be put below the text.
    /// - Throws: `MalformedInput` with code `noteShape` or `controlCharacter`, and with `wrongAlgorithm` for a witness's
    ///   key, which signs only through `Cosignature`.
    public func sign(_ text: String) throws -> NoteSignature {
        guard verifierKey.algorithm == .ed25519 else {
            throw MalformedInput(
                code: .wrongAlgorithm,
                detail: "a witness's key cosigns checkpoints, it signs no notes"
            )
        }
        try SignedNote.check(text: text)
        return try NoteSignature(key: verifierKey, signature: ed25519(Array(text.utf8)))
    }

    /// The bare Ed25519 signature of a message, 64 bytes.
    func ed25519(_ message: [UInt8]) throws -> [UInt8] {
        Array(try privateKey.signature(for: message))
    }

    private static let prefix = "PRIVATE+KEY+"
}

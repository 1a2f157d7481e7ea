/// One signature line of a note: who, with which key, and the bytes.
///
/// Source: c2sp.org/signed-note "Format".
public struct NoteSignature: Hashable, Sendable {
    /// The name of the key.
    public var name: String { exactName.string }

    /// Four bytes that tell apart the keys of one name.
    public let keyID: UInt32

    /// What follows the key ID; at least one byte, 64 for Ed25519.
    public let signature: [UInt8]

    let exactName: ExactText

    /// A note signature from its parts.
    ///
    /// - Parameters:
    ///   - name: The name of the key; not empty, no space, no plus.
    ///   - keyID: The key's four bytes.
    ///   - signature: At least one byte.
    /// - Throws: `MalformedInput` with code `keyName`, or `signatureLine` when there are no bytes.
    public init(name: String, keyID: UInt32, signature: [UInt8]) throws {
        try NoteKeyName.check(name)
        guard !signature.isEmpty else {
            throw MalformedInput(code: .signatureLine, detail: "no bytes follow the key ID of \(name)")
        }
        exactName = ExactText(name)
        self.keyID = keyID
        self.signature = signature
    }

    /// Reads a signature line.
    ///
    /// - Parameter line: The line without its line feed, exactly as `line` writes it.
    /// - Throws: `MalformedInput` with code `signatureLine` or `keyName`.
    public init(parsing line: String) throws {
        let malformed = MalformedInput(code: .signatureLine, detail: "a signature line is: dash, key name, base64")
        let bytes = line.utf8
        guard bytes.starts(with: Self.dash.utf8) else { throw malformed }
        let parts = bytes.dropFirst(Self.dash.utf8.count)
            .split(separator: UInt8(ascii: " "), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let decoded = Base64.decode(parts[1]), decoded.count >= 5 else { throw malformed }
        try self.init(
            name: String(Substring(parts[0])),
            keyID: decoded[..<4].reduce(0) { $0 << 8 | UInt32($1) },
            signature: Array(decoded[4...])
        )
    }

    /// A note signature that a key has just made.
    init(key: NoteVerifierKey, signature: [UInt8]) throws {
        try self.init(name: key.name, keyID: key.keyID, signature: signature)
    }

    /// The line without its line feed: dash, key name, base64 of key ID and bytes.
    public var line: String {
        let prefix = (0..<4).map { UInt8(truncatingIfNeeded: keyID >> UInt32(24 - 8 * $0)) }
        return "\(Self.dash)\(name) \(Base64.encode(prefix + signature))"
    }

    private static let dash = "\u{2014} "
}

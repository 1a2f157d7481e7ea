/// A witness's statement that it saw a checkpoint at a time and knows of no other history of that log.
///
/// Source: c2sp.org/tlog-cosignature, type 0x04.
public struct Cosignature: Hashable, Sendable {
    /// When the witness saw the checkpoint: POSIX time in seconds.
    public let time: UInt64

    /// The signature line it stands in.
    public let line: NoteSignature

    /// Reads a cosignature from a signature line.
    ///
    /// Nothing is checked but the length.
    ///
    /// - Parameter line: A line of a type 0x04 key: eight bytes of time and 64 of Ed25519.
    /// - Throws: `MalformedInput` with code `cosignatureShape` when it is not 72 bytes.
    public init(_ line: NoteSignature) throws {
        guard let (time, _) = Self.split(line.signature) else {
            throw MalformedInput(
                code: .cosignatureShape,
                detail: "\(line.signature.count) bytes, and a cosignature has 72"
            )
        }
        self.time = time
        self.line = line
    }

    /// Cosigns a checkpoint.
    ///
    /// The witness must have checked and stored it before.
    ///
    /// - Parameters:
    ///   - checkpoint: What the witness saw.
    ///   - time: When: POSIX time in seconds.
    ///   - key: The witness's key, of type 0x04.
    /// - Throws: `MalformedInput` with code `wrongAlgorithm` for a key of another type.
    public init(of checkpoint: Checkpoint, time: UInt64, key: NoteSigningKey) throws {
        guard key.verifierKey.algorithm == .cosignature else {
            throw MalformedInput(code: .wrongAlgorithm, detail: "the key of a log cannot cosign")
        }
        let message = Self.message(time: time, text: Array(checkpoint.noteText.utf8))
        let prefix = (0..<8).map { UInt8(truncatingIfNeeded: time >> UInt64(56 - 8 * $0)) }
        self.time = time
        line = try NoteSignature(key: key.verifierKey, signature: prefix + key.ed25519(message))
    }

    /// Whether a witness made this cosignature for a checkpoint.
    ///
    /// - Parameters:
    ///   - checkpoint: What it is said to be for.
    ///   - key: The witness's verifier key.
    /// - Returns: False for any other key, checkpoint or time.
    public func isValid(for checkpoint: Checkpoint, key: NoteVerifierKey) -> Bool {
        key.algorithm == .cosignature && key.keyID == line.keyID && key.exactName == line.exactName
            && key.isValid(signature: line.signature, for: Array(checkpoint.noteText.utf8))
    }

    /// What a witness signs: a header, the time and the whole checkpoint text with its last line feed.
    static func message(time: UInt64, text: [UInt8]) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n".utf8) + text
    }

    /// The time and the 64 bytes of Ed25519 in the bytes of a cosignature; `nil` when they are not 72.
    static func split(_ signature: [UInt8]) -> (time: UInt64, ed25519: [UInt8])? {
        guard signature.count == 72 else { return nil }
        return (signature[..<8].reduce(0) { $0 << 8 | UInt64($1) }, Array(signature[8...]))
    }
}

/// What a log commits to: its name, its size and its root.
///
/// Source: c2sp.org/tlog-checkpoint.
public struct Checkpoint: Hashable, Sendable {
    /// The log's name, which never changes.
    public var origin: String { exactOrigin.string }

    /// The number of entries.
    public let size: UInt64

    /// The root of the tree over all entries.
    public let root: MerkleHash

    /// Further lines, which have no meaning here; our own checkpoints have none.
    public var extensions: [String] { exactExtensions.map(\.string) }

    let exactOrigin: ExactText
    private let exactExtensions: [ExactText]

    /// A checkpoint from its parts.
    ///
    /// - Parameters:
    ///   - origin: The log's name: one line, not empty.
    ///   - size: The number of entries.
    ///   - root: The root over them; the hash of nothing when there are none.
    ///   - extensions: Lines, none of them empty.
    /// - Throws: `MalformedInput` with code `checkpointShape`, `controlCharacter` or `emptyTreeRoot`.
    public init(origin: String, size: UInt64, root: MerkleHash, extensions: [String] = []) throws {
        for line in [origin] + extensions {
            guard !line.isEmpty, !line.utf8.contains(0x0A) else {
                throw MalformedInput(code: .checkpointShape, detail: "origin and extensions are lines, none empty")
            }
            guard !ExactText.hasControlCharacter(line.utf8) else {
                throw MalformedInput(code: .controlCharacter, detail: "a line has a control character")
            }
        }
        guard size > 0 || root == MerkleTree.emptyRoot else {
            throw MalformedInput(code: .emptyTreeRoot, detail: "the root of an empty log is \(MerkleTree.emptyRoot)")
        }
        exactOrigin = ExactText(origin)
        self.size = size
        self.root = root
        exactExtensions = extensions.map(ExactText.init)
    }

    /// Reads the text of a checkpoint, without its signatures.
    ///
    /// - Parameter text: Origin, size, root and further lines, each with its line feed, exactly as `noteText` writes it.
    /// - Throws: `MalformedInput` with code `checkpointShape`, `notDecimal`, `notBase64`, `controlCharacter` or
    ///   `emptyTreeRoot`.
    public init(parsing text: String) throws {
        let bytes = text.utf8
        let lines = bytes.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false).map(Substring.init)
        guard bytes.last == 0x0A, lines.count >= 3 else {
            throw MalformedInput(code: .checkpointShape, detail: "a checkpoint has an origin, a size and a root line")
        }
        guard let size = CanonicalDecimal.parse(lines[1].utf8) else {
            throw MalformedInput(code: .notDecimal, detail: "the size is no decimal number of 64 bits")
        }
        guard let root = MerkleHash(base64: String(lines[2])) else {
            throw MalformedInput(code: .notBase64, detail: "the root is not 32 bytes in canonical base64")
        }
        try self.init(origin: String(lines[0]), size: size, root: root, extensions: lines[3...].map(String.init))
    }

    /// The lines that are signed, each with its line feed.
    public var noteText: String {
        "\(origin)\n\(size)\n\(root.base64)\n" + extensions.map { $0 + "\n" }.joined()
    }

    /// Signs the checkpoint as its log.
    ///
    /// - Parameter key: The log's key, whose name is the origin.
    /// - Returns: The checkpoint as it is served.
    /// - Throws: `MalformedInput` with code `wrongAlgorithm` for a witness's key, `keyName` for a key of another name.
    public func signed(by key: NoteSigningKey) throws -> SignedNote {
        guard key.verifierKey.exactName == exactOrigin else {
            throw MalformedInput(code: .keyName, detail: "the key of \(key.verifierKey.name) cannot sign for \(origin)")
        }
        let text = noteText
        return try SignedNote(text: text, signatures: [key.sign(text)])
    }

    /// Checks that a note is a checkpoint of the log a key belongs to.
    ///
    /// - Parameters:
    ///   - note: The signed note as it was served.
    ///   - key: The log's verifier key, known from elsewhere.
    /// - Returns: The checkpoint when the key signed it and its origin is the key's name.
    public static func verify(_ note: SignedNote, key: NoteVerifierKey) -> CheckpointVerdict {
        guard key.algorithm == .ed25519 else {
            return .invalid(InvalidReason(code: .notALogKey, detail: "\(key.name) is the key of a witness"))
        }
        if let reason = note.verified(by: [key]).reason { return .invalid(reason) }
        do {
            let checkpoint = try Checkpoint(parsing: note.text)
            guard checkpoint.exactOrigin == key.exactName else {
                return .invalid(
                    InvalidReason(code: .otherOrigin, detail: "a checkpoint of \(checkpoint.origin), not \(key.name)")
                )
            }
            return .valid(checkpoint)
        } catch {
            return .invalid(InvalidReason(code: .notACheckpoint, detail: "\(error)"))
        }
    }
}

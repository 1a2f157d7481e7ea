/// A receipt: all that is needed to check, without asking anybody, that an entry is in a log.
///
/// Source: c2sp.org/tlog-proof; files end with `.tlog-proof`.
public struct LogProof: Hashable, Sendable {
    /// The longest receipt that is read.
    public static let limitBytes = 1 << 20

    /// Data for the holder, which nothing here vouches for.
    public let extra: [UInt8]?

    /// Where the entry stands in the log, from 0.
    public let index: UInt64

    /// The hashes of the inclusion proof, lowest first.
    public let hashes: [MerkleHash]

    /// The signed checkpoint the proof leads to, with whatever cosignatures it has.
    public let checkpoint: SignedNote

    /// A receipt from its parts.
    public init(extra: [UInt8]? = nil, index: UInt64, hashes: [MerkleHash], checkpoint: SignedNote) {
        self.extra = extra
        self.index = index
        self.hashes = hashes
        self.checkpoint = checkpoint
    }

    /// Reads a receipt.
    ///
    /// - Parameter string: The whole receipt, at most 1 MiB of UTF-8; what parses prints back byte for byte.
    /// - Throws: `MalformedInput` with code `tooLong`, `proofShape`, `notDecimal`, `notBase64` or any of a note's.
    public init(parsing string: String) throws {
        try self.init(parsing: Array(string.utf8))
    }

    /// Reads a receipt.
    ///
    /// - Parameter bytes: The whole receipt, at most 1 MiB; what parses prints back byte for byte.
    /// - Throws: `MalformedInput` with code `tooLong`, `proofShape`, `notDecimal`, `notBase64` or any of a note's.
    public init(parsing bytes: [UInt8]) throws {
        guard bytes.count <= Self.limitBytes else {
            throw MalformedInput(code: .tooLong, detail: "a receipt of \(bytes.count) bytes, more than 1 MiB")
        }
        guard let empty = Self.firstEmptyLine(of: bytes) else {
            throw MalformedInput(code: .proofShape, detail: "no empty line before the checkpoint")
        }
        var lines = bytes[..<(empty - 1)].split(separator: 0x0A, omittingEmptySubsequences: false)[...]
        guard let header = lines.popFirst(), header.elementsEqual(Self.header.utf8) else {
            throw MalformedInput(code: .proofShape, detail: "a receipt begins with \(Self.header)")
        }
        var extra: [UInt8]?
        if let line = lines.first, line.starts(with: "extra ".utf8) {
            guard let bytes = Base64.decode(line.dropFirst(6)) else {
                throw MalformedInput(code: .notBase64, detail: "the extra line is not canonical base64")
            }
            extra = bytes
            lines.removeFirst()
        }
        guard let line = lines.popFirst(), line.starts(with: "index ".utf8) else {
            throw MalformedInput(code: .proofShape, detail: "no index line")
        }
        guard let index = CanonicalDecimal.parse(line.dropFirst(6)) else {
            throw MalformedInput(code: .notDecimal, detail: "the index is no decimal number of 64 bits")
        }
        let hashes = try lines.map { line in
            guard let bytes = Base64.decode(line), let hash = MerkleHash(bytes) else {
                throw MalformedInput(code: .notBase64, detail: "a hash is not 32 bytes in canonical base64")
            }
            return hash
        }
        let checkpoint = try SignedNote(parsing: Array(bytes[(empty + 1)...]))
        self.init(extra: extra, index: index, hashes: hashes, checkpoint: checkpoint)
    }

    /// The whole receipt.
    public var string: String {
        let extraLine = extra.map { "extra \(Base64.encode($0))\n" } ?? ""
        let hashLines = hashes.map { $0.base64 + "\n" }.joined()
        return "\(Self.header)\n\(extraLine)index \(index)\n\(hashLines)\n\(checkpoint.string)"
    }

    /// Checks that an entry is in the log of a key.
    ///
    /// - Parameters:
    ///   - entry: The bytes of the entry.
    ///   - key: The log's verifier key, known from elsewhere.
    /// - Returns: The checkpoint the entry is included in, or the first thing that is wrong.
    public func verify(entry: [UInt8], key: NoteVerifierKey) -> CheckpointVerdict {
        let verdict = Checkpoint.verify(checkpoint, key: key)
        guard let checkpoint = verdict.value else { return verdict }
        let proof = InclusionProof(index: index, treeSize: checkpoint.size, hashes: hashes)
        guard proof.isValid(leaf: MerkleTree.leafHash(of: entry), root: checkpoint.root) else {
            return .invalid(
                InvalidReason(
                    code: .notIncluded,
                    detail: "the entry does not stand at \(index) of the log of \(checkpoint.size)"
                )
            )
        }
        return verdict
    }

    private static let header = "c2sp.org/tlog-proof@v1"

    /// Where the first empty line begins: the place of the second of two line feeds.
    private static func firstEmptyLine(of bytes: [UInt8]) -> Int? {
        bytes.indices.dropFirst().first { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A }
    }
}

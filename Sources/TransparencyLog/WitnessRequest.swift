/// What a log asks of a witness: to cosign a checkpoint that continues the one it cosigned before.
///
/// Source: c2sp.org/tlog-witness "add-checkpoint".
public struct WitnessRequest: Hashable, Sendable {
    /// The most hashes a proof may have here.
    public static let hashLimit = 63

    /// The size of the checkpoint that the witness is thought to have cosigned last; 0 for none.
    public let oldSize: UInt64

    /// The consistency proof from there; at most 63 hashes.
    public let hashes: [MerkleHash]

    /// The checkpoint as its log signed it; nothing about it is trusted yet.
    public let checkpoint: SignedNote

    /// A request from its parts.
    ///
    /// - Parameters:
    ///   - oldSize: What the witness is thought to know; 0 for nothing.
    ///   - hashes: The consistency proof; at most 63.
    ///   - checkpoint: The signed checkpoint.
    /// - Throws: `MalformedInput` with code `requestShape` for a longer proof.
    public init(oldSize: UInt64, hashes: [MerkleHash], checkpoint: SignedNote) throws {
        guard hashes.count <= Self.hashLimit else {
            throw MalformedInput(code: .requestShape, detail: "a proof of \(hashes.count) hashes, more than 63")
        }
        self.oldSize = oldSize
        self.hashes = hashes
        self.checkpoint = checkpoint
    }

    /// Reads the body of a request.
    ///
    /// - Parameter bytes: The whole body; what parses prints back byte for byte.
    /// - Throws: `MalformedInput` with code `requestShape`, `notDecimal`, `notBase64` or any of a note's.
    public init(parsing bytes: [UInt8]) throws {
        guard let empty = bytes.indices.dropFirst().first(where: { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A }) else {
            throw MalformedInput(code: .requestShape, detail: "no empty line before the checkpoint")
        }
        var lines = bytes[..<(empty - 1)].split(separator: 0x0A, omittingEmptySubsequences: false)[...]
        guard let old = lines.popFirst(), old.starts(with: "old ".utf8) else {
            throw MalformedInput(code: .requestShape, detail: "a request begins with old and a size")
        }
        guard let oldSize = CanonicalDecimal.parse(old.dropFirst(4)) else {
            throw MalformedInput(code: .notDecimal, detail: "the old size is no decimal number of 64 bits")
        }
        guard lines.count <= Self.hashLimit else {
            throw MalformedInput(code: .requestShape, detail: "a proof of \(lines.count) hashes, more than 63")
        }
        let hashes = try lines.map { line in
            guard let bytes = Base64.decode(line), let hash = MerkleHash(bytes) else {
                throw MalformedInput(code: .notBase64, detail: "a hash is not 32 bytes in canonical base64")
            }
            return hash
        }
        let checkpoint = try SignedNote(parsing: Array(bytes[(empty + 1)...]))
        try self.init(oldSize: oldSize, hashes: hashes, checkpoint: checkpoint)
    }

    /// The body of the request.
    public var string: String {
        "old \(oldSize)\n" + hashes.map { $0.base64 + "\n" }.joined() + "\n" + checkpoint.string
    }
}

extension MalformedInput.Code {
    /// A request to a witness that has not its lines.
    public static let requestShape = Self("requestShape")
}

import Crypto

/// A SHA-256 hash in a Merkle tree: 32 bytes, held inline.
public struct MerkleHash: Hashable, Sendable, CustomStringConvertible {
    /// The length of a hash.
    public static let byteCount = 32

    // Four words in memory order, so that a million hashes cost 32 MB and no allocation each.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// A hash of exactly 32 bytes, else `nil`.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
        self.words = words
    }

    /// A hash of canonical base64: 44 characters, padded, the unused bits zero; else `nil`.
    public init?(base64: String) {
        guard let bytes = Base64.decode(base64.utf8) else { return nil }
        self.init(bytes)
    }

    /// SHA-256 of some bytes, without any domain prefix.
    init(hashing bytes: UnsafeRawBufferPointer) {
        var function = SHA256()
        function.update(bufferPointer: bytes)
        words = function.finalize().withUnsafeBytes {
            $0.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
        }
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        withUnsafeBytes(of: words) { Array($0) }
    }

    /// The hash in canonical base64, 44 characters.
    public var base64: String { Base64.encode(bytes) }

    /// The hash in lower-case hexadecimal, 64 characters.
    public var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The hash in base64, as checkpoints and receipts write it.
    public var description: String { base64 }

    /// Whether all 32 bytes are equal.
    public static func == (left: MerkleHash, right: MerkleHash) -> Bool {
        left.words == right.words
    }

    /// Feeds all 32 bytes.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }

    /// Whether the 32 bytes at a place of a buffer are these.
    func isEqual(to buffer: UnsafeRawBufferPointer, at place: Int) -> Bool {
        words == buffer.loadUnaligned(fromByteOffset: place, as: (UInt64, UInt64, UInt64, UInt64).self)
    }

    /// Copies the 32 bytes to the start of a buffer that has room for them.
    func copy(to buffer: UnsafeMutableRawBufferPointer) {
        withUnsafeBytes(of: words) { buffer.copyMemory(from: $0) }
    }
}

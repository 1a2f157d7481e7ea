/// The arithmetic of the tree.
///
/// Source: RFC 6962 section 2.1.
public enum MerkleTree {
    /// The root of a tree without leaves: SHA-256 of nothing.
    public static let emptyRoot = MerkleHash(hashing: UnsafeRawBufferPointer(start: nil, count: 0))

    /// The leaf of an entry: SHA-256(0x00 ‖ entry).
    public static func leafHash(of entry: [UInt8]) -> MerkleHash {
        entry.withUnsafeBytes { leafHash(of: $0) }
    }

    /// The leaves of entries that stand in one buffer, such as a bundle.
    ///
    /// - Parameters:
    ///   - ranges: Where the entries stand, as `EntryBundle.ranges(in:count:)` gives it.
    ///   - bytes: The buffer.
    /// - Returns: As many hashes, in the same order.
    public static func leafHashes(of ranges: [Range<Int>], in bytes: [UInt8]) -> [MerkleHash] {
        bytes.withUnsafeBytes { buffer in ranges.map { leafHash(of: UnsafeRawBufferPointer(rebasing: buffer[$0])) } }
    }

    private static func leafHash(of entry: UnsafeRawBufferPointer) -> MerkleHash {
        // One update over one buffer is nearly twice as fast as two updates.
        withUnsafeTemporaryAllocation(byteCount: 1 + entry.count, alignment: 1) { buffer in
            buffer[0] = 0
            UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyMemory(from: entry)
            return MerkleHash(hashing: UnsafeRawBufferPointer(buffer))
        }
    }

    /// The node above two subtrees: SHA-256(0x01 ‖ left ‖ right).
    public static func nodeHash(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * MerkleHash.byteCount, alignment: 1) { buffer in
            buffer[0] = 1
            left.copy(to: UnsafeMutableRawBufferPointer(rebasing: buffer[1..<33]))
            right.copy(to: UnsafeMutableRawBufferPointer(rebasing: buffer[33..<65]))
            return MerkleHash(hashing: UnsafeRawBufferPointer(buffer))
        }
    }

    /// The root over some leaf hashes in log order; `emptyRoot` when there are none.
    public static func root(of leaves: [MerkleHash]) -> MerkleHash {
        root(of: leaves[...])
    }

    /// The root over neighbouring hashes of one level.
    ///
    /// Pairing neighbours level by level, and lifting an odd last one, gives the same tree as splitting at the largest
    /// power of two.
    static func root(of hashes: ArraySlice<MerkleHash>) -> MerkleHash {
        guard !hashes.isEmpty else { return emptyRoot }
        var level = Array(hashes)
        var count = level.count
        while count > 1 {
            for pair in 0..<count / 2 {
                level[pair] = nodeHash(level[2 * pair], level[2 * pair + 1])
            }
            if count % 2 == 1 { level[count / 2] = level[count - 1] }
            count = (count + 1) / 2
        }
        return level[0]
    }

    /// The largest power of two below a count of at least 2: where a tree of that many leaves splits.
    static func split(_ count: UInt64) -> UInt64 {
        1 << UInt64(63 - (count - 1).leadingZeroBitCount)
    }
}

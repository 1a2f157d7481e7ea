/// The proof that an older tree is the beginning of a newer one.
///
/// Source: RFC 6962 section 2.1.2; checked as in RFC 9162 section 2.1.4.2.
public struct ConsistencyProof: Hashable, Sendable {
    /// The number of leaves in the older tree.
    public let oldSize: UInt64

    /// The number of leaves in the newer tree.
    public let newSize: UInt64

    /// The hashes that lead to both roots; at most 64, none when the sizes are equal or the older tree is empty.
    public let hashes: [MerkleHash]

    /// A proof that somebody gave; it may be wrong in every part.
    public init(oldSize: UInt64, newSize: UInt64, hashes: [MerkleHash]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// Makes the proof from a log's tiles.
    ///
    /// - Parameters:
    ///   - oldSize: 0 ... newSize.
    ///   - newSize: The size of the newer tree, which the log has reached.
    ///   - tile: Gives the hashes of a tile of a log of exactly `newSize` leaves, as many as its width. Asked once for
    ///     each of a handful of tiles.
    /// - Throws: `MalformedInput` with code `beyondTree` or `tileWidth`, and whatever `tile` throws.
    public init(oldSize: UInt64, newSize: UInt64, reading tile: (TileCoordinate) throws -> [MerkleHash]) throws {
        guard oldSize <= newSize else {
            throw MalformedInput(code: .beyondTree, detail: "\(oldSize) leaves are beyond a tree of \(newSize)")
        }
        hashes = try withoutActuallyEscaping(tile) { read in
            var reader = TreeReader(size: newSize, read: read)
            var beside: [MerkleHash] = []
            var leaves = 0..<newSize
            while oldSize > 0, oldSize != leaves.upperBound {
                let middle = leaves.lowerBound + MerkleTree.split(leaves.upperBound - leaves.lowerBound)
                if oldSize <= middle {
                    beside.append(try reader.root(of: middle..<leaves.upperBound))
                    leaves = leaves.lowerBound..<middle
                } else {
                    beside.append(try reader.root(of: leaves.lowerBound..<middle))
                    leaves = middle..<leaves.upperBound
                }
            }
            // Where the old tree is itself a subtree of the new one, its root is known and not repeated.
            if oldSize > 0, leaves.lowerBound > 0 { beside.append(try reader.root(of: leaves)) }
            return beside.reversed()
        }
        self.oldSize = oldSize
        self.newSize = newSize
    }

    /// Whether the proof leads to both roots.
    ///
    /// - Parameters:
    ///   - oldRoot: The root of the older tree.
    ///   - newRoot: The root of the newer tree.
    /// - Returns: False for any proof that is too short, too long or leads elsewhere, and for an empty older tree, of
    ///   which nothing can be proven.
    public func isValid(oldRoot: MerkleHash, newRoot: MerkleHash) -> Bool {
        guard oldSize > 0, oldSize <= newSize else { return false }
        if oldSize == newSize { return hashes.isEmpty && oldRoot == newRoot }
        var place = oldSize - 1
        var last = newSize - 1
        let shift = UInt64((~place).trailingZeroBitCount)
        place >>= shift
        last >>= shift
        // A power of two is a subtree of the new tree: the way begins at the old root itself.
        var path = hashes[...]
        guard let start = oldSize & (oldSize - 1) == 0 ? oldRoot : path.popFirst() else { return false }
        var reachedOld = start
        var reachedNew = start
        for hash in path {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                reachedOld = MerkleTree.nodeHash(hash, reachedOld)
                reachedNew = MerkleTree.nodeHash(hash, reachedNew)
                while place & 1 == 0, place > 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                reachedNew = MerkleTree.nodeHash(reachedNew, hash)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && reachedOld == oldRoot && reachedNew == newRoot
    }
}

/// The proof that a leaf stands at an index of a tree.
///
/// Source: RFC 6962 section 2.1.1; checked as in RFC 9162 section 2.1.3.2.
public struct InclusionProof: Hashable, Sendable {
    /// Where the leaf stands, from 0.
    public let index: UInt64

    /// The number of leaves in the tree.
    public let treeSize: UInt64

    /// The hashes beside the leaf's way to the root, lowest first; at most 64.
    public let hashes: [MerkleHash]

    /// A proof that somebody gave; it may be wrong in every part.
    public init(index: UInt64, treeSize: UInt64, hashes: [MerkleHash]) {
        self.index = index
        self.treeSize = treeSize
        self.hashes = hashes
    }

    /// Makes the proof from a log's tiles.
    ///
    /// - Parameters:
    ///   - index: The leaf, 0 ..< treeSize.
    ///   - treeSize: The size of the tree to prove it in, which the log has reached.
    ///   - tile: Gives the hashes of a tile of a log of exactly `treeSize` leaves, as many as its width. Asked once for
    ///     each of a handful of tiles.
    /// - Throws: `MalformedInput` with code `beyondTree` or `tileWidth`, and whatever `tile` throws.
    public init(index: UInt64, treeSize: UInt64, reading tile: (TileCoordinate) throws -> [MerkleHash]) throws {
        guard index < treeSize else {
            throw MalformedInput(code: .beyondTree, detail: "leaf \(index) is beyond a tree of \(treeSize)")
        }
        hashes = try withoutActuallyEscaping(tile) { read in
            var reader = TreeReader(size: treeSize, read: read)
            var beside: [MerkleHash] = []
            var leaves = 0..<treeSize
            while leaves.upperBound - leaves.lowerBound > 1 {
                let middle = leaves.lowerBound + MerkleTree.split(leaves.upperBound - leaves.lowerBound)
                if index < middle {
                    beside.append(try reader.root(of: middle..<leaves.upperBound))
                    leaves = leaves.lowerBound..<middle
                } else {
                    beside.append(try reader.root(of: leaves.lowerBound..<middle))
                    leaves = middle..<leaves.upperBound
                }
            }
            return beside.reversed()
        }
        self.index = index
        self.treeSize = treeSize
    }

    /// Whether the proof leads from a leaf to a root.
    ///
    /// - Parameters:
    ///   - leaf: The hash of the entry.
    ///   - root: The root of the tree of `treeSize`, from a checkpoint that is trusted.
    /// - Returns: False for any proof that is too short, too long or leads elsewhere.
    public func isValid(leaf: MerkleHash, root: MerkleHash) -> Bool {
        guard index < treeSize else { return false }
        var place = index
        var last = treeSize - 1
        var reached = leaf
        for hash in hashes {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                reached = MerkleTree.nodeHash(hash, reached)
                while place & 1 == 0, place > 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                reached = MerkleTree.nodeHash(reached, hash)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && reached == root
    }
}

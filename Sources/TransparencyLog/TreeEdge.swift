/// The right edge of a tree: all that is needed to grow it and to know its root.
///
/// It holds the partial tile of each level, at most 255 hashes a level, whatever the size of the tree.
///
/// Source: c2sp.org/tlog-tiles "Merkle Tree"; RFC 6962 section 2.1.
public struct TreeEdge: Hashable, Sendable {
    /// The number of leaves in the tree.
    public private(set) var size: UInt64 = 0

    // By level; at level l exactly size / 256^l % 256 hashes. 2^64 leaves have eight levels.
    private var partialTiles = [[MerkleHash]](repeating: [], count: 8)

    /// The edge of an empty tree.
    public init() {}

    /// The edge of a tree from its stored partial tiles.
    ///
    /// - Parameters:
    ///   - size: The number of leaves in the tree.
    ///   - partialTiles: By level, the hashes of the partial tile from its first one; a level without one may be absent.
    /// - Throws: `MalformedInput` with code `edgeDoesNotFit` when a level has not `size / 256^level % 256` hashes.
    public init(size: UInt64, partialTiles: [Int: [MerkleHash]]) throws {
        for (level, hashes) in partialTiles where !hashes.isEmpty && !(0..<8).contains(level) {
            throw MalformedInput(code: .edgeDoesNotFit, detail: "no tree reaches level \(level) of tiles")
        }
        for level in 0..<8 {
            let hashes = partialTiles[level] ?? []
            let width = size >> UInt64(8 * level) & 255
            guard hashes.count == width else {
                throw MalformedInput(
                    code: .edgeDoesNotFit,
                    detail: "a tree of \(size) has \(width) hashes at the edge of level \(level), not \(hashes.count)"
                )
            }
            self.partialTiles[level] = hashes
        }
        self.size = size
    }

    /// The root of the tree.
    public var root: MerkleHash {
        var root: MerkleHash?
        for hashes in partialTiles where !hashes.isEmpty {
            root = Self.fold(hashes, below: root)
        }
        return root ?? MerkleTree.emptyRoot
    }

    /// The hashes of the partial tile of a level, from its first one; empty where the level has none.
    public func partialTile(level: Int) -> [MerkleHash] {
        partialTiles.indices.contains(level) ? partialTiles[level] : []
    }

    /// Grows the tree by some leaf hashes in log order.
    ///
    /// - Parameter leaves: Leaf hashes; may be empty.
    /// - Returns: Every tile the growth changed, whole from its first hash, lowest level first and in order.
    public mutating func append(_ leaves: [MerkleHash]) -> [Tile] {
        var changed: [Tile] = []
        var added = leaves
        for level in partialTiles.indices where !added.isEmpty {
            var index = size >> UInt64(8 * level) / 256
            var hashes = partialTiles[level]
            var above: [MerkleHash] = []
            var next = 0
            while next < added.count {
                let taken = min(TilePath.fullWidth - hashes.count, added.count - next)
                hashes += added[next..<next + taken]
                next += taken
                changed.append(Tile(level: level, index: index, hashes: hashes))
                guard hashes.count == TilePath.fullWidth else { break }
                above.append(MerkleTree.root(of: hashes))
                hashes = []
                index += 1
            }
            partialTiles[level] = hashes
            added = above
        }
        size += UInt64(leaves.count)
        return changed
    }

    /// Joins the complete subtrees of one level, smallest and rightmost first, to what lies right of them.
    private static func fold(_ hashes: [MerkleHash], below right: MerkleHash?) -> MerkleHash? {
        var root = right
        var end = hashes.count
        while end > 0 {
            let width = 1 << end.trailingZeroBitCount
            let subtree = MerkleTree.root(of: hashes[end - width..<end])
            root = root.map { MerkleTree.nodeHash(subtree, $0) } ?? subtree
            end -= width
        }
        return root
    }
}

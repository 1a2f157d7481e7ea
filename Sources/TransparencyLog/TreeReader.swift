/// Reads the hashes of subtrees from the tiles of a log of a size; each tile is asked for once.
struct TreeReader {
    private let size: UInt64
    private let read: (TileCoordinate) throws -> [MerkleHash]
    private var tiles: [TileCoordinate: [MerkleHash]] = [:]

    init(size: UInt64, read: @escaping (TileCoordinate) throws -> [MerkleHash]) {
        self.size = size
        self.read = read
    }

    /// The root over the leaves of a range that begins where a subtree of its size may begin.
    mutating func root(of leaves: Range<UInt64>) throws -> MerkleHash {
        var root: MerkleHash?
        var end = leaves.upperBound
        while end > leaves.lowerBound {
            let height = (end - leaves.lowerBound).trailingZeroBitCount
            end -= 1 << UInt64(height)
            let subtree = try hash(height: height, start: end)
            root = root.map { MerkleTree.nodeHash(subtree, $0) } ?? subtree
        }
        return root ?? MerkleTree.emptyRoot
    }

    /// The root of the complete subtree of a height over the leaves from `start`.
    private mutating func hash(height: Int, start: UInt64) throws -> MerkleHash {
        let level = height / 8
        let width = 1 << (height % 8)
        let first = start >> UInt64(8 * level)
        guard let coordinate = TileCoordinate(level: level, index: first >> 8, logSize: size) else {
            throw MalformedInput(code: .beyondTree, detail: "leaf \(start) is beyond a tree of \(size)")
        }
        let hashes = try hashes(of: coordinate)
        let place = Int(first & 255)
        return MerkleTree.root(of: hashes[place..<place + width])
    }

    private mutating func hashes(of coordinate: TileCoordinate) throws -> [MerkleHash] {
        if let known = tiles[coordinate] { return known }
        let hashes = try read(coordinate)
        guard hashes.count == coordinate.width else {
            throw MalformedInput(
                code: .tileWidth,
                detail: "\(coordinate.path) has \(hashes.count) hashes, not \(coordinate.width)"
            )
        }
        tiles[coordinate] = hashes
        return hashes
    }
}

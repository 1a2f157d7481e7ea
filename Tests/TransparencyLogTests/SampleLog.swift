import TransparencyLog

/// A log with a fixed key whose entries are the decimal numbers from 0, held by path as it would be served.
struct SampleLog {
    static let origin = "petitions.example.org/petitions/save-the-library/log"

    let key: NoteSigningKey
    let checkpoint: Checkpoint
    private(set) var files: [String: [UInt8]] = [:]

    init(size: Int) throws {
        key = try NoteSigningKey(name: Self.origin, seed: Array(0..<32))
        let entries = (0..<size).map { Array("\($0)".utf8) }
        var edge = TreeEdge()
        for first in stride(from: 0, to: size, by: 256) {
            let bundle = entries[first..<min(first + 256, size)]
            let coordinate = BundleCoordinate(index: UInt64(first / 256), width: bundle.count)
            files[coordinate.path] = try EntryBundle.encode(Array(bundle))
            for tile in edge.append(bundle.map(MerkleTree.leafHash(of:))) {
                files[tile.coordinate.path] = tile.bytes
            }
        }
        checkpoint = try Checkpoint(origin: Self.origin, size: edge.size, root: edge.root)
        files["checkpoint"] = try checkpoint.signed(by: key).bytes
    }

    /// The files of the present size alone, without the partial tiles of earlier ones.
    var currentFiles: [String: [UInt8]] {
        let paths =
            TileCoordinate.covering(size: checkpoint.size).map(\.path)
            + BundleCoordinate.covering(size: checkpoint.size).map(\.path) + ["checkpoint"]
        return files.filter { paths.contains($0.key) }
    }

    /// The hashes of a tile, as proofs ask for them.
    func hashes(_ coordinate: TileCoordinate) throws -> [MerkleHash] {
        try Tile(coordinate: coordinate, bytes: files[coordinate.path] ?? []).hashes
    }
}

/// The hashes of every level of a naive tree's tiles, cut as proofs ask for them.
struct SampleTiles {
    private var levels: [[MerkleHash]]

    init(_ tree: NaiveTree) {
        levels = [tree.leafHashes]
        var span = 256
        while span <= tree.leaves.count {
            let roots = (0..<tree.leaves.count / span).map { tree.root($0 * span..<($0 + 1) * span) }
            levels.append(tree.hashes(roots))
            span *= 256
        }
    }

    func hashes(_ coordinate: TileCoordinate) throws -> [MerkleHash] {
        let first = Int(coordinate.index) * 256
        guard levels.indices.contains(coordinate.level), first + coordinate.width <= levels[coordinate.level].count
        else { throw MalformedInput(code: .beyondTree, detail: coordinate.path) }
        return Array(levels[coordinate.level][first..<first + coordinate.width])
    }
}

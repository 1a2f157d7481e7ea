/// Recomputes a log from its entries alone and compares everything the log published.
///
/// It never holds more than the right edge and the tiles of one bundle: feed it each bundle in order, then the published
/// bytes of each tile it names, then ask it to finish.
public struct LogVerifier: Sendable {
    /// What a bundle gave.
    public struct Step: Hashable, Sendable {
        /// The entries of the bundle, in log order.
        public let entries: [[UInt8]]

        /// The tiles that no later entry changes, as they must be published; compare each by `matches(tile:bytes:)`.
        public let tiles: [Tile]
    }

    /// The checkpoint all is measured against.
    public let checkpoint: Checkpoint

    /// The first wrong thing, or `nil` while there is none.
    public private(set) var firstFault: InvalidReason?

    /// The roots that the log had at the sizes that were asked for, as far as it was read.
    public private(set) var roots: [UInt64: MerkleHash] = [:]

    private var edge = TreeEdge()
    private var awaited: [TileCoordinate: Tile] = [:]
    /// Sizes whose root was asked for and not reached yet, the largest first.
    private var sizesToCome: [UInt64]

    /// A verifier of the log of a checkpoint, whose signature was checked before.
    ///
    /// - Parameters:
    ///   - checkpoint: What all is measured against.
    ///   - sizes: Earlier sizes whose roots are wanted, in any order: with the root known from an earlier checkpoint,
    ///     that one is the beginning of this log or not, and no consistency proof is needed.
    public init(checkpoint: Checkpoint, rootsAt sizes: some Sequence<UInt64> = EmptyCollection()) {
        self.checkpoint = checkpoint
        sizesToCome = Set(sizes).sorted(by: >)
        if sizesToCome.last == 0 {
            roots[0] = MerkleTree.emptyRoot
            sizesToCome.removeLast()
        }
    }

    /// The next bundle to feed, or `nil` when all were.
    public var nextBundle: BundleCoordinate? {
        edge.size < checkpoint.size ? BundleCoordinate(index: edge.size >> 8, logSize: checkpoint.size) : nil
    }

    /// Takes the next bundle.
    ///
    /// - Parameters:
    ///   - bytes: The published bytes.
    ///   - coordinate: Which bundle they are; must be `nextBundle`.
    /// - Returns: The entries, and the tiles that are now final.
    /// - Throws: `MalformedInput` with code `bundleOrder`, or `bundleShape` when the bytes are no such bundle.
    public mutating func add(bundle bytes: [UInt8], at coordinate: BundleCoordinate) throws -> Step {
        let (ranges, tiles) = try read(bundle: bytes, at: coordinate)
        return Step(entries: ranges.map { Array(bytes[$0]) }, tiles: tiles)
    }

    /// Takes the next bundle as `add(bundle:at:)` does, and leaves its entries where they are.
    ///
    /// - Parameters:
    ///   - bytes: The published bytes.
    ///   - coordinate: Which bundle they are; must be `nextBundle`.
    /// - Returns: Where the entries stand in the bytes, and the tiles that are now final.
    /// - Throws: `MalformedInput` with code `bundleOrder`, or `bundleShape` when the bytes are no such bundle.
    public mutating func read(
        bundle bytes: [UInt8],
        at coordinate: BundleCoordinate
    ) throws -> (entries: [Range<Int>], tiles: [Tile]) {
        do {
            guard coordinate == nextBundle else {
                let due = nextBundle.map { "\($0) is due" } ?? "all bundles were read"
                throw MalformedInput(code: .bundleOrder, detail: due)
            }
            let entries = try EntryBundle.ranges(in: bytes, count: coordinate.width)
            let changed = grow(by: MerkleTree.leafHashes(of: entries, in: bytes))
            let tiles = finalTiles(of: changed)
            for tile in tiles {
                awaited[tile.coordinate] = tile
            }
            return (entries, tiles)
        } catch {
            record(InvalidReason(code: .bundleFails, detail: "\(coordinate.path): \(error)"))
            throw error
        }
    }

    /// Grows the edge, and stops on the way at each size whose root was asked for.
    private mutating func grow(by leaves: [MerkleHash]) -> [Tile] {
        let start = edge.size
        while let size = sizesToCome.last, size <= start + UInt64(leaves.count) {
            var earlier = edge
            _ = earlier.append(Array(leaves.prefix(Int(size - start))))
            roots[size] = earlier.root
            sizesToCome.removeLast()
        }
        return edge.append(leaves)
    }

    /// Compares the published bytes of a tile with those that follow from the entries.
    ///
    /// - Parameters:
    ///   - coordinate: A tile that `add(bundle:at:)` named.
    ///   - bytes: The published bytes.
    /// - Returns: Whether they are equal; false too for a tile that is not awaited.
    public mutating func matches(tile coordinate: TileCoordinate, bytes: [UInt8]) -> Bool {
        guard let tile = awaited[coordinate] else {
            record(InvalidReason(code: .tileDiffers, detail: "\(coordinate.path): not a tile that is awaited"))
            return false
        }
        awaited[coordinate] = nil
        guard tile.isEqual(to: bytes) else {
            record(InvalidReason(code: .tileDiffers, detail: "\(coordinate.path): differs from what the entries give"))
            return false
        }
        return true
    }

    /// Ends the check.
    ///
    /// - Returns: The checkpoint when every bundle and every tile was seen, all agreed and the root is the one signed;
    ///   else the first wrong thing.
    public func finish() -> CheckpointVerdict {
        if let firstFault { return .invalid(firstFault) }
        if let next = nextBundle {
            return .invalid(InvalidReason(code: .incomplete, detail: "\(next.path): was not read"))
        }
        guard edge.root == checkpoint.root else {
            return .invalid(
                InvalidReason(code: .otherRoot, detail: "checkpoint: the entries give the root \(edge.root)")
            )
        }
        if let missed = awaited.keys.map(\.path).min() {
            return .invalid(InvalidReason(code: .incomplete, detail: "\(missed): was not read"))
        }
        return .valid(checkpoint)
    }

    /// Full tiles are final at once, partial ones only when the log ends.
    private func finalTiles(of changed: [Tile]) -> [Tile] {
        let full = changed.filter { $0.hashes.count == TilePath.fullWidth }
        guard edge.size == checkpoint.size else { return full }
        let partial = TileCoordinate.rightEdge(size: edge.size).map { coordinate in
            Tile(level: coordinate.level, index: coordinate.index, hashes: edge.partialTile(level: coordinate.level))
        }
        return full + partial
    }

    private mutating func record(_ fault: InvalidReason) {
        firstFault = firstFault ?? fault
    }
}

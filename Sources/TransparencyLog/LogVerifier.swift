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

    private var edge = TreeEdge()
    private var awaited: [TileCoordinate: Tile] = [:]

    /// A verifier of the log of a checkpoint, whose signature was checked before.
    public init(checkpoint: Checkpoint) {
        self.checkpoint = checkpoint
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
        do {
            guard coordinate == nextBundle else {
                let due = nextBundle.map { "\($0) is due" } ?? "all bundles were read"
                throw MalformedInput(code: .bundleOrder, detail: due)
            }
            let entries = try EntryBundle.decode(bytes, count: coordinate.width)
            let changed = edge.append(entries.map(MerkleTree.leafHash(of:)))
            let tiles = finalTiles(of: changed)
            for tile in tiles {
                awaited[tile.coordinate] = tile
            }
            return Step(entries: entries, tiles: tiles)
        } catch {
            record(InvalidReason(code: .bundleFails, detail: "\(coordinate.path): \(error)"))
            throw error
        }
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
        guard tile.bytes == bytes else {
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

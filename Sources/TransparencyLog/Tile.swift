/// Neighbouring hashes of one level, stored and served together.
public struct Tile: Hashable, Sendable {
    /// 0…63; level 0 holds leaf hashes.
    public let level: Int

    /// The number of the tile in its level, from 0.
    public let index: UInt64

    /// The hashes, 1…256, in log order, from the tile's first one.
    public let hashes: [MerkleHash]

    /// A tile of 1…256 hashes.
    public init(level: Int, index: UInt64, hashes: [MerkleHash]) {
        precondition((0...63).contains(level) && (1...256).contains(hashes.count), "a tile has 1…256 hashes")
        self.level = level
        self.index = index
        self.hashes = hashes
    }

    /// Reads the bytes of a tile.
    ///
    /// - Parameters:
    ///   - coordinate: Which tile it is.
    ///   - bytes: `coordinate.width` hashes of 32 bytes each, nothing more.
    /// - Throws: `MalformedInput` with code `tileWidth` when there are more or fewer bytes.
    public init(coordinate: TileCoordinate, bytes: [UInt8]) throws {
        guard bytes.count == coordinate.width * MerkleHash.byteCount else {
            throw MalformedInput(
                code: .tileWidth,
                detail: "\(coordinate.path) has \(bytes.count) bytes, not \(coordinate.width * MerkleHash.byteCount)"
            )
        }
        level = coordinate.level
        index = coordinate.index
        hashes = stride(from: 0, to: bytes.count, by: MerkleHash.byteCount).compactMap {
            MerkleHash(bytes[$0..<$0 + MerkleHash.byteCount])
        }
    }

    /// Which tile it is.
    public var coordinate: TileCoordinate { TileCoordinate(level: level, index: index, width: hashes.count) }

    /// The bytes as served: 32 for each hash, at most 8,192.
    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: hashes.count * MerkleHash.byteCount) { buffer, count in
            let raw = UnsafeMutableRawBufferPointer(buffer)
            for (place, hash) in hashes.enumerated() {
                let start = place * MerkleHash.byteCount
                hash.copy(to: UnsafeMutableRawBufferPointer(rebasing: raw[start..<start + MerkleHash.byteCount]))
            }
            count = raw.count
        }
    }

    /// Whether some bytes are exactly those of the tile.
    func isEqual(to bytes: [UInt8]) -> Bool {
        bytes.count == hashes.count * MerkleHash.byteCount
            && bytes.withUnsafeBytes { bytes in
                hashes.indices.allSatisfy { hashes[$0].isEqual(to: bytes, at: $0 * MerkleHash.byteCount) }
            }
    }
}

/// Which tile of hashes: its level, its number in that level and how many hashes it has.
///
/// Source: c2sp.org/tlog-tiles "Merkle Tree". Tiles are 8 levels high, so a full one has 256 hashes.
public struct TileCoordinate: Hashable, Sendable, CustomStringConvertible {
    /// 0…63; level 0 holds leaf hashes.
    public let level: Int

    /// The number of the tile in its level, from 0.
    public let index: UInt64

    /// How many hashes the tile has, 1…256; 256 is a full tile.
    public let width: Int

    /// A tile by its numbers; the level is 0…63 and the width 1…256.
    public init(level: Int, index: UInt64, width: Int = 256) {
        precondition((0...63).contains(level) && (1...256).contains(width), "a tile has level 0…63 and width 1…256")
        self.level = level
        self.index = index
        self.width = width
    }

    /// The widest tile with these numbers in a log of a size, or `nil` where that log has none.
    public init?(level: Int, index: UInt64, logSize: UInt64) {
        guard (0...63).contains(level) else { return nil }
        let hashes = Self.hashes(atLevel: level, logSize: logSize)
        if index < hashes >> 8 {
            self.init(level: level, index: index)
        } else if index == hashes >> 8, hashes & 255 > 0 {
            self.init(level: level, index: index, width: Int(hashes & 255))
        } else {
            return nil
        }
    }

    /// A tile by its path, only as `path` writes it; else `nil`.
    public init?(path: String) {
        let bytes = path[...].utf8
        guard bytes.starts(with: "tile/".utf8) else { return nil }
        let rest = bytes.dropFirst(5)
        guard let slash = rest.firstIndex(of: UInt8(ascii: "/")),
            let level = CanonicalDecimal.parse(rest[..<slash]), level <= 63,
            let (index, width) = TilePath.parse(rest[slash...].dropFirst())
        else { return nil }
        self.init(level: Int(level), index: index, width: width)
    }

    /// The path below the log's address, such as `tile/0/x001/234.p/5`.
    public var path: String { "tile/\(level)/\(TilePath.text(index: index, width: width))" }

    /// The path.
    public var description: String { path }

    /// Every tile a log of a size has, lowest level first, in order.
    ///
    /// About a 255th as many tiles as there are leaves: for a size that somebody else claims, count up with
    /// `init(level:index:logSize:)` instead.
    public static func covering(size: UInt64) -> [TileCoordinate] {
        var tiles: [TileCoordinate] = []
        for level in 0...63 {
            let hashes = hashes(atLevel: level, logSize: size)
            if hashes == 0 { break }
            for index in 0..<hashes >> 8 {
                tiles.append(TileCoordinate(level: level, index: index))
            }
            if hashes & 255 > 0 {
                tiles.append(TileCoordinate(level: level, index: hashes >> 8, width: Int(hashes & 255)))
            }
        }
        return tiles
    }

    /// The partial tile of each level that has one in a log of a size, lowest level first; at most 8.
    public static func rightEdge(size: UInt64) -> [TileCoordinate] {
        (0..<8).compactMap { level in
            let hashes = hashes(atLevel: level, logSize: size)
            guard hashes & 255 > 0 else { return nil }
            return TileCoordinate(level: level, index: hashes >> 8, width: Int(hashes & 255))
        }
    }

    private static func hashes(atLevel level: Int, logSize: UInt64) -> UInt64 {
        level < 8 ? logSize >> UInt64(8 * level) : 0
    }
}

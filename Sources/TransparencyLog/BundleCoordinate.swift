/// Which bundle of entries: its number and how many entries it has.
///
/// Source: c2sp.org/tlog-tiles "Log Entries".
public struct BundleCoordinate: Hashable, Sendable, CustomStringConvertible {
    /// The number of the bundle, from 0; its first entry is entry `256 * index`.
    public let index: UInt64

    /// How many entries the bundle has, 1…256; 256 is a full bundle.
    public let width: Int

    /// A bundle by its numbers; the width is 1…256.
    public init(index: UInt64, width: Int = 256) {
        precondition((1...256).contains(width), "a bundle has 1…256 entries")
        self.index = index
        self.width = width
    }

    /// The widest bundle of that number in a log of a size, or `nil` where that log has none.
    public init?(index: UInt64, logSize: UInt64) {
        guard let tile = TileCoordinate(level: 0, index: index, logSize: logSize) else { return nil }
        self.init(index: index, width: tile.width)
    }

    /// A bundle by its path, only as `path` writes it; else `nil`.
    public init?(path: String) {
        let prefix = "tile/entries/".utf8
        guard path.utf8.starts(with: prefix),
            let (index, width) = TilePath.parse(path[...].utf8.dropFirst(prefix.count))
        else { return nil }
        self.init(index: index, width: width)
    }

    /// The path below the log's address, such as `tile/entries/x001/234.p/5`.
    public var path: String { "tile/entries/\(TilePath.text(index: index, width: width))" }

    /// The path.
    public var description: String { path }

    /// Every bundle a log of a size has, in order.
    ///
    /// A 256th as many bundles as there are entries: for a size that somebody else claims, count up with
    /// `init(index:logSize:)` instead.
    public static func covering(size: UInt64) -> [BundleCoordinate] {
        let full = (0..<size >> 8).map { BundleCoordinate(index: $0) }
        return size & 255 == 0 ? full : full + [BundleCoordinate(index: size >> 8, width: Int(size & 255))]
    }
}

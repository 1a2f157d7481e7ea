import TransparencyLog

/// The files that show entry 0 to be in a log of some size: the first bundle, and of each level of tiles the first one and
/// the one at the right edge.
///
/// A handful, however long the log is: so much a client of members' tokens reads before it blinds or signs.
package struct FirstEntryFiles: Sendable {
    private let logSize: UInt64

    package init(logSize: UInt64) {
        self.logSize = logSize
    }

    /// Whether a file is one of them, by its path below the log's address.
    package func contain(_ path: String) -> Bool {
        if let bundle = BundleCoordinate(path: path) { return bundle == BundleCoordinate(index: 0, logSize: logSize) }
        guard let tile = TileCoordinate(path: path),
            tile == TileCoordinate(level: tile.level, index: tile.index, logSize: logSize)
        else { return false }
        let hasRightNeighbour = TileCoordinate(level: tile.level, index: tile.index + 1, logSize: logSize) != nil
        return tile.index == 0 || !hasRightNeighbour
    }
}

import TransparencyLog

/// One file that a log of a size must have.
enum LogAuditFile: Hashable, Sendable {
    case bundle(BundleCoordinate)
    case tile(TileCoordinate)

    var path: String {
        switch self {
        case .bundle(let bundle): bundle.path
        case .tile(let tile): tile.path
        }
    }

    /// The full file that may stand where a partial one was deleted; nil for a full one.
    var fullPath: String? {
        switch self {
        case .bundle(let bundle):
            bundle.width == 256 ? nil : BundleCoordinate(index: bundle.index).path
        case .tile(let tile):
            tile.width == 256 ? nil : TileCoordinate(level: tile.level, index: tile.index).path
        }
    }

    /// Every file of a log in the order in which it can be judged: a bundle, then each tile that it completes.
    ///
    /// Made one by one: a checkpoint may state any size.
    static func all(size: UInt64) -> some Sequence<LogAuditFile> {
        let bundleCount = size >> 8 + (size & 255 == 0 ? 0 : 1)
        return (0..<bundleCount).lazy.flatMap { group(index: $0, size: size) }
    }

    private static func group(index: UInt64, size: UInt64) -> [LogAuditFile] {
        let isLast = index == (size - 1) >> 8
        let width = isLast ? Int((size - 1) & 255) + 1 : 256
        var files: [LogAuditFile] = [
            .bundle(BundleCoordinate(index: index, width: width)),
            .tile(TileCoordinate(level: 0, index: index, width: width)),
        ]
        // A full tile is one hash of the level above, and every 256th of those completes a tile there.
        var level = 1
        var above = width == 256 ? index + 1 : 0
        while above > 0, above.isMultiple(of: 256) {
            above >>= 8
            files.append(.tile(TileCoordinate(level: level, index: above - 1)))
            level += 1
        }
        if isLast {
            files += TileCoordinate.rightEdge(size: size).filter { $0.level > 0 }.map { .tile($0) }
        }
        return files
    }
}

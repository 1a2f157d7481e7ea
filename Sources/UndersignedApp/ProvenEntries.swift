package import TransparencyLog

/// Single entries of a log that somebody publishes, each proven by a checkpoint that is trusted.
///
/// Reads what that takes, and nothing more: in a log of a million entries one bundle and at most five tiles an entry.
package struct ProvenEntries: Sendable {
    private let checkpoint: Checkpoint
    private let log: any LogSource

    package init(under checkpoint: Checkpoint, in log: any LogSource) {
        (self.checkpoint, self.log) = (checkpoint, log)
    }

    /// Entry 0.
    ///
    /// - Throws: `LogAuditProblem` where the log does not show it, or `LogSourceFailure`.
    package func entryZero() async throws -> [UInt8] {
        guard checkpoint.size > 0 else {
            throw LogAuditProblem(.file("checkpoint"), .malformed("the log is empty"))
        }
        return try await entry(0)
    }

    /// The entry of an index.
    ///
    /// - Throws: `LogAuditProblem` where the log does not show it, or `LogSourceFailure`.
    package func entry(_ index: UInt64) async throws -> [UInt8] {
        guard index < checkpoint.size, let bundle = BundleCoordinate(index: index >> 8, logSize: checkpoint.size) else {
            throw LogAuditProblem(.file("checkpoint"), .malformed("the log has no entry \(index)"))
        }
        var rest = try await file(bundle.path, or: BundleCoordinate(index: index >> 8).path)[...]
        // No more is looked at than the entries up to it: two bytes of length, and as many as they say.
        var entry: [UInt8] = []
        for _ in 0...index & 255 {
            let length = rest.prefix(2).reduce(0) { $0 << 8 | Int($1) }
            guard rest.count >= 2 + length, rest.count >= 2 else {
                throw LogAuditProblem(.file(bundle.path), .malformed("ends within entry \(index)"))
            }
            entry = Array(rest.dropFirst(2).prefix(length))
            rest = rest.dropFirst(2 + length)
        }
        try await prove(entry, at: index, in: bundle)
        return entry
    }

    /// Whether an entry stands among the newest ones.
    ///
    /// - Parameters:
    ///   - entry: Its bytes.
    ///   - size: Of the log when it was not there; entries before are not looked at.
    ///   - bundleLimit: How many bundles are read at most, from the newest one back.
    /// - Returns: False where none of those that were read is it.
    /// - Throws: `LogAuditProblem` where it is shown and not proven, or `LogSourceFailure`.
    package func hold(_ entry: [UInt8], since size: UInt64, bundleLimit: Int) async throws -> Bool {
        guard checkpoint.size > size else { return false }
        let last = (checkpoint.size - 1) >> 8
        for index in (size >> 8...last).reversed().prefix(bundleLimit) {
            guard let bundle = BundleCoordinate(index: index, logSize: checkpoint.size) else { return false }
            let bytes = try await file(bundle.path, or: BundleCoordinate(index: index).path)
            guard let entries = try? EntryBundle.decode(bytes, count: bundle.width) else {  // any fault is the same
                throw LogAuditProblem(.file(bundle.path), .malformed("is no bundle of entries"))
            }
            guard let place = entries.lastIndex(of: entry) else { continue }
            try await prove(entry, at: index << 8 + UInt64(place), in: bundle)
            return true
        }
        return false
    }

    private func prove(_ entry: [UInt8], at index: UInt64, in bundle: BundleCoordinate) async throws {
        guard try await proof(of: index).isValid(leaf: MerkleTree.leafHash(of: entry), root: checkpoint.root) else {
            throw LogAuditProblem(.entry(index, file: bundle.path), .notCommitted)
        }
    }

    /// From hash tiles that nobody vouches for.
    private func proof(of index: UInt64) async throws -> InclusionProof {
        var needed: [TileCoordinate] = []
        _ = try InclusionProof(index: index, treeSize: checkpoint.size) { tile in
            needed.append(tile)
            return [MerkleHash](repeating: MerkleTree.emptyRoot, count: tile.width)
        }
        var tiles: [TileCoordinate: [MerkleHash]] = [:]
        for tile in needed {
            let bytes = try await file(tile.path, or: TileCoordinate(level: tile.level, index: tile.index).path)
            let expected = tile.width * MerkleHash.byteCount
            guard bytes.count >= expected else {
                throw LogAuditProblem(.file(tile.path), .wrongLength(expected: expected, found: bytes.count))
            }
            // In place of a partial tile there may be the full one, which begins with the same hashes.
            tiles[tile] = try Tile(coordinate: tile, bytes: Array(bytes.prefix(expected))).hashes
        }
        return try InclusionProof(index: index, treeSize: checkpoint.size) { tiles[$0] ?? [] }
    }

    private func file(_ path: String, or full: String) async throws -> [UInt8] {
        if let bytes = try await log.file(path) { return bytes }
        if full != path, let bytes = try await log.file(full) { return bytes }
        throw LogAuditProblem(.file(path), .missing)
    }
}

import TransparencyLog
import UndersignedCore

/// Where an entry and the tile over it disagree: asks the checkpoint which of the two is wrong.
struct LogAuditSuspicion {
    let source: any LogSource
    let checkpoint: Checkpoint

    /// Names the entry instead of its tile when it is the tile's hash that the checkpoint commits to.
    func resolved(_ problem: LogAuditProblem) async -> LogAuditProblem {
        guard case .file(let path) = problem.place, case .wrongHash(let position) = problem.fault,
            let tile = TileCoordinate(path: path), tile.level == 0
        else { return problem }
        let index = tile.index << 8 + UInt64(position)
        let isTileProven: Bool
        do {
            isTileProven = try await isProven(index, in: tile, position: position)
        } catch {
            // The tiles that would tell are not to be had; that the two disagree is certain all the same.
            return problem
        }
        guard isTileProven else { return problem }
        let bundle = BundleCoordinate(index: tile.index, width: tile.width)
        return LogAuditProblem(.entry(index, file: bundle.path), .notCommitted)
    }

    private func isProven(_ index: UInt64, in tile: TileCoordinate, position: Int) async throws -> Bool {
        var tiles: [TileCoordinate: [MerkleHash]] = [:]
        while true {
            do {
                let proof = try InclusionProof(index: index, treeSize: checkpoint.size) { coordinate in
                    guard let hashes = tiles[coordinate] else { throw MissingTile(coordinate: coordinate) }
                    return hashes
                }
                let leaf = try await hashes(of: tile)[position]
                return proof.isValid(leaf: leaf, root: checkpoint.root)
            } catch let missing as MissingTile {
                // The proof reads a handful of tiles; each round fetches the next one.
                tiles[missing.coordinate] = try await hashes(of: missing.coordinate)
            }
        }
    }

    private func hashes(of coordinate: TileCoordinate) async throws -> [MerkleHash] {
        let fetch = try await LogAuditFetch(.tile(coordinate), from: source)
        guard let bytes = fetch.bytes else { throw MissingTile(coordinate: coordinate) }
        return try Tile(coordinate: coordinate, bytes: Array(bytes.prefix(32 * coordinate.width))).hashes
    }

    private struct MissingTile: Error {
        let coordinate: TileCoordinate
    }
}

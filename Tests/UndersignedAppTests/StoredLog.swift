import TransparencyLog
import UndersignedApp

/// A petition's log as its routes serve it.
struct StoredLog: LogSource {
    let reading: LogReading
    let petitionID: Int64

    func file(_ path: String) async throws -> [UInt8]? {
        if path == "checkpoint" { return try await reading.checkpoint(of: petitionID).map { Array($0.utf8) } }
        if let bundle = BundleCoordinate(path: path) { return try await reading.bundle(bundle, of: petitionID) }
        guard let tile = TileCoordinate(path: path) else { return nil }
        return try await reading.tile(tile, of: petitionID)
    }
}

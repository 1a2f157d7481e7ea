package import TransparencyLog
package import UndersignedDatabase
import UndersignedStore

/// A petition's log as the public reads it (c2sp.org/tlog-tiles).
package struct LogReading: Sendable {
    private let database: any TransactionalDatabase

    package init(database: any TransactionalDatabase) {
        self.database = database
    }

    /// The signed checkpoint, or nil before the log was begun.
    package func checkpoint(of petitionID: Int64) async throws -> String? {
        try await database.read { try $0.head(petitionID)?.checkpoint }
    }

    /// A tile's bytes; a partial one is a prefix of the stored row.
    ///
    /// Nil for what the published log does not reach.
    package func tile(_ coordinate: TileCoordinate, of petitionID: Int64) async throws -> [UInt8]? {
        try await database.read { try $0.tileBytes(coordinate, of: petitionID) }
    }

    /// A bundle of entries.
    ///
    /// Nil for what the published log does not reach.
    package func bundle(_ coordinate: BundleCoordinate, of petitionID: Int64) async throws -> [UInt8]? {
        // An index that large has no first entry that a size could name.
        guard coordinate.index < UInt64(Int64.max) / 256 else { return nil }
        let start = coordinate.index * 256
        let entries = try await database.read {
            try $0.entries(from: start, count: coordinate.width, of: petitionID)
        }
        guard entries.count == coordinate.width else { return nil }
        return try EntryBundle.encode(entries)
    }
}

package import TransparencyLog
package import UndersignedDatabase
import UndersignedStore

/// A petition's log as the public reads it (c2sp.org/tlog-tiles).
package struct LogReading: Sendable {
    private let database: any TransactionalDatabase
    private let policy: WitnessPolicy?

    /// - Parameters:
    ///   - database: Where the log is.
    ///   - policy: Which cosignatures are enough; nil where any is.
    package init(database: any TransactionalDatabase, policy: WitnessPolicy? = nil) {
        self.database = database
        self.policy = policy
    }

    /// The signed checkpoint of the head with the cosignatures it has, or nil before the log was begun.
    package func checkpoint(of petitionID: Int64) async throws -> String? {
        try await database.read { try CosignedCheckpoint.head(of: petitionID, $0)?.note.string }
    }

    /// The newest checkpoint whose cosignatures meet the policy; where none does, the newest with any; else nil.
    package func witnessed(of petitionID: Int64) async throws -> String? {
        try await database.read { [policy] transaction in
            try CosignedCheckpoint.newest(of: petitionID, policy: policy, transaction)?.note.string
        }
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

package import TransparencyLog
package import UndersignedCore
package import UndersignedDatabase
import UndersignedStore

/// What is left of a closed log, for whoever holds a proof of it: its tiles and entries up to where they were lost.
///
/// Entry 0, and with it the leftmost tile of each level, is the closed log's own; everything else is its successor's.
package struct ClosedLogReading: Sendable {
    private let database: any TransactionalDatabase
    private let number: Int

    /// - Parameters:
    ///   - database: Where the logs are.
    ///   - number: Which of the petition's logs.
    package init(database: any TransactionalDatabase, number: Int) {
        self.database = database
        self.number = number
    }

    /// What stands where its newest checkpoint was; nil for a log that the petition never had.
    package func farewell(of petition: Petition) async throws -> String? {
        let closed = try await database.read { try $0.closedLogs(of: petition.id) }
        guard let log = closed.first(where: { $0.number == number }), let next = petition.log else { return nil }
        return """
            The log \(log.origin) was closed on \(CalendarDate(log.closedAt).dayText): entries that it had published are \
            lost. \(next.origin) carries on the \(log.carried) that are left. This is the last checkpoint that is known \
            of the closed log:

            \(log.checkpoint)
            """
    }

    /// A tile's bytes; nil for what was lost, or for a log that the database never had.
    package func tile(_ coordinate: TileCoordinate, of petitionID: Int64) async throws -> [UInt8]? {
        try await database.read { transaction in
            guard let log = try closedLog(of: petitionID, transaction),
                let widest = TileCoordinate(level: coordinate.level, index: coordinate.index, logSize: log.size),
                coordinate.width <= widest.width
            else { return nil }
            guard coordinate.index == 0 else { return try transaction.tileBytes(coordinate, of: petitionID) }
            return try transaction.closedTile(level: coordinate.level, number: number, of: petitionID)
                .map { Array($0.prefix(coordinate.width * MerkleHash.byteCount)) }
        }
    }

    /// A bundle of entries; nil for what was lost, or for a log that the database never had.
    package func bundle(_ coordinate: BundleCoordinate, of petitionID: Int64) async throws -> [UInt8]? {
        try await database.read { transaction in
            guard let log = try closedLog(of: petitionID, transaction), coordinate.index < log.size >> 8 + 1,
                coordinate.index * 256 + UInt64(coordinate.width) <= log.size
            else { return nil }
            let start = coordinate.index * 256
            var entries = try transaction.entries(from: start, count: coordinate.width, of: petitionID)
            if start == 0 { entries[0] = LogEntry.petition(documentHash: log.document).bytes }
            return try EntryBundle.encode(entries)
        }
    }

    /// Its document, and how many of its entries are left: a later loss may have taken more.
    private func closedLog(
        of petitionID: Int64,
        _ transaction: any Transaction
    ) throws -> (document: MerkleHash, size: UInt64)? {
        let later = try transaction.closedLogs(of: petitionID).filter { $0.number >= number }
        guard let own = later.first, own.number == number, let document = own.documentHash.flatMap(MerkleHash.init),
            let size = later.map(\.carried).min()
        else { return nil }
        return (document, size)
    }
}

package import Testing
import TransparencyLog
import UndersignedApp
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

extension TestSite {
    /// All entries of a log.
    package func entries(_ petition: Petition) async throws -> [LogEntry] {
        try await database.read { transaction in
            let size = try transaction.head(petition.id)?.size ?? 0
            return try transaction.entries(from: 0, count: Int(size), of: petition.id).map { try LogEntry(parsing: $0) }
        }
    }

    /// Re-derives the whole log from stored bytes: entries, grammar, order, counts, tiles, root, note signature.
    ///
    /// - Parameters:
    ///   - petition: Whose log.
    ///   - size: How many entries it must have; nil for any.
    ///   - location: Where the expectation stands.
    /// - Throws: When something that must be there is missing or does not read.
    package func expectSoundLog(
        _ petition: Petition,
        size: UInt64? = nil,
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        let current = try await self.petition(id: petition.id)
        let log = try Samples.required(current.log)
        let (head, entries) = try await database.read { transaction in
            let head = try Samples.required(try transaction.head(petition.id))
            return (head, try transaction.entries(from: 0, count: Int(head.size) + 1, of: petition.id))
        }
        #expect(UInt64(entries.count) == head.size, "as many entries as the head says", sourceLocation: location)
        if let size { #expect(head.size == size, sourceLocation: location) }
        var recount = Recount()
        for (index, bytes) in entries.enumerated() {
            try recount.add(LogEntry(parsing: bytes), at: UInt64(index))
        }
        #expect(recount.counts == head.counts, "the count is that of the entries", sourceLocation: location)
        var edge = TreeEdge()
        let tiles = edge.append(entries.map { MerkleTree.leafHash(of: $0) })
        for tile in tiles {
            let stored = try await database.read { try $0.tileBytes(tile.coordinate, of: petition.id) }
            #expect(stored == tile.bytes, "tile \(tile.coordinate.path)", sourceLocation: location)
        }
        let key = try NoteVerifierKey(log.verifierKey)
        let verdict = Checkpoint.verify(try SignedNote(parsing: head.checkpoint), key: key)
        let checkpoint = try Samples.required(verdict.value)
        #expect(checkpoint.root == edge.root && checkpoint.size == head.size, sourceLocation: location)
        #expect(checkpoint.origin == log.origin, sourceLocation: location)
        #expect(try await LogSoundness(site: site).faults() == [], sourceLocation: location)
    }
}

import Foundation
import Testing
import TransparencyLog
import UndersignedCore
import UndersignedDatabase
import UndersignedSQLite
import UndersignedStore
import UndersignedTestSupport

/// Data of an older version is brought up to date without losing a number.
@Suite struct SchemaTests {
    // O-07
    @Test func `data of the first version gets its events, falls and counts by version`() async throws {
        let folder = try TestFolder()
        let database = try SQLiteDatabase(path: folder.url.appending(path: "old.sqlite").path)
        try await database.write { transaction in
            try Schema.migrate(transaction, upTo: 1)
            try Self.fill(transaction)
            try Schema.migrate(transaction)
        }
        let (events, falls, version) = try await database.read { transaction in
            (
                try transaction.rows("SELECT verb, position FROM event ORDER BY position").map {
                    "\(try $0.text("verb")) \(try $0.integer("position"))"
                },
                try transaction.rows("SELECT reason, weight FROM fall").map {
                    "\(try $0.text("reason")) \(try $0.integer("weight"))"
                },
                try transaction.row("SELECT added, removed FROM text_version")
            )
        }
        #expect(events == ["petition 0", "opened 2", "closed 6"])
        #expect(falls == ["withdrawn 1"])
        #expect(try version?.integer("added") == 2 && version?.integer("removed") == 1)
        try database.close()
    }

    /// A log with two signatures, one of them withdrawn, as the first version stored it.
    private static func fill(_ transaction: any Transaction) throws {
        let hash = [UInt8](repeating: 7, count: 32)
        // Today's way of saving one also writes into tables that were not there.
        let sheet = String(decoding: try JSONEncoder().encode(Samples.library), as: UTF8.self)
        let petition = try transaction.row(
            """
            INSERT INTO petition (slug, state, sheet, text_version, origin, verifier_key, document_hash)
            VALUES (\(Samples.library.slug.text), 'open', \(sheet), 1, 'o', 'k', \(hash)) RETURNING id
            """
        )
        let id = try Samples.required(petition).integer("id")
        try transaction.rows("INSERT INTO text_version (petition_id, version, hash) VALUES (\(id), 1, \(hash))")
        let document = try Samples.required(MerkleHash(hash))
        let entries: [LogEntry] = [
            .petition(documentHash: document), .hour(Samples.noon), .opened, .signedMail(commitment: document),
            .signedMail(commitment: document), .removed(index: 3, reason: .withdrawn), .closed,
        ]
        for (position, entry) in entries.enumerated() {
            try transaction.saveEntries([entry.bytes], from: UInt64(position), of: id)
        }
        let head = LogHead(
            size: 7,
            checkpoint: "c",
            counts: Counts(mail: 1, removed: 1),
            lastMark: Samples.noon.hour,
            advancedAt: Samples.noon
        )
        _ = try transaction.beginHead(head, of: id)
        try transaction.addTally(.mail, hour: Samples.noon.hour, added: 2, removed: 1, of: id)
    }
}

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

    // P-04, S-05
    @Test(arguments: TestDatabase.all)
    func `data of the sixth version keeps what partners fetch, what was taken back, and every consent`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await kind.makeEmpty(in: folder.url)
        try await database.write { transaction in
            try Schema.migrate(transaction, upTo: 6)
            try Self.fillRecords(transaction)
            try Schema.migrate(transaction)
        }
        let guild = Consent.Recipient.partner("guild")
        let (records, consents, left, seals) = try await database.read { transaction in
            (
                try transaction.partnerRecords(for: guild, in: 1, after: 0, limit: 9),
                try transaction.consents(of: 7, in: 1), try transaction.consents(of: 8, in: 1),
                try transaction.rows("SELECT signature_id, content, log_number FROM seal").map {
                    (try $0.integer("signature_id"), try $0.blob("content"), try $0.integer("log_number"))
                }
            )
        }
        #expect(records.map(\.number) == [1, 3] && records.map(\.signatureID) == [7, 8])
        #expect(records.map(\.isWithdrawn) == [false, true] && records[1].content == nil)
        let content = try Samples.required(records[0].content)
        #expect(content.seal.content == [2, 7] && content.seal.encapsulation == [9] && content.seal.logNumber == 2)
        #expect(content.seal.recipient == "partner guild" && content.seal.textVersion == 1)
        #expect(content.wordingHash == Self.wording && content.givenAt == Samples.noon)
        #expect(consents.map(\.consent.recipient) == [guild, .updates])
        #expect(left.isEmpty && seals.count == 1 && seals[0] == (7, [1, 7], 2))
    }

    private static let wording = [UInt8](repeating: 3, count: 32)

    /// One who agreed to updates and to a partner, and one who took it back, as the sixth version stored them.
    private static func fillRecords(_ transaction: any Transaction) throws {
        _ = try transaction.saveDraft(Samples.petition("first"), campaignID: nil)
        let key: [UInt8] = [9]
        try transaction.rows(
            "INSERT INTO encapsulation (petition_id, id, recipient, content) VALUES (1, 5, 'p', \(key))"
        )
        for (recipient, byte) in [("custody", UInt8(1)), ("partner guild", 2)] {
            try transaction.rows(
                """
                INSERT INTO seal (petition_id, signature_id, recipient, encapsulation_id, text_version, log_number, content)
                VALUES (1, 7, \(recipient), 5, 1, 2, \([byte, 7]))
                """
            )
        }
        for recipient in ["updates", "partner guild"] {
            try transaction.rows(
                """
                INSERT INTO consent (petition_id, recipient, signature_id, wording, text_version, given_at)
                VALUES (1, \(recipient), 7, \(wording), 1, \(Samples.noon.seconds))
                """
            )
        }
        for (number, id, isWithdrawn) in [(1, 7, 0), (3, 8, 1)] {
            try transaction.rows(
                """
                INSERT INTO partner_record (petition_id, recipient, number, signature_id, is_withdrawn)
                VALUES (1, 'partner guild', \(number), \(id), \(isWithdrawn))
                """
            )
        }
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

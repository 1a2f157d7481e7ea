import Foundation
import Logging
import Synchronization
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedMail
import UndersignedStore
import UndersignedTestSupport

/// An outbox on a real database in a folder of its own, with a clock that the test moves.
final class OutboxFixture: Sendable {
    static let address = "amina.test@example.org"

    let folder: URL
    let database: any TransactionalDatabase
    let petitionID: Int64
    let clock = Mutex(Moment(seconds: 1_529_503_509))

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "outbox-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        database = try await TestDatabase.chosen.makeEmpty(in: folder, name: "site")
        let sheet = PetitionSheet(
            slug: try #require(Slug("save-the-library")),
            title: "Save the library",
            letter: "Keep it open.",
            to: [],
            from: "Friends of the library",
            language: "en"
        )
        let id = try await database.write { transaction in
            try Schema.migrate(transaction)
            return try transaction.saveDraft(sheet, campaignID: nil)
        }
        petitionID = try #require(id)
    }

    var ambient: Ambient {
        Ambient(now: { self.clock.withLock { $0 } }) { count in
            var chance = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: 0...255, using: &chance) }
        }
    }

    var now: Moment { clock.withLock { $0 } }

    func advance(_ span: Moment.Span) {
        clock.withLock { $0 = $0 + span }
    }

    func keys() throws -> OutboxKeys {
        try OutboxKeys(folder: folder.path, ambient: ambient)
    }

    func payload(name: String = "Amina") -> OutboxPayload {
        OutboxPayload(
            address: Self.address,
            link: "https://petitions.example.org/s/SECRETLINK",
            name: name,
            language: "en"
        )
    }

    /// Queues so many confirmations.
    func enqueue(_ count: Int = 1, kind: OutboxMail.Kind = .confirm, under keys: OutboxKeys) async throws {
        for number in 1...count {
            let (hour, sealed) = try keys.seal(payload(), kind: kind, petitionID: petitionID, now: now)
            let mail = OutboxMail(
                petitionID: petitionID,
                kind: kind,
                messageID: "<\(UUID().uuidString)-\(number)@petitions.example.org>",
                keyHour: hour,
                sealed: sealed
            )
            let moment = now
            try await database.write { try $0.enqueue(mail, signatureID: Int64(number), at: moment) }
        }
    }

    func worker(
        _ keys: OutboxKeys,
        _ courier: any Courier,
        database: (any TransactionalDatabase)? = nil
    ) throws -> OutboxWorker {
        OutboxWorker(
            database: database ?? self.database,
            keys: keys,
            courier: courier,
            composer: try OutboxComposer(from: Self.from),
            ambient: ambient,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    static let from = Mailbox(name: "Petitions", address: "petitions@petitions.example.org")

    func truncateLog() async throws {
        try await database.forgetDeleted()
    }

    /// All the bytes in the folder: database, write-ahead log, keys.
    func storedBytes() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where !name.hasPrefix("mail") {
            files[name] = try Data(contentsOf: folder.appending(path: name))
        }
        return files
    }

    struct Row: Equatable {
        let state: String
        let attempts: Int64
        let reply: String?
        let isSealed: Bool
        let due: Int64
        let keyHour: Int64
        let messageID: String
    }

    func rows() async throws -> [Row] {
        try await database.read { transaction in
            try transaction.rows("SELECT * FROM outbox ORDER BY id").map { row in
                Row(
                    state: try row.text("state"),
                    attempts: try row.integer("attempts"),
                    reply: try row.optionalText("reply"),
                    isSealed: try row.optionalBlob("sealed") != nil,
                    due: try row.integer("due_at"),
                    keyHour: try row.integer("key_hour"),
                    messageID: try row.text("message_id")
                )
            }
        }
    }
}

/// Says when a mail has arrived.
struct AnnouncingCourier: Courier {
    let arrival: AsyncStream<Void>.Continuation

    func deliver(_ message: MailMessage) async -> Delivery {
        arrival.yield()
        return .accepted
    }
}

import Foundation
import Synchronization
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedMail
import UndersignedStore
import UndersignedTestSupport

/// Answers as told, the last answer for ever, and remembers what it was given.
private final class ScriptedCourier: Courier {
    private let script: Mutex<[Delivery]>
    private let delivered = Mutex<[MailMessage]>([])

    init(_ script: Delivery...) {
        self.script = Mutex(script)
    }

    func deliver(_ message: MailMessage) async -> Delivery {
        delivered.withLock { $0.append(message) }
        return script.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    }

    var messages: [MailMessage] { delivered.withLock { $0 } }
}

/// A database whose writes fail while a switch is on.
private struct FailingDatabase: TransactionalDatabase {
    let base: any TransactionalDatabase
    let isBroken: @Sendable () -> Bool

    func forgetDeleted() async throws {
        try await base.forgetDeleted()
    }

    func isOnDuty() async -> Bool { true }

    func close() throws {
        try base.close()
    }

    func read<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await base.read(block)
    }

    func write<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        guard !isBroken() else { throw DatabaseFailure.statement("disk full") }
        return try await base.write(block)
    }
}

private final class Fault: Sendable {
    let isPresent = Mutex(true)
}

struct OutboxWorkerTests {
    // relay down, then back.
    @Test func `mail waits while the mail server is down and is delivered once when it is back`() async throws {
        let fixture = try await OutboxFixture()
        let keys = try fixture.keys()
        try await fixture.enqueue(20, under: keys)
        // Nobody listens on port 1.
        let down = SMTPCourier(SMTPSettings(host: "127.0.0.1", port: 1, security: .insecure))
        #expect(try await fixture.worker(keys, down).deliverDue() == 0)
        let waiting = try await fixture.rows()
        #expect(waiting.allSatisfy { $0.state == "waiting" && $0.attempts == 1 && $0.isSealed })
        #expect(Set(waiting.map(\.reply)) == ["no connection to the mail server at connecting"])

        let folder = fixture.folder.appending(path: "mail").path
        let up = try fixture.worker(keys, FolderCourier(folder: folder))
        #expect(try await up.deliverDue() == 0, "not due yet")
        fixture.advance(.minutes(1))
        #expect(try await up.deliverDue() == 20)
        #expect(try await up.deliverDue() == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 20)
        #expect(try await fixture.rows().isEmpty, "what was sent leaves nothing behind")
    }

    @Test func `two calls at once deliver each mail once`() async throws {
        let fixture = try await OutboxFixture()
        let keys = try fixture.keys()
        try await fixture.enqueue(50, under: keys)
        let courier = ScriptedCourier(.accepted)
        let worker = try fixture.worker(keys, courier)
        async let first = worker.deliverDue()
        async let second = worker.deliverDue()
        let counts = try await [first, second]
        #expect(counts.reduce(0, +) == 50)
        #expect(courier.messages.count == 50)
    }

    // the process dies between the server's answer and the mark.
    @Test func `a crash before the mark leads to a second copy with the same Message-ID, and to no third`() async throws
    {
        let fixture = try await OutboxFixture()
        let keys = try fixture.keys()
        try await fixture.enqueue(under: keys)
        let courier = ScriptedCourier(.accepted)
        let dying = try fixture.worker(keys, courier, database: FailingDatabase(base: fixture.database) { true })
        await #expect(throws: DatabaseFailure.self) { try await dying.deliverDue() }
        // The next process: same database, same keys folder.
        let next = try fixture.worker(try fixture.keys(), courier)
        #expect(try await next.deliverDue() == 1)
        #expect(try await next.deliverDue() == 0)
        #expect(courier.messages.count == 2)
        #expect(courier.messages[0] == courier.messages[1])
    }

    @Test func `while the mark cannot be written the mail is not sent again`() async throws {
        let fixture = try await OutboxFixture()
        let keys = try fixture.keys()
        try await fixture.enqueue(under: keys)
        let courier = ScriptedCourier(.accepted)
        let fault = Fault()
        let database = FailingDatabase(base: fixture.database) { fault.isPresent.withLock { $0 } }
        let worker = try fixture.worker(keys, courier, database: database)
        for _ in 1...3 {
            await #expect(throws: DatabaseFailure.self) { try await worker.deliverDue() }
        }
        fault.isPresent.withLock { $0 = false }
        try await worker.deliverDue()
        #expect(courier.messages.count == 1)
        #expect(try await fixture.rows().isEmpty)
    }

    @Test func `an uncertain mail leaves once more and then is given up`() async throws {
        let fixture = try await OutboxFixture()
        let keys = try fixture.keys()
        try await fixture.enqueue(under: keys)
        let courier = ScriptedCourier(
            .uncertain(reply: "no answer"),
            .refusedForNow(reply: "busy"),
            .uncertain(reply: "none")
        )
        let worker = try fixture.worker(keys, courier)
        for _ in 1...5 {
            try await worker.deliverDue()
            fixture.advance(.hours(1))
        }
        #expect(courier.messages.count == 3, "sent whole, refused, sent whole")
        #expect(Set(courier.messages.map(\.messageID)).count == 1)
        let row = try #require(try await fixture.rows().first)
        #expect(row.state == "gave-up" && row.reply == "none" && !row.isSealed)
    }

    @Test func `a refusal for good is final at once and its address is gone`() async throws {
        let fixture = try await OutboxFixture()
        let keys = try fixture.keys()
        try await fixture.enqueue(under: keys)
        try await fixture.worker(keys, ScriptedCourier(.refusedForGood(reply: "550 5.1.1 after RCPT TO"))).deliverDue()
        let row = try #require(try await fixture.rows().first)
        #expect(row.state == "refused" && row.reply == "550 5.1.1 after RCPT TO" && !row.isSealed)
    }

    @Test func `a mail is tried for 48 hours, ever less often, then given up for all to see`() async throws {
        let fixture = try await OutboxFixture()
        let keys = try fixture.keys()
        try await fixture.enqueue(under: keys)
        let courier = ScriptedCourier(.refusedForNow(reply: "451 after MAIL FROM"))
        let worker = try fixture.worker(keys, courier)
        let start = fixture.now
        var tries: [Int64] = []
        while try await fixture.rows().first?.state == "waiting", tries.count < 100 {
            tries.append((fixture.now - start).seconds / 60)
            try await worker.deliverDue()
            let due = try #require(try await fixture.rows().first).due
            fixture.clock.withLock { $0 = Moment(seconds: max(due, $0.seconds)) }
        }
        #expect(Array(tries.prefix(7)) == [0, 1, 6, 21, 81, 201, 441])
        let last = try #require(tries.last)
        #expect((48 * 60...52 * 60).contains(last))
        #expect(try await fixture.rows().map(\.state) == ["gave-up"])
        #expect(try await fixture.database.read { try $0.outboxCounts() } == [.gaveUp: 1])
        #expect(try await fixture.database.read { try $0.oldestWaitingMail() } == nil)
    }

    @Test func `a mail that waits over an hour is sealed under the current hour, and the old key goes`() async throws {
        let fixture = try await OutboxFixture()
        let keys = try fixture.keys()
        try await fixture.enqueue(under: keys)
        let before = try #require(try await fixture.rows().first).keyHour
        let worker = try fixture.worker(keys, ScriptedCourier(.refusedForNow(reply: "busy"), .accepted))
        fixture.advance(.hours(2))
        try await worker.deliverDue()
        #expect(try await fixture.rows().first?.keyHour == before + 2)
        #expect(!keys.hasHours(before: fixture.now))
        fixture.advance(.hours(2))
        #expect(try await worker.deliverDue() == 1)
    }

    // DESIGN 11.14: after a restore, unsent mails are shown as lost.
    @Test func `without its key a mail shows as lost`() async throws {
        let fixture = try await OutboxFixture()
        try await fixture.enqueue(under: try fixture.keys())
        try FileManager.default.removeItem(at: fixture.folder.appending(path: "outbox.keys"))
        let courier = ScriptedCourier(.accepted)
        #expect(try await fixture.worker(try fixture.keys(), courier).deliverDue() == 0)
        let row = try #require(try await fixture.rows().first)
        #expect(row.state == "gave-up" && row.reply == "key destroyed" && !row.isSealed)
        #expect(courier.messages.isEmpty)
    }

    // Red line 4.
    @Test(.enabled(if: TestDatabase.chosen == .sqlite, "looks into SQLite's file"))
    func `neither address nor link is in a stored byte, waiting or sent`() async throws {
        let fixture = try await OutboxFixture()
        let keys = try fixture.keys()
        try await fixture.enqueue(10, under: keys)
        let worker = try fixture.worker(keys, ScriptedCourier(.refusedForNow(reply: "busy"), .accepted))
        let sealed = try await fixture.database.read { try $0.dueMails(at: Moment(seconds: .max), limit: 10) }
            .map(\.mail.sealed)
        for step in 1...3 {
            for (name, bytes) in try fixture.storedBytes() {
                for secret in [OutboxFixture.address, "SECRETLINK", "Amina"] {
                    #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret) in \(name), step \(step)")
                }
            }
            try await worker.deliverDue()
            fixture.advance(.minutes(1))
        }
        #expect(try await fixture.rows().isEmpty, "all were sent")
        try await fixture.truncateLog()
        let stored = try fixture.storedBytes()
        #expect(stored.values.map(\.count).max() ?? 0 > 10_000, "the database was looked at")
        for bytes in stored.values {
            #expect(sealed.allSatisfy { bytes.range(of: Data($0.suffix(40))) == nil })
        }
    }

    @Test func `the running worker delivers what is queued, and ends when it is cancelled`() async throws {
        let fixture = try await OutboxFixture()
        let keys = try fixture.keys()
        try await fixture.enqueue(3, under: keys)
        let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
        let worker = try fixture.worker(keys, AnnouncingCourier(arrival: arrival))
        let task = Task { await worker.run(every: .seconds(60)) }
        worker.wake()
        var count = 0
        for await _ in arrivals {
            count += 1
            if count == 3 { break }
        }
        task.cancel()
        await task.value
        #expect(try await fixture.rows().isEmpty)
    }
}

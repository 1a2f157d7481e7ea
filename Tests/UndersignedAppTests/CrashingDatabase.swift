import Logging
import Synchronization
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedMail
import UndersignedTestSupport

/// A database whose process dies at one of its writes.
final class CrashingDatabase: TransactionalDatabase {
    enum Moment {
        case beforeCommit, afterCommit
    }

    struct Crash: Error {}

    private let base: any TransactionalDatabase
    private let left: Mutex<Int>
    private let moment: Moment

    init(_ base: any TransactionalDatabase, at write: Int, _ moment: Moment) {
        (self.base, self.moment) = (base, moment)
        left = Mutex(write)
    }

    func forgetDeleted() async throws { try await base.forgetDeleted() }

    func isOnDuty() async -> Bool { true }

    func close() throws {}

    func read<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        // From the crash on there is nothing more.
        guard left.withLock({ $0 > 0 }) else { throw Crash() }
        return try await base.read(block)
    }

    func write<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        let isLast = left.withLock { left -> Bool in
            left -= 1
            return left <= 0
        }
        guard isLast else { return try await base.write(block) }
        let moment = moment
        let value = try await base.write { transaction in
            let value = try block(transaction)
            if moment == .beforeCommit { throw Crash() }
            return value
        }
        _ = value
        throw Crash()
    }
}

/// A database before whose writes something else happens.
struct LateDatabase: TransactionalDatabase {
    let base: any TransactionalDatabase
    let work: @Sendable () async throws -> Void

    init(base: any TransactionalDatabase, before work: @escaping @Sendable () async throws -> Void) {
        (self.base, self.work) = (base, work)
    }

    func forgetDeleted() async throws { try await base.forgetDeleted() }

    func isOnDuty() async -> Bool { true }

    func close() throws {}

    func read<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await base.read(block)
    }

    func write<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await work()
        return try await base.write(block)
    }
}

extension UpdateSite {
    /// The same site in another process.
    func site(on database: any TransactionalDatabase) throws -> Site {
        Site(
            database: database,
            keys: site.keys,
            outboxKeys: site.outboxKeys,
            sequencer: site.sequencer,
            ambient: site.ambient,
            clock: site.clock,
            address: site.address,
            limits: site.limits,
            bounceAddress: site.bounceAddress,
            logger: site.logger
        )
    }

    /// A worker that sends as fast as the courier takes, unless told otherwise.
    func worker(
        _ courier: any Courier,
        on database: (any TransactionalDatabase)? = nil,
        pace: MailPace.Limits = MailPace.Limits(start: 100_000, most: 100_000)
    ) throws -> OutboxWorker {
        OutboxWorker(
            database: database ?? test.database,
            keys: site.outboxKeys,
            courier: courier,
            composer: try OutboxComposer(
                from: Mailbox(name: "Petitions", address: "petitions@example.org"),
                updates: UpdateComposer(address: site.address)
            ),
            ambient: site.ambient,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            pace: pace,
            bounces: Bounces(site: site)
        )
    }
}

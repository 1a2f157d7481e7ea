import Foundation
import Logging
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedPostgres
import UndersignedStore

/// Turns a configuration into objects, top to bottom.
///
/// No container, no global.
struct Assembly {
    let configuration: ServeConfiguration
    let logger: Logger
    let database: any TransactionalDatabase
    let site: Site

    private let lock: DataLock

    /// Takes the data folder and opens what is in it.
    ///
    /// - Throws: `ExitCode(4)` when another process has the folder, `ExitCode(2)` when it can't be used; both with a
    ///   message that says what to do.
    init(
        _ configuration: ServeConfiguration,
        logger: Logger,
        mayBeNew: Bool = true,
        rollbacks: Rollbacks = .refused
    ) async throws {
        self.configuration = configuration
        self.logger = logger
        let ambient = Ambient.system
        lock = try DataLock(folder: configuration.data, mayBeNew: mayBeNew)
        database = try await Self.openDatabase(configuration)
        do {
            let keys = try KeyFolder(path: configuration.keys)
            let clock = try await Self.clock(database, ambient)
            site = Site(
                database: database,
                keys: keys,
                outboxKeys: try OutboxKeys(folder: configuration.keys, ambient: ambient),
                sequencer: Sequencer(
                    database: database,
                    batch: LogBatch(keys: keys, clock: clock, logger: logger),
                    highWater: HighWater(database: database, keys: keys, logger: logger),
                    ambient: ambient,
                    logger: logger
                ),
                ambient: ambient,
                clock: clock,
                address: configuration.address,
                limits: configuration.limits,
                bounceAddress: configuration.bounceAddress,
                logger: logger,
                witnesses: configuration.witnesses
            )
        } catch let error as KeyFolder.Unreadable {
            throw stop(2, "keys: \(error.logWords); restore it from the backup of the keys folder")
        } catch {
            throw stop(2, "keys: the folder \(configuration.keys) can't be used; check its permissions")
        }
        try await check(rollbacks)
    }

    private func check(_ rollbacks: Rollbacks) async throws {
        if rollbacks == .accepted { try await acceptRollbacks() }
        try await checkLogs(asksWitnesses: rollbacks != .refused)
        try await checkNames()
    }

    private static func clock(_ database: any TransactionalDatabase, _ ambient: Ambient) async throws -> ClockGuard {
        let (accepted, memory) = try await database.read { transaction in
            (try transaction.metaValue("accepted_mark"), try ClockMemory(reading: transaction))
        }
        let now = ambient.now()
        let clock = ClockGuard(
            now: now,
            acceptedMark: accepted.map(Moment.init(seconds:)),
            memory: memory,
            steadySeconds: Ambient.steadySeconds
        )
        if let lead = clock.lead(now) {
            warn(
                "the clock stands \(lead.seconds / 3_600) hours after all that is known here: until this site has served "
                    + "for a day nothing is deleted by age and no petition closed; where the clock is right, "
                    + "undersigned doctor --accept-clock ends the wait"
            )
        }
        return clock
    }

    /// Opens the database with today's tables.
    ///
    /// - Throws: `ExitCode` after saying why it can't be used.
    static func openDatabase(_ configuration: ServeConfiguration) async throws -> any TransactionalDatabase {
        do {
            try configuration.database.refuseHalfFile(in: configuration.data)
            let database = try configuration.database.open(in: configuration.data)
            // The data folder is locked; a server may be used by others.
            let isAlone = if case .sqlite = configuration.database { true } else { false }
            try await database.write { transaction in
                try Schema.migrate(transaction)
                try DatabaseChoice.refuseUnserved(transaction)
                try EvidenceWorker.begin(transaction, now: Ambient.system.now(), isAlone: isAlone)
            }
            if let server = database as? PostgresDatabase { try await warn(of: server, configuration.database) }
            return database
        } catch let error as Schema.TooNew {
            throw stop(2, "data: the folder was written by a newer program (schema \(error.found)); use that one")
        } catch let error as DatabaseFailure {
            guard case .postgres(let address, _) = configuration.database else {
                throw stop(2, "data: \(error.words); check the folder \(configuration.data) and its permissions")
            }
            if case .unavailable = error { throw stop(5, "database: \(address) can't be reached: \(error.words)") }
            throw stop(2, "database: \(address): \(error.words)")
        }
    }

    /// Says what the server could promise, and does not.
    private static func warn(of server: PostgresDatabase, _ choice: DatabaseChoice) async throws {
        guard case .postgres(let address, let durability) = choice else { return }
        if !address.isVerified { warn("database: \(address) is not asked for a certificate: use sslmode=verify-full") }
        if durability == .local, try await !server.namesStandby() {
            warn("database: synchronous_standby_names is empty: what is acknowledged is on one server's disk only")
        }
    }

    /// Every waiter is answered, then the file is closed.
    func close() async throws {
        await site.sequencer.close()
        try database.close()
    }

    /// Says how somebody begins to run campaigns, as long as nobody does (O-01).
    func welcome() async throws {
        guard try await database.read({ try $0.accounts().isEmpty }) else { return }
        Self.warn("nobody runs campaigns here yet: undersigned admin create --data \(configuration.data) ADDRESS")
    }

    /// Warns before a log gets a name that nobody outside can reach, and where logs have another name than the site.
    private func checkNames() async throws {
        let prefix = configuration.address.originPrefix
        if !configuration.hasOwnAddress {
            Self.warn("base-url is not given: a petition opened now is named after \(prefix) for ever")
        }
        let origins = try await database.read { try $0.petitions().compactMap { $0.log?.origin } }
        for origin in origins where configuration.hasOwnAddress && !origin.hasPrefix(prefix + "/") {
            Self.warn("the log \(origin) keeps its name, although the site is now \(configuration.address.base)")
        }
    }

    static func warn(_ words: String) {
        FileHandle.standardError.write(Data("undersigned: note: \(words)\n".utf8))
    }

    /// Refuses to go on with a log whose stored right edge is not what its checkpoint signs, or which is older than what
    /// was published.
    private func checkLogs(asksWitnesses: Bool) async throws {
        let faults = try await faults(asksWitnesses: asksWitnesses)
        guard faults.isEmpty else { throw Self.refusal(of: faults) }
        let opened = try await database.read { try $0.petitions().filter { $0.log != nil }.map(\.id) }
        site.highWater.note(opened)
        if try await database.read({ try $0.awaitsHighWater() }) {
            await site.highWater.write()
            try await database.write { try $0.expectHighWater() }
        }
    }
}

extension Ambient {
    /// The clock and the chance of this machine.
    static let system = Ambient(
        now: { Moment(seconds: Int64(Date().timeIntervalSince1970.rounded(.down))) },
        randomBytes: systemRandomBytes,
        steadySeconds: Ambient.steadySeconds
    )

    /// The kernel's random bytes, at most 256 with each call of it: one system call where others make dozens.
    private static let systemRandomBytes: @Sendable (Int) -> [UInt8] = { count in
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let wanted = min(256, count - filled)
                guard let start = buffer.baseAddress, getentropy(start + filled, wanted) == 0 else {
                    preconditionFailure("the kernel gave no random bytes")
                }
                filled += wanted
            }
        }
    }

    /// Seconds of a clock that runs on while the calendar may jump.
    static let steadySeconds: @Sendable () -> Int64 = {
        let clock = ContinuousClock()
        let start = clock.now
        return { (clock.now - start).components.seconds }
    }()
}

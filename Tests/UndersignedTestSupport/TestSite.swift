import Foundation
package import Logging
package import UndersignedApp
package import UndersignedCore
package import UndersignedDatabase
package import UndersignedStore

/// A whole site on a real database in a folder of its own; only time and chance are driven by hand.
package final class TestSite: Sendable {
    package let folder: TestFolder
    package let database: any TransactionalDatabase
    package let site: Site
    private let clock: TestClock
    /// Keeps the folder of the keys that went on.
    private let restored: Copy?

    /// An older copy of a site's data, beside the keys that went on.
    package struct Copy: Sendable {
        let folder: TestFolder
        /// Whose keys folder it is.
        let origin: TestFolder
    }

    /// - Parameters:
    ///   - kind: Which database.
    ///   - start: What the clock shows.
    ///   - limits: Whether limits hold.
    ///   - poolLimit: How many requests may wait for a log.
    ///   - bounceAddress: The form of return addresses; nil for none.
    ///   - copy: What is in the database at first; nil for nothing.
    ///   - isAutomatic: False where the test calls `site.sequencer.sequence()`.
    ///   - logger: The program's log.
    /// - Throws: When the folder, the database or the keys can't be made.
    package init(
        _ kind: TestDatabase = .chosen,
        start: Moment = Samples.noon,
        limits: Site.Limits = .default,
        poolLimit: Int = 4_096,
        bounceAddress: BounceAddress? = nil,
        restoring copy: Copy? = nil,
        isAutomatic: Bool = true,
        logger: Logger = .silent
    ) async throws {
        let folder = try copy.map { try TestFolder(copying: $0) } ?? TestFolder()
        let clock = TestClock(start)
        let ambient = clock.ambient
        let keysPath = (copy?.origin ?? folder).url.appending(path: "keys").path
        let keys = try KeyFolder(path: keysPath)
        database = try await kind.make(in: folder.url)
        let clockGuard = ClockGuard(now: start, steadySeconds: { clock.steadySeconds })
        site = Site(
            database: database,
            keys: keys,
            outboxKeys: try OutboxKeys(folder: keysPath, ambient: ambient),
            sequencer: Sequencer(
                database: database,
                batch: LogBatch(keys: keys, clock: clockGuard, logger: logger),
                highWater: HighWater(database: database, keys: keys, logger: logger),
                ambient: ambient,
                logger: logger,
                limit: poolLimit,
                isAutomatic: isAutomatic
            ),
            ambient: ambient,
            clock: clockGuard,
            address: try Samples.required(SiteAddress("https://petitions.example.org")),
            limits: limits,
            bounceAddress: bounceAddress,
            logger: logger
        )
        (self.folder, self.clock, restored) = (folder, clock, copy)
    }

    /// The same site on another database: the keys are there, the outbox's chain is not.
    ///
    /// - Parameter database: Restored from a backup.
    /// - Returns: What every story needs.
    /// - Throws: When the keys can't be read or made.
    package func onAnotherMachine(_ database: any TransactionalDatabase) async throws -> Site {
        let logger = Logger.silent
        let path = folder.url.appending(path: "keys-of-another-machine").path
        try FileManager.default.copyItem(atPath: folder.url.appending(path: "keys").path, toPath: path)
        try FileManager.default.removeItem(atPath: path + "/outbox.keys")
        let keys = try KeyFolder(path: path)
        return Site(
            database: database,
            keys: keys,
            outboxKeys: try OutboxKeys(folder: path, ambient: site.ambient),
            sequencer: Sequencer(
                database: database,
                batch: LogBatch(keys: keys, clock: site.clock, logger: logger),
                highWater: HighWater(database: database, keys: keys, logger: logger),
                ambient: site.ambient,
                logger: logger
            ),
            ambient: site.ambient,
            clock: site.clock,
            address: site.address,
            limits: site.limits,
            logger: logger
        )
    }

    /// The same site after its process started anew: of the time it knows what is stored.
    ///
    /// - Throws: A fault of the database.
    package func restarted() async throws -> Site {
        let memory = try await database.read { try ClockMemory(reading: $0) }
        let clockGuard = ClockGuard(now: now, memory: memory, steadySeconds: { [clock] in clock.steadySeconds })
        return Site(
            database: database,
            keys: site.keys,
            outboxKeys: site.outboxKeys,
            sequencer: Sequencer(
                database: database,
                batch: LogBatch(keys: site.keys, clock: clockGuard, logger: site.logger),
                highWater: site.highWater,
                ambient: site.ambient,
                logger: site.logger
            ),
            ambient: site.ambient,
            clock: clockGuard,
            address: site.address,
            limits: site.limits,
            logger: site.logger
        )
    }

    package var now: Moment { clock.now }

    /// The database as it is now, where nobody is writing.
    ///
    /// SQLite only.
    package func copy() async throws -> Copy {
        try await database.forgetDeleted()
        let copy = Copy(folder: try TestFolder(), origin: restored?.origin ?? folder)
        try FileManager.default.copyItem(at: folder.database, to: copy.folder.database)
        return copy
    }

    /// Time passes: calendar and steady clock together.
    package func advance(_ span: Moment.Span) {
        clock.advance(span)
    }

    /// The calendar jumps, the steady clock does not.
    package func jump(_ span: Moment.Span) {
        clock.jump(span)
    }

    /// A draft.
    package func draft(_ sheet: PetitionSheet) async throws -> Petition {
        let id = try await database.write { try $0.saveDraft(sheet, campaignID: nil) }
        return try await petition(id: Samples.required(id))
    }

    /// An opened petition.
    package func open(
        _ sheet: PetitionSheet = Samples.library,
        opensAt: Moment? = nil,
        closesAt: Moment? = nil
    ) async throws -> Petition {
        let draft = try await draft(sheet)
        _ = try await Opening(site: site).open(sheet.slug, opensAt: opensAt, closesAt: closesAt)
        return try await petition(id: draft.id)
    }

    /// The petition as it is now.
    package func petition(id: Int64) async throws -> Petition {
        try Samples.required(try await database.read { try $0.petition(id: id) })
    }

    /// Asks, and gives the link of the mail that this queued; nil when none was queued.
    @discardableResult
    package func ask(
        _ form: SignatureForm = Samples.amina,
        _ petition: Petition,
        source: String? = nil
    ) async throws -> LinkToken? {
        let before = try await links().count
        _ = try await Signing(site: site).ask(form.keyed, petition: petition, language: .english, source: source)
        let after = try await links()
        return after.count > before ? after.last : nil
    }

    /// Asks and presses the button.
    @discardableResult
    package func sign(
        _ form: SignatureForm,
        _ petition: Petition,
        source: String? = nil
    ) async throws -> LinkToken {
        let token = try Samples.required(try await ask(form, petition, source: source))
        _ = try await Links(site: site).confirm(token, textVersion: petition.textVersion)
        return token
    }

    /// The links of all mails in the outbox, oldest first.
    package func links() async throws -> [LinkToken] {
        try await mails().compactMap { LinkToken($0.payload.link.split(separator: "/").last ?? "") }
    }

    /// All mails in the outbox that are not final, oldest first.
    package func mails() async throws -> [(kind: OutboxMail.Kind, payload: OutboxPayload)] {
        let due = try await database.read { [now] in
            let end = now + .days(365)
            return try $0.dueMails(at: end, limit: 10_000) + $0.dueUpdates(at: end, limit: 10_000)
        }
        return try due.sorted { $0.id < $1.id }.map { ($0.mail.kind, try site.outboxKeys.open($0.mail)) }
    }

    /// The count of the log's head.
    package func counts(_ petition: Petition) async throws -> Counts {
        try await database.read { try $0.head(petition.id)?.counts } ?? Counts()
    }

    /// How many rows a table holds.
    package func rowCount(_ table: CountedTable) async throws -> Int {
        try await database.read { try $0.rowCount(table) }
    }
}

extension TestFolder {
    /// A folder with the database of a copy, and no keys.
    fileprivate convenience init(copying copy: TestSite.Copy) throws {
        try self.init()
        try FileManager.default.copyItem(at: copy.folder.database, to: database)
    }

    fileprivate var database: URL { url.appending(path: "undersigned.sqlite") }
}

extension Logger {
    /// Writes nothing.
    package static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

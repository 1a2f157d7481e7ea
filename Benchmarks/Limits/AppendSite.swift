import Crypto
import Foundation
import Logging
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedSQLite
import UndersignedStore

/// A site on a real database in a folder, whose one petition has a log of a chosen size.
struct AppendSite {
    /// So many signatures enter with each measured commit: the most that one batch takes.
    static let batchSize = Sequencer.batchLimit

    private let site: Site
    private let petition: Petition
    private let clock = ContinuousClock()

    /// Opens a petition and fills its log.
    ///
    /// - Parameters:
    ///   - folder: Made anew.
    ///   - size: About how many entries the log gets, each with its counted row of a signature.
    /// - Throws: A fault of the database or of the file system.
    init(folder: String, size: Int) async throws {
        site = try await Self.site(folder: folder)
        petition = try await Self.opened(site)
        try await begin()
        try await fill(size)
    }

    /// A site on a database of its own.
    ///
    /// - Parameters:
    ///   - folder: Made anew.
    ///   - steadySeconds: Nil for the calendar's.
    /// - Returns: Without a petition.
    /// - Throws: A fault of the database or of the file system.
    static func site(folder: String, steadySeconds: (@Sendable () -> Int64)? = nil) async throws -> Site {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let logger = Logger(label: "limits") { _ in SwiftLogNoOpLogHandler() }
        let ambient = Ambient(
            now: { Moment(seconds: Int64(Date().timeIntervalSince1970)) },
            randomBytes: Self.random,
            steadySeconds: steadySeconds
        )
        let database = try SQLiteDatabase(path: folder + "/undersigned.sqlite")
        try await database.write { try Schema.migrate($0) }
        let keys = try KeyFolder(path: folder + "/keys")
        let guardian = ClockGuard(now: ambient.now(), steadySeconds: { 0 })
        guard let address = SiteAddress("https://petitions.example.org") else { throw Misuse(text: "address") }
        return Site(
            database: database,
            keys: keys,
            outboxKeys: try OutboxKeys(folder: folder + "/keys", ambient: ambient),
            sequencer: Sequencer(
                database: database,
                batch: LogBatch(keys: keys, clock: guardian, logger: logger),
                highWater: HighWater(database: database, keys: keys, logger: logger),
                ambient: ambient,
                logger: logger,
                isAutomatic: false
            ),
            ambient: ambient,
            clock: guardian,
            address: address,
            limits: .off,
            logger: logger
        )
    }

    /// The clock mark and the opening, which come before the first signature.
    private func begin() async throws {
        async let outcome = site.sequencer.submit(.begin(petitionID: petition.id))
        while site.sequencer.waitingCount == 0 { try await Task.sleep(for: .milliseconds(1)) }
        await site.sequencer.sequence()
        _ = try await outcome
    }

    /// Asks for as many signatures as the rounds will count, and gives their links.
    func links(rounds: Int) async throws -> [LinkToken] {
        for number in 0..<rounds * Self.batchSize {
            let form = SignatureForm(name: "Person \(number)", email: "person\(number)@example.org")
            _ = try await Signing(site: site).ask(form, petition: petition, language: .english)
        }
        let now = site.ambient.now()
        let waiting = try await site.database.read { try $0.dueMails(at: now, limit: 1_000_000) }
        return try waiting.filter { $0.mail.kind == .confirm }.compactMap { waiting in
            LinkToken(try site.outboxKeys.open(waiting.mail).link.split(separator: "/").last ?? "")
        }
    }

    /// Seconds that one entry takes: rows claimed, entries, tiles, head, checkpoint, tallies and mails, committed.
    ///
    /// Boxes are opened and contacts sealed before the clock starts: that is the same at every size.
    func secondsPerEntry(_ links: [LinkToken]) async throws -> Double {
        try await withThrowingTaskGroup(of: LogOutcome.self) { group in
            for link in links {
                group.addTask { [site, petition] in
                    try await Links(site: site).confirm(link, textVersion: petition.textVersion)
                }
            }
            while site.sequencer.waitingCount < links.count { try await Task.sleep(for: .milliseconds(1)) }
            let start = clock.now
            await site.sequencer.sequence()
            let duration = (clock.now - start).components
            for try await outcome in group {
                guard outcome == .counted else { throw Misuse(text: "a signature was not counted: \(outcome)") }
            }
            return (Double(duration.seconds) + Double(duration.attoseconds) / 1e18) / Double(links.count)
        }
    }

    private static func opened(_ site: Site) async throws -> Petition {
        guard let slug = Slug("library"), let target = Slug("council") else { throw Misuse(text: "slug") }
        let council = Target(
            id: target,
            name: "The council",
            role: nil,
            organisation: nil,
            standing: .noAnswer,
            answer: nil
        )
        let sheet = PetitionSheet(
            slug: slug,
            title: "Keep it",
            letter: "Please.",
            to: [council],
            from: "You",
            language: "en"
        )
        _ = try await site.database.write { try $0.saveDraft(sheet, campaignID: nil) }
        _ = try await Opening(site: site).open(slug)
        guard let petition = try await site.database.read({ try $0.petition(slug) }) else { throw Misuse(text: "none") }
        return petition
    }

    private static let random: @Sendable (Int) -> [UInt8] = { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
}

// What a petition of that size has in its tables, without the work of its signatories.
extension AppendSite {
    /// More rows in one transaction than the page cache holds pages would make SQLite search it for each of them.
    private static let chunk = 512

    private func fill(_ size: Int) async throws {
        var rest = size
        while rest > 0 {
            let count = min(rest, Self.chunk)
            try await site.database.write { [site, petition] transaction in
                try Self.fill(count, petition, site, transaction)
            }
            rest -= count
        }
    }

    private static func fill(
        _ count: Int,
        _ petition: Petition,
        _ site: Site,
        _ transaction: any Transaction
    ) throws {
        guard var head = try transaction.head(petition.id), let log = petition.log else { return }
        let before = head.size
        let now = site.ambient.now()
        var edge = try transaction.edge(of: petition.id, size: before)
        var leaves: [MerkleHash] = []
        for number in 0..<count {
            let position = before + UInt64(number)
            let seed = Array(SHA256.hash(data: Array("row \(position)".utf8)))
            guard let commitment = MerkleHash(seed) else { continue }
            let entry = LogEntry.signedMail(commitment: commitment).bytes
            leaves.append(MerkleTree.leafHash(of: entry))
            try transaction.saveEntries([entry], from: position, of: petition.id)
            let total = head.counts.total + number + 1
            try row(seed, at: position, as: total, petition.id, now, transaction)
        }
        for tile in edge.append(leaves) { try transaction.saveTile(tile, of: petition.id) }
        let hour = head.lastMark ?? now.hour
        try transaction.addTally(.mail, hour: hour, added: count, removed: 0, of: petition.id)
        try transaction.addToVersion(1, added: count, removed: 0, of: petition.id)
        for _ in 0..<count { head.counts.count(1, as: .mail) }
        head.size = edge.size
        head.checkpoint = try Checkpoint(origin: log.origin, size: edge.size, root: edge.root)
            .signed(by: site.keys.noteKey(of: petition.slug, log: log.number)).string
        guard try transaction.advanceHead(to: head, from: before, of: petition.id) else { throw Misuse(text: "head") }
    }

    /// The row of a counted signature, with a box as long as one.
    private static func row(
        _ seed: [UInt8],
        at position: UInt64,
        as number: Int,
        _ petitionID: Int64,
        _ now: Moment,
        _ transaction: any Transaction
    ) throws {
        let tokenHash = Array(SHA256.hash(data: seed))
        let pending = PendingSignature(
            petitionID: petitionID,
            tag: seed,
            tokenHash: tokenHash,
            requestKey: nil,
            box: [UInt8](repeating: 7, count: 180),
            now: now
        )
        _ = try transaction.insertPending(pending)
        let placement = Placement(position: position, number: number, textVersion: 1)
        _ = try transaction.claim(tokenHash: tokenHash, in: petitionID, as: placement, logNumber: 1, at: now)
    }
}

package import Logging
import TransparencyLog
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Takes a batch of requests through one write transaction: claim, entries, tiles, head, checkpoint, rows, tallies
/// and receipt mail commit together, so log, row and count cannot disagree.
package struct LogBatch: Sendable {
    /// At a daily publication at least so many signatures enter together.
    package static let dailyMinimum = 20

    private let keys: KeyFolder
    private let clock: ClockGuard
    private let logger: Logger

    package init(keys: KeyFolder, clock: ClockGuard, logger: Logger) {
        self.keys = keys
        self.clock = clock
        self.logger = logger
    }

    /// Waits until nobody else can append to some logs, until the end of the caller's transaction.
    ///
    /// - Parameters:
    ///   - petitionIDs: In rising order, as everybody locks them.
    ///   - transaction: A write transaction.
    /// - Returns: Their heads.
    /// - Throws: A fault of the database.
    func lock(_ petitionIDs: [Int64], in transaction: any Transaction) throws -> [Int64: LogHead] {
        try petitionIDs.reduce(into: [:]) { heads, petitionID in heads[petitionID] = try transaction.head(petitionID) }
    }

    /// Runs a batch in the caller's transaction.
    ///
    /// - Parameters:
    ///   - requests: At most 512.
    ///   - heads: Of their logs, locked.
    ///   - transaction: A write transaction.
    ///   - now: The batch's moment.
    /// - Returns: As many outcomes as requests, in their order.
    /// - Throws: A fault after which the whole transaction must be undone.
    func run(
        _ requests: [LogRequest],
        on heads: [Int64: LogHead],
        in transaction: any Transaction,
        now: Moment
    ) throws -> [LogOutcome] {
        var outcomes = [LogOutcome](repeating: .failed, count: requests.count)
        let groups = Dictionary(grouping: requests.indices) { requests[$0].petitionID }
        // In the order of petitions, so that two nodes lock rows in the same order too.
        for petitionID in groups.keys.sorted() {
            let indices = groups[petitionID] ?? []
            // What can't be opened stays `.failed`; the other petitions go on.
            guard let head = heads[petitionID], var petition = try open(petitionID, head, transaction, now: now) else {
                continue
            }
            for index in indices { outcomes[index] = try petition.take(requests[index]) }
            try petition.finish()
        }
        return outcomes
    }

    /// Reads what deciding needs.
    ///
    /// Nil, with a line in the operator's log, where this petition can't go on.
    private func open(
        _ petitionID: Int64,
        _ head: LogHead,
        _ transaction: any Transaction,
        now: Moment
    ) throws -> PetitionBatch? {
        guard let petition = try transaction.petition(id: petitionID), let log = petition.log else { return nil }
        do {
            let note = try keys.noteKey(of: petition.slug, log: log.number)
            let writer = try LogWriter(petition, head: head, note: note, transaction: transaction)
            return PetitionBatch(
                petition: petition,
                origin: log.origin,
                isClockSound: clock.isSound(now, lastMark: head.lastMark),
                now: now,
                transaction: transaction,
                writer: writer
            )
        } catch let fault as KeyFolder.Unreadable {
            logger.error("a key does not read", metadata: ["file": "\(fault.file)", "petition": "\(petition.slug)"])
            return nil
        } catch let fault as MalformedInput {
            logger.error("the log's tiles do not fit", metadata: ["petition": "\(petition.slug)", "what": "\(fault)"])
            return nil
        }
    }
}

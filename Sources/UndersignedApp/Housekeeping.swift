import Logging
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What the calendar asks for, unattended: open, close, publish, expire.
package struct Housekeeping: Sendable {
    private let site: Site
    private let forgetting: Forgetting
    /// Nil where nobody is asked.
    private let issuers: IssuerAsking?
    /// Nil where no page gives out a program.
    private let client: MemberClientNotes?
    /// Nil where no tokens are signed for letters of other sites.
    private let letters: LetterWatch?

    /// - Parameters:
    ///   - site: Whose house it is.
    ///   - issuers: The way to issuers of members' tokens that are not this site; nil to ask none.
    ///   - letters: The way to letters of other sites whose tokens are signed here; nil to look at none.
    ///   - client: What members' pages run, which their logs name: SHA-256 in hex of each file, by name; nil to name none.
    package init(
        site: Site,
        issuers: (any IssuerClient)? = nil,
        letters: (any LetterSource)? = nil,
        client: [String: String]? = nil
    ) {
        self.site = site
        self.client = client.map { MemberClientNotes(site: site, files: $0) }
        forgetting = Forgetting(site: site)
        self.issuers = issuers.map { IssuerAsking(site: site, client: $0) }
        self.letters = letters.map { LetterWatch(site: site, source: $0) }
    }

    /// Whether this process is the one that keeps the house.
    package func isOnDuty() async -> Bool {
        await site.database.isOnDuty()
    }

    /// Does all that is due.
    ///
    /// Safe to repeat; tests call it by hand.
    ///
    /// - Throws: A fault of the database; what is left is done the next time. A fault of one petition, such as a key that
    ///   does not read, keeps no other petition waiting.
    package func doDue() async throws {
        let now = site.ambient.now()
        let petitions = try await site.database.read { try $0.petitions() }.filter { $0.log != nil }
        try await endIssuing(of: petitions)
        // Nothing brings back what was deleted or closed too early.
        guard site.clock.isSound(now, lastMark: nil) else {
            site.logger.error("the clock jumped ahead: nothing is opened, closed or deleted until it is mended")
            return
        }
        try await remember(now)
        let isTrusted = site.clock.isTrusted(now)
        if isTrusted { try await forgetting.doDue(in: petitions, now) }
        // First: what they say enters the log with the day's publication.
        try await issuers?.askDue(petitions, now)
        for petition in petitions {
            try await site.contain(faultsOf: petition) {
                if petition.state == .open { try await tend(petition, now) }
                if isTrusted { try await close(petition, now) }
            }
            if isTrusted {
                try await site.contain(faultsOf: petition) { try await KeyRetention(site: site).doDue(petition, now) }
            }
            try await bringMailForward(of: petition)
            try await FigureKeeping(site: site).countWaiting(of: petition)
            try await dropUnwantedUpdates(of: petition)
        }
        if isTrusted { try await FollowUps(site: site).queueDue(now) }
        // Who is signed out too early signs in again.
        if try await site.database.read({ try $0.hasEndedSessions(at: now) }) {
            try await site.database.write { try $0.deleteEndedSessions(at: now) }
        }
        try await site.database.forgetDeleted()
        // What opened too early can't be taken back.
        if isTrusted { try await ScheduledOpenings(site: site).doDue() }
        // Last: a slow site keeps nothing else waiting. A key that was destroyed too early is gone, too.
        if isTrusted { try await letters?.lookDue(petitions, now) }
    }

    /// What is closed stays so, and no clock is asked for it: a key that makes members goes at once.
    private func endIssuing(of petitions: [Petition]) async throws {
        for petition in petitions where petition.state == .closed {
            try await site.contain(faultsOf: petition) { try KeyRetention(site: site).endIssuing(of: petition) }
        }
    }

    /// Keeps what a later start can compare its clock with.
    private func remember(_ now: Moment) async throws {
        guard let memory = site.clock.memory(at: now),
            memory.isWorthSaving(over: try await site.database.read { try ClockMemory.stored(in: $0) })
        else { return }
        try await site.database.write { try memory.save($0) }
    }

    /// Looks before it writes: hardly ever is there one.
    private func dropUnwantedUpdates(of petition: Petition) async throws {
        guard try await !site.database.read({ try $0.unwantedUpdates(in: petition.id) }).isEmpty else { return }
        try await site.database.write { transaction in
            for signatureID in try transaction.unwantedUpdates(in: petition.id) {
                try transaction.dropUpdates(to: signatureID, in: petition.id)
            }
        }
    }

    /// What nothing brings back.
    private func close(_ petition: Petition, _ now: Moment) async throws {
        guard petition.state == .open, let closesAt = petition.closesAt, closesAt <= now else { return }
        _ = try await site.sequencer.submit(.close(petitionID: petition.id))
    }

    /// What was put off while the clock ran ahead does not wait for that time once the clock is right again.
    private func bringMailForward(of petition: Petition) async throws {
        let now = site.ambient.now()
        // Another process may be a little ahead.
        let limit = now + .minutes(5)
        let pause = OutboxPlan.longestPause
        guard try await site.database.read({ try $0.hasMail(of: petition.id, dueAfter: limit, pause: pause) }) else {
            return
        }
        let count = try await site.database.write {
            try $0.bringMailForward(of: petition.id, dueAfter: limit, pause: pause, to: now)
        }
        if count > 0 {
            site.logger.notice("mails were due too late: the clock was ahead", metadata: ["count": "\(count)"])
        }
    }

    private func tend(_ petition: Petition, _ now: Moment) async throws {
        if let opensAt = petition.opensAt, opensAt <= now {
            _ = try await site.sequencer.submit(.begin(petitionID: petition.id))
        }
        if petition.sheet.publication == .daily {
            let chance = site.ambient.randomBytes(32)
            _ = try await site.sequencer.submit(.publish(petitionID: petition.id, chance: chance))
        }
        // Last: a note moves the log's day on, and nothing more is published on that day.
        let isOver = petition.closesAt.map { $0 <= now } ?? false
        if !isOver, petition.opensAt ?? now <= now { try await client?.doDue(petition) }
    }
}

extension Site {
    /// Does what is due of one petition: its fault is told to the operator and waits for the next time.
    ///
    /// - Parameters:
    ///   - petition: Whose keys or files may not read.
    ///   - act: What is due; safe to repeat.
    /// - Throws: A fault of the database, and the end of the task: those are no single petition's.
    func contain(faultsOf petition: Petition, _ act: () async throws -> Void) async throws {
        do {
            try await act()
        } catch let error where error is DatabaseFailure || error is CancellationError {
            throw error
        } catch {
            logger.error(
                "what is due of a petition is done later",
                metadata: ["petition": "\(petition.slug)", "what": "\(error.wordsToLog)"]
            )
        }
    }
}

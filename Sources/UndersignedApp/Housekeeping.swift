import Logging
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What the calendar asks for, unattended: open, close, publish, expire.
package struct Housekeeping: Sendable {
    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Whether this process is the one that keeps the house.
    package func isOnDuty() async -> Bool {
        await site.database.isOnDuty()
    }

    /// Does all that is due.
    ///
    /// Safe to repeat; tests call it by hand.
    ///
    /// - Throws: A fault of the database; what is left is done the next time.
    package func doDue() async throws {
        let now = site.ambient.now()
        // Nothing brings back what was deleted or closed too early.
        guard site.clock.isSound(now, lastMark: nil) else {
            site.logger.error("the clock jumped ahead: nothing is opened, closed or deleted until it is mended")
            return
        }
        try await remember(now)
        let isTrusted = site.clock.isTrusted(now)
        for petition in try await site.database.read({ try $0.petitions() }) where petition.log != nil {
            if petition.state == .open { try await tend(petition, now) }
            if isTrusted { try await end(petition, now) }
            try await bringMailForward(of: petition)
            try await FigureKeeping(site: site).countWaiting(of: petition)
            try await dropUnwantedUpdates(of: petition)
        }
        if isTrusted { try await FollowUps(site: site).queueDue(now) }
        try await site.database.write { transaction in
            if isTrusted { try transaction.forgetBounceHashes(before: now - Bounces.span) }
            // Who is signed out too early signs in again.
            try transaction.deleteEndedSessions(at: now)
        }
        try await site.database.forgetDeleted()
        // What opened too early can't be taken back.
        if isTrusted { try await ScheduledOpenings(site: site).doDue() }
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
    private func end(_ petition: Petition, _ now: Moment) async throws {
        if petition.state == .open, let closesAt = petition.closesAt, closesAt <= now {
            _ = try await site.sequencer.submit(.close(petitionID: petition.id))
        }
        try await expire(petition, now)
        try await deleteContacts(petition, now)
        try await KeyRetention(site: site).doDue(petition, deadline: Self.deadline(of: petition), now)
    }

    /// What was put off while the clock ran ahead does not wait for that time once the clock is right again.
    private func bringMailForward(of petition: Petition) async throws {
        let now = site.ambient.now()
        let count = try await site.database.write {
            // Another process may be a little ahead.
            try $0.bringMailForward(
                of: petition.id,
                dueAfter: now + .minutes(5),
                pause: OutboxPlan.longestPause,
                to: now
            )
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
    }

    /// A month of the deletion deadline.
    private static let month = Moment.Span.days(30)
    private static let rowsPerWrite = 2_000

    /// When contact data goes at the latest; nil for a petition without a last day.
    private static func deadline(of petition: Petition) -> Moment? {
        petition.closesAt.map { $0 + .seconds(month.seconds * Int64(petition.sheet.deletionMonths)) }
    }

    /// The deadline that the sign form names, kept without an operator (S-70).
    private func deleteContacts(_ petition: Petition, _ now: Moment) async throws {
        guard let deadline = Self.deadline(of: petition), petition.state == .closed, deadline <= now else { return }
        var count = 0
        while true {
            let some = try await site.database.write {
                try $0.deleteContacts(of: petition.id, limit: Self.rowsPerWrite)
            }
            guard some > 0 else { break }
            count += some
        }
        count += try await site.database.write { try $0.deletePaperScans(of: petition.id) }
        if count > 0 {
            site.logger.info("contact data deleted", metadata: ["petition": "\(petition.slug)", "rows": "\(count)"])
        }
    }

    /// What was asked and not confirmed is deleted on time, whether or not the petition is still open (P-20).
    private func expire(_ petition: Petition, _ now: Moment) async throws {
        let limit = now - Asking.pendingSpan
        let expired = try await site.database.write { try $0.expirePending(before: limit, in: petition.id) }
        if expired > 0 {
            site.logger.info("links expired", metadata: ["petition": "\(petition.slug)", "count": "\(expired)"])
        }
    }
}

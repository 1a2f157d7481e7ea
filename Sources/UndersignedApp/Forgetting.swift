import Logging
import Synchronization
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What is deleted by date, unattended: each class of data on its day (P-20).
///
/// Everything is looked for before it is written, and deleted some thousand rows at a time.
struct Forgetting: Sendable {
    private static let rowsPerWrite = 2_000

    private let site: Site
    private let swept = SweptContacts()

    init(site: Site) {
        self.site = site
    }

    /// Deletes what is due of all petitions.
    ///
    /// Safe to repeat.
    ///
    /// - Parameters:
    ///   - petitions: Those that were opened, in any state.
    ///   - now: A moment that is no clock's mistake: nothing comes back.
    /// - Throws: A fault of the database; what is left is done the next time.
    func doDue(in petitions: [Petition], _ now: Moment) async throws {
        let delivered = try await site.database.read { try $0.sizesDelivered(before: now - Retention.deliveredContact) }
        for petition in petitions {
            try await expire(petition, now)
            try await endCodes(of: petition, now)
            if let scope = scope(of: petition, delivered[petition.id], now) { try await sweep(petition, scope) }
            try await hideNames(of: petition, now)
        }
        try await endTrail(now)
        try await forgetReturnAddresses(now)
    }

    /// What was asked and not confirmed goes on time, whether or not the petition is still open.
    private func expire(_ petition: Petition, _ now: Moment) async throws {
        let limit = now - Asking.pendingSpan
        guard try await site.database.read({ try $0.hasPending(before: limit, in: petition.id) }) else { return }
        let count = try await inSteps {
            try $0.expirePending(before: limit, in: petition.id, atMost: Self.rowsPerWrite)
        }
        tell("links expired", count, petition)
    }

    private func endCodes(of petition: Petition, _ now: Moment) async throws {
        guard try await site.database.read({ try $0.hasEndedMemberCodes(at: now, in: petition.id) }) else { return }
        try await site.database.write { try $0.deleteEndedMemberCodes(at: now, in: petition.id) }
    }

    /// Whose contact data has come to its day: the one after the closing that the form names, or the one after a hand-over.
    private func scope(of petition: Petition, _ delivered: UInt64?, _ now: Moment) -> ContactScope? {
        let end = Retention.contactEnd(
            closesAt: petition.state == .closed ? petition.closesAt : nil,
            months: petition.sheet.deletionMonths,
            deliveredAt: nil
        )
        if let end, end <= now { return .everything }
        return delivered.map(ContactScope.delivered)
    }

    private func sweep(_ petition: Petition, _ scope: ContactScope) async throws {
        guard !swept.has(petition.id, scope) else { return }
        var (last, count) = (Int64(0), 0)
        while true {
            let ids = try await site.database.read { [last] in
                try $0.dueContacts(scope, of: petition.id, after: last, limit: Self.rowsPerWrite)
            }
            guard let first = ids.first, let end = ids.last else { break }
            try await site.database.write { try $0.deleteContacts(first...end, scope, of: petition.id) }
            last = end
            count += ids.count
        }
        count += try await KeptContacts(site: site).shorten(scope, of: petition)
        if try await site.database.read({ try $0.hasPaperScans(scope, of: petition.id) }) {
            count += try await site.database.write { try $0.deletePaperScans(scope, of: petition.id) }
        }
        if scope == .everything, try await site.database.read({ try $0.hasRemains(of: petition.id) }) {
            count += try await inSteps { try $0.deleteRemains(of: petition.id, limit: Self.rowsPerWrite) }
        }
        swept.note(petition.id, scope)
        tell("contact data deleted", count, petition)
    }

    /// A year after the closing nobody is shown any more (P-28).
    private func hideNames(of petition: Petition, _ now: Moment) async throws {
        guard Retention.isOver(petition, at: now),
            try await site.database.read({ try $0.hasDisplays(in: petition.id) })
        else { return }
        let count = try await inSteps { try $0.deleteDisplays(of: petition.id, limit: Self.rowsPerWrite) }
        tell("names that were shown are deleted", count, petition)
    }

    private func endTrail(_ now: Moment) async throws {
        let limit = now - Retention.trail
        guard try await site.database.read({ try $0.hasTrail(before: limit) }) else { return }
        let count = try await inSteps { try $0.deleteTrail(before: limit, atMost: Self.rowsPerWrite) }
        site.logger.info("lines of the trail deleted", metadata: ["count": "\(count)"])
    }

    private func forgetReturnAddresses(_ now: Moment) async throws {
        let limit = now - Bounces.span
        guard try await site.database.read({ try $0.hasBounceHashes(before: limit) }) else { return }
        try await site.database.write { try $0.forgetBounceHashes(before: limit) }
    }

    /// Writes until nothing is changed any more; gives how many rows were.
    private func inSteps(_ step: @escaping @Sendable (any Transaction) throws -> Int) async throws -> Int {
        var count = 0
        while true {
            let some = try await site.database.write(step)
            guard some > 0 else { return count }
            count += some
        }
    }

    private func tell(_ what: Logger.Message, _ count: Int, _ petition: Petition) {
        guard count > 0 else { return }
        site.logger.info(what, metadata: ["petition": "\(petition.slug)", "count": "\(count)"])
    }
}

/// How far a process has deleted contact data, so that it does not look for it each minute among those who stay.
///
/// In memory: a new process looks once more. Nothing comes due again within a scope: who stops the updates later is
/// forgotten by that press.
private final class SweptContacts: Sendable {
    private let scopes = Mutex<[Int64: ContactScope]>([:])

    func has(_ petitionID: Int64, _ scope: ContactScope) -> Bool {
        scopes.withLock { $0[petitionID] == scope }
    }

    func note(_ petitionID: Int64, _ scope: ContactScope) {
        scopes.withLock { $0[petitionID] = scope }
    }
}

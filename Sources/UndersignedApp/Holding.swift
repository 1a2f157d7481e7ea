package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Organisers let signatures to come wait for a decision, and decide (F-E, DESIGN 11.6).
package struct Holding: Sendable {
    /// Why nothing was done.
    package enum Refusal: Error, Hashable, Sendable, CaseIterable {
        /// Neither a domain nor a number of signatures an hour.
        case badRule
        /// The petition publishes once a day: it has no hours.
        case noHours
        /// Signatures are counted only while a petition is open.
        case notOpen
        case clockInDoubt
    }

    /// So many are decided with one commit.
    static let stepSize = 256

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Lets signatures to come wait, from the next commit on.
    ///
    /// - Parameters:
    ///   - petition: An open petition.
    ///   - domain: As typed; empty for a rule about all.
    ///   - perHour: As typed; empty for a rule about a domain.
    ///   - accountID: Who says so.
    /// - Throws: `Refusal`, or a fault of the database.
    package func begin(_ petition: Petition, domain: String, perHour: String, by accountID: Int64) async throws {
        guard petition.state == .open else { throw Refusal.notOpen }
        guard let scope = HoldRule.scope(domain: domain, perHour: perHour) else { throw Refusal.badRule }
        if case .over = scope, petition.sheet.publication == .daily { throw Refusal.noHours }
        let now = site.ambient.now()
        try await site.database.write { transaction in
            guard try transaction.beginHold(scope, of: petition.id, at: now) else { return }
            try transaction.addToTrail(TrailEvent(.holdBegun, about: petition, by: accountID, at: now, scope.words))
        }
    }

    /// Signatures to come are counted again; those that wait go on waiting.
    package func end(_ ruleID: Int64, of petition: Petition, by accountID: Int64) async throws {
        let now = site.ambient.now()
        try await site.database.write { transaction in
            guard try transaction.endHold(ruleID, of: petition.id, at: now) else { return }
            try transaction.addToTrail(TrailEvent(.holdEnded, about: petition, by: accountID, at: now, String(ruleID)))
        }
    }

    /// Counts all that wait now.
    ///
    /// - Returns: How many were decided.
    /// - Throws: `Refusal`, `Sequencer.Overloaded`, or a fault: what was counted until then stays counted.
    @discardableResult
    package func release(_ petition: Petition, by accountID: Int64) async throws -> Int {
        var count = 0
        while true {
            let request = LogRequest.release(petitionID: petition.id, limit: Self.stepSize)
            let outcome = try await site.sequencer.submit(request)
            if case .refused(let refusal) = outcome {
                throw refusal == .clockInDoubt ? Refusal.clockInDoubt : Refusal.notOpen
            }
            guard case .appended(let some) = outcome, some > 0 else { break }
            count += some
        }
        let now = site.ambient.now()
        let line = TrailEvent(.heldReleased, about: petition, by: accountID, at: now, String(count))
        try await site.database.write { try $0.addToTrail(line) }
        return count
    }
}

extension HoldRule.Scope {
    /// For the trail.
    fileprivate var words: String {
        switch self {
        case .domain(let domain): domain
        case .over(let perHour): "> \(perHour)/h"
        }
    }
}

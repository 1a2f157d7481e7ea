import Logging
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Organisers take signatures out by rule: found and shown first, agreed to by a second one where it is much (S-16).
package struct RuleRemoval: Sendable {
    /// What became of an order.
    package enum Outcome: Hashable, Sendable {
        /// Announced in the log; it runs on by itself.
        case begun
        /// More than 1 % of the count: it waits for somebody else who may write here.
        case proposed
    }

    /// Why nothing was done.
    package enum Refusal: Error, Hashable, Sendable {
        case correction(Corrections.Refusal)
        /// Somebody else decided, or a day has passed.
        case gone
        /// Who asks for a large removal does not agree to it too.
        case ownProposal
        /// Who asked for it may not write here any more: two people stand behind a large removal, not one.
        case proposerGone
        /// It finds more by now than was asked for: it waits as a new proposal, with the new number.
        case foundMore
    }

    /// A proposal is good for so long.
    package static let proposalSpan = Moment.Span.hours(24)

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Shows what a rule would take away; reads every signature, and changes nothing.
    ///
    /// - Throws: `Refusal.correction`, or a fault.
    package func preview(_ petition: Petition, _ rule: CorrectionRule) async throws -> Corrections.Preview {
        do {
            return try await Corrections(site: site).preview(petition.slug, rule) { _, _ in }
        } catch let refusal as Corrections.Refusal {
            throw Refusal.correction(refusal)
        }
    }

    /// Announces a removal, or puts a large one before somebody else.
    ///
    /// - Parameters:
    ///   - petition: Whose signatures.
    ///   - rule: Which of them.
    ///   - name: Stands in the log: `invalid:<name>`.
    ///   - reason: For the public.
    ///   - typed: The petition's name, asked for where nobody else may write here.
    ///   - account: Who orders it.
    /// - Returns: What became of it.
    /// - Throws: `Refusal`, or a fault; nothing was announced then.
    package func order(
        _ petition: Petition,
        _ rule: CorrectionRule,
        name: String,
        reason: String,
        typed: String,
        by account: Account
    ) async throws -> Outcome {
        let hasOthers = try await hasOthers(than: account.id, in: petition.campaignID)
        let approval: CorrectionApproval =
            hasOthers ? .organisers(account.address, second: nil) : .shell(typed: typed)
        let order = CorrectionOrder(rule: rule, name: name, reason: reason, approval: approval)
        do {
            try await begin(petition, order, by: account)
            return .begun
        } catch Refusal.correction(.needsSecondPerson(let found, let total)) {
            guard hasOthers else {
                throw Refusal.correction(.needsSecondPerson(found: found, total: total))
            }
            try await propose(petition, order, found: found, for: account.id, by: account)
            return .proposed
        }
    }

    /// A second organiser agrees: the rule is searched anew, and what it finds now goes, if it is no more than was seen.
    ///
    /// - Throws: `Refusal`, or a fault.
    package func agree(to proposalID: Int64, of petition: Petition, by account: Account) async throws {
        let limit = site.ambient.now() - Self.proposalSpan
        let (proposals, proposers) = try await site.database.read { transaction in
            let proposals = try transaction.proposals(of: petition.id, since: limit)
            return (proposals, try proposals.compactMap { try transaction.account(id: $0.proposedBy) })
        }
        guard let proposal = proposals.first(where: { $0.id == proposalID }),
            case .organisers(let first, _) = proposal.order.approval
        else { throw Refusal.gone }
        guard proposal.proposedBy != account.id, first != account.address else { throw Refusal.ownProposal }
        guard let proposer = proposers.first(where: { $0.id == proposal.proposedBy }),
            Self.mayDecide(proposer, in: petition.campaignID)
        else { throw Refusal.proposerGone }
        guard try await site.database.write({ try $0.takeProposal(proposalID, of: petition.id) }) else {
            throw Refusal.gone
        }
        var order = proposal.order
        order.approval = .organisers(first, second: account.address)
        do {
            try await begin(petition, order, atMost: proposal.found, by: account)
        } catch Refusal.correction(.foundMore(let found)) {
            try await propose(petition, proposal.order, found: found, for: proposer.id, by: account)
            throw Refusal.foundMore
        }
    }

    /// Takes a proposal back, or turns it down.
    package func refuse(_ proposalID: Int64, of petition: Petition, by account: Account) async throws {
        let line = TrailEvent(.removalRefused, about: petition, by: account.id, at: site.ambient.now())
        try await site.database.write { transaction in
            guard try transaction.takeProposal(proposalID, of: petition.id) else { throw Refusal.gone }
            try transaction.addToTrail(line)
        }
    }

    /// Whether somebody else may write in a campaign, and so can agree.
    package func hasOthers(than accountID: Int64, in campaignID: Int64?) async throws -> Bool {
        try await site.database.read { transaction in
            try transaction.accounts().contains { $0.id != accountID && Self.mayDecide($0, in: campaignID) }
        }
    }

    private static func mayDecide(_ account: Account, in campaignID: Int64?) -> Bool {
        account.state == .active && account.may(.write, in: campaignID)
    }

    private func begin(
        _ petition: Petition,
        _ order: CorrectionOrder,
        atMost limit: Int? = nil,
        by account: Account
    ) async throws {
        let corrections = Corrections(site: site)
        let id: Int64
        do {
            id = try await corrections.begin(petition.slug, order, atMost: limit) { _, _ in }
        } catch let refusal as Corrections.Refusal {
            throw Refusal.correction(refusal)
        }
        // Announced: from here it is done, by this process or by the next one.
        let what = "\(order.name): \(order.rule.words)"
        let line = TrailEvent(.removalOrdered, about: petition, by: account.id, at: site.ambient.now(), what)
        try await site.database.write { try $0.addToTrail(line) }
        let logger = site.logger
        Task {
            do {
                _ = try await corrections.run(id, of: petition.slug) { _, _ in }
            } catch {
                logger.error("a removal waits for the next start", metadata: ["what": "\(type(of: error))"])
            }
        }
    }

    /// - Parameters:
    ///   - petition: Whose signatures.
    ///   - order: What is to be removed, and why.
    ///   - found: How many signatures it finds.
    ///   - proposerID: Who asked for it, and so can't agree to it.
    ///   - account: Whose act put it up.
    /// - Throws: A fault of the database.
    private func propose(
        _ petition: Petition,
        _ order: CorrectionOrder,
        found: Int,
        for proposerID: Int64,
        by account: Account
    ) async throws {
        let now = site.ambient.now()
        let what = "\(order.name): \(order.rule.words)"
        let line = TrailEvent(.removalProposed, about: petition, by: account.id, at: site.ambient.now(), what)
        try await site.database.write { transaction in
            // Pressed twice it is one proposal: turned down, nothing of it is left to agree to.
            _ = try transaction.lockedPetition(id: petition.id)
            let waiting = try transaction.proposals(of: petition.id, since: now - Self.proposalSpan)
            guard !waiting.contains(where: { $0.order == order }) else { return }
            try transaction.saveProposal(
                order,
                found: found,
                of: petition.id,
                by: proposerID,
                at: now,
                forgetting: now - Self.proposalSpan
            )
            try transaction.addToTrail(line)
        }
    }
}

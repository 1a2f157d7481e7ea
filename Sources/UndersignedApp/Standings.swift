import TransparencyLog
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Records where targets stand: a row of their history, and an entry in the log of each petition that addresses them.
///
/// Nothing is overwritten and nothing deleted; what was wrong is corrected by a row that says so.
package struct Standings: Sendable {
    /// Why nothing new was recorded.
    package enum Refusal: Error, Hashable, Sendable {
        case unknownCampaign
        case unknownTarget
        case draft([StandingDraft.Problem])
        /// Somebody else recorded something in between.
        case changedMeanwhile
        case clockInDoubt
        /// A log can't be written now, and the operator's log says why; the row may stand. Recording the same again
        /// goes on.
        case failed
    }

    /// What was recorded.
    package struct Result: Hashable, Sendable {
        /// The row's number, from 1.
        package let number: Int
        package let standing: TargetStanding
        /// SHA-256 of the document, 32 bytes.
        package let hash: [UInt8]
        /// The petitions whose logs got the entry just now.
        package let petitions: [Slug]
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Adds a row to a target's history, and the entry to every log.
    ///
    /// The row commits together with the first entry; each further log is a commit of its own. Where that was cut off,
    /// recording the same again adds the entries that are missing.
    ///
    /// - Parameters:
    ///   - draft: What is to be recorded.
    ///   - target: Of the campaign.
    ///   - campaign: The campaign.
    /// - Returns: What was recorded.
    /// - Throws: `Refusal`, or a fault.
    package func record(_ draft: StandingDraft, of target: Slug, in campaign: Slug) async throws -> Result {
        let ground = try await ground(campaign)
        guard let named = ground.campaign.targets.first(where: { $0.id == target }) else { throw Refusal.unknownTarget }
        var rows = try ground.history(of: named)
        let standing: TargetStanding
        do {
            standing = try draft.standing(
                on: StandingDraft.Ground(
                    history: rows.map(\.standing),
                    asked: ground.facts.asked(target, ground.campaign),
                    sourceCount: ground.campaign.sources.count,
                    now: site.ambient.now()
                )
            )
        } catch {
            guard error.problems == [.unchanged], let last = rows.last else { throw Refusal.draft(error.problems) }
            return try await finish(last, rows, ground)
        }
        let row = try ground.row(standing, number: rows.count + 1, of: named)
        rows.append(row)
        return try await publish(row, rows, ground)
    }

    /// Begins the history of each target that was asked: what the campaign says of it is the first row.
    ///
    /// Safe to repeat: a history that was begun stays as it is.
    ///
    /// - Parameter campaign: The campaign.
    /// - Throws: `Refusal`, or a fault.
    package func begin(_ campaign: Slug) async throws {
        let ground = try await ground(campaign)
        for target in ground.campaign.targets where ground.facts.asked(target.id, ground.campaign) != nil {
            guard let first = try ground.history(of: target).first else { continue }
            _ = try await publish(first, [first], ground)
        }
    }

    /// The targets whose history says something else than the campaign does: the history is what is shown.
    package func differing(from campaign: Campaign) async throws -> [Slug] {
        let ground = try await ground(campaign.slug)
        return try campaign.targets.filter { target in
            guard let last = try ground.history(of: target).last?.standing else { return false }
            return !last.says(the: TargetStanding(startOf: target, asked: last.since))
        }.map(\.id)
    }

    /// Nothing new is said: adds entries that a crash left out, or refuses.
    private func finish(_ last: StandingRow, _ rows: [StandingRow], _ ground: CampaignGround) async throws -> Result {
        let result = try await publish(last, rows, ground)
        guard !result.petitions.isEmpty else { throw Refusal.draft([.unchanged]) }
        return result
    }

    private func publish(_ row: StandingRow, _ rows: [StandingRow], _ ground: CampaignGround) async throws -> Result {
        var written: [Slug] = []
        for petition in ground.facts.petitions where petition.log != nil && petition.addresses(row.target) {
            switch try await site.sequencer.submit(.respond(petitionID: petition.id, rows)) {
            case .appended(let count): if count > 0 { written.append(petition.slug) }
            case .refused: throw Refusal.clockInDoubt
            case .counted, .recorded, .withdrawn, .failed: throw Refusal.failed
            }
        }
        let isKept = try await site.database.write { transaction in
            try rows.allSatisfy { try transaction.keepStanding($0) }
        }
        guard isKept else { throw Refusal.changedMeanwhile }
        return Result(number: row.number, standing: row.standing, hash: row.hash ?? [], petitions: written)
    }

    private func ground(_ slug: Slug) async throws -> CampaignGround {
        let found = try await site.database.read { transaction -> (Campaign, StandingGround, Int64)? in
            guard let (id, campaign) = try transaction.campaign(slug) else { return nil }
            let facts = StandingGround(
                petitions: try transaction.petitions(ofCampaign: id),
                rows: try transaction.standings(ofCampaign: id),
                events: try transaction.standingEvents(ofCampaign: id)
            )
            return (campaign, facts, id)
        }
        guard let (campaign, facts, id) = found else { throw Refusal.unknownCampaign }
        return CampaignGround(
            id: id,
            campaign: campaign,
            facts: facts,
            address: "\(site.address.originPrefix)/campaigns/\(slug)",
            now: site.ambient.now()
        )
    }
}

/// A campaign and what is known of its targets, at one moment.
private struct CampaignGround: Sendable {
    let id: Int64
    let campaign: Campaign
    let facts: StandingGround
    /// Without scheme.
    let address: String
    let now: Moment

    /// A target's rows, oldest first; without any, the one that begins them.
    func history(of target: Target) throws -> [StandingRow] {
        let rows = facts.rows.filter { $0.target == target.id }
        guard rows.isEmpty else { return rows }
        let start = TargetStanding(startOf: target, asked: facts.asked(target.id, campaign) ?? now)
        return [try row(start, number: 1, of: target)]
    }

    /// A new row with its document; a first one without an answer needs none.
    func row(_ standing: TargetStanding, number: Int, of target: Target) throws -> StandingRow {
        var row = StandingRow(
            campaignID: id,
            target: target.id,
            number: number,
            standing: standing,
            recordedAt: now
        )
        if number > 1 || standing.answer != nil {
            let document = try ResponseDocument(
                standing,
                number: number,
                of: target,
                asked: facts.asked(target.id, campaign),
                campaign: address,
                sources: campaign.sources
            ).canonical()
            (row.document, row.hash) = (document, document.sha256)
        }
        return row
    }
}

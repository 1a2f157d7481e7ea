package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What anyone may read of targets: where they stand, since when, and what they answered.
package struct StandingReading: Sendable {
    /// A target's record, and the campaign that it is of.
    package struct Item: Hashable, Sendable {
        package let campaign: Slug
        package let campaignTitle: String
        package let language: String
        package let sources: [Source]
        package let record: TargetRecord

        package init(
            campaign: Slug,
            campaignTitle: String,
            language: String,
            sources: [Source],
            record: TargetRecord
        ) {
            self.campaign = campaign
            self.campaignTitle = campaignTitle
            self.language = language
            self.sources = sources
            self.record = record
        }
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// A campaign's targets, in its order; then those that only an opened petition still names.
    ///
    /// - Parameter hub: The campaign.
    /// - Returns: One record a target.
    /// - Throws: A fault of the database.
    package func records(of hub: PublicReading.Hub) async throws -> [TargetRecord] {
        try await site.database.read { transaction in
            let ground = StandingGround(
                petitions: try transaction.petitions(ofCampaign: hub.id),
                rows: try transaction.standings(ofCampaign: hub.id),
                events: try transaction.standingEvents(ofCampaign: hub.id)
            )
            return ground.records(of: hub.campaign)
        }
    }

    /// Every target that a campaign of the site has asked, newest campaign first.
    package func asked() async throws -> [Item] {
        try await site.database.read { transaction in
            let petitions = Dictionary(grouping: try transaction.petitions()) { $0.campaignID ?? 0 }
            let rows = Dictionary(grouping: try transaction.standings(), by: \.campaignID)
            let events = Dictionary(grouping: try transaction.standingEvents(ofCampaign: nil), by: \.campaignID)
            return try transaction.campaigns().flatMap { id, campaign in
                let ground = StandingGround(
                    petitions: petitions[id] ?? [],
                    rows: rows[id] ?? [],
                    events: events[id] ?? []
                )
                return ground.records(of: campaign).filter { $0.asked != nil }.map { record in
                    Item(
                        campaign: campaign.slug,
                        campaignTitle: campaign.title,
                        language: campaign.language,
                        sources: campaign.sources,
                        record: record
                    )
                }
            }
        }
    }

    /// The campaign of a petition, its targets with the newest state and answer; nil where it has none.
    package func campaign(of petition: Petition) async throws -> Campaign? {
        guard let id = petition.campaignID else { return nil }
        return try await site.database.read { transaction in
            guard var campaign = try transaction.campaign(id: id) else { return nil }
            let rows = Dictionary(grouping: try transaction.standings(ofCampaign: id), by: \.target)
            campaign.targets = campaign.targets.map { target in
                guard let newest = rows[target.id]?.last?.standing else { return target }
                var current = target
                (current.standing, current.answer) = (newest.state, newest.answer)
                return current
            }
            return campaign
        }
    }
}

/// What a campaign's records are made from.
struct StandingGround {
    let petitions: [Petition]
    let rows: [StandingRow]
    let events: [StandingEvent]

    func records(of campaign: Campaign) -> [TargetRecord] {
        let named = Set(campaign.targets.map(\.id))
        var others: [Target] = []
        for target in petitions.filter({ $0.log != nil }).flatMap(\.sheet.to)
        where !named.contains(target.id) && !others.contains(where: { $0.id == target.id }) {
            others.append(target)
        }
        return (campaign.targets + others).map { record(of: $0, campaign) }
    }

    /// When a target was asked; nil while no petition to it is open.
    func asked(_ target: Slug, _ campaign: Campaign) -> Moment? {
        let addressing = Set(petitions.filter { $0.addresses(target) }.map(\.id))
        let opened = events.filter { $0.verb == "opened" && addressing.contains($0.petitionID) }
        return TargetRecord.asked(started: campaign.started, opened: opened.map(\.hour))
    }

    private func record(of target: Target, _ campaign: Campaign) -> TargetRecord {
        let rows = rows.filter { $0.target == target.id }.map { row in
            let event = events.first { $0.verb == "response" && $0.hash != nil && $0.hash == row.hash }
            return TargetRecord.Row(standing: row.standing, hash: row.hash, petition: event?.slug)
        }
        return TargetRecord(target: target, asked: asked(target.id, campaign), rows: rows)
    }
}

extension Petition {
    /// Whether the letter names a target of its campaign.
    func addresses(_ target: Slug) -> Bool { sheet.to.contains { $0.id == target } }
}

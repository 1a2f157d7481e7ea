import Logging
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What anyone may read beside a log: campaigns, documents, public names.
package struct PublicReading: Sendable {
    let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// A campaign with its petitions, in the order in which they were written down.
    package struct Hub: Sendable {
        package let id: Int64
        package let campaign: Campaign
        package let petitions: [Slug]

        package init(id: Int64, campaign: Campaign, petitions: [Slug]) {
            (self.id, self.campaign, self.petitions) = (id, campaign, petitions)
        }
    }

    /// All campaigns, newest first, and the petitions that belong to none.
    package func home() async throws -> (hubs: [Hub], petitions: [Slug]) {
        try await site.database.read { transaction in
            let petitions = try transaction.petitions().filter { !$0.isPrivate }
            // A campaign is public with the first of its petitions.
            let hubs = try transaction.campaigns().map { id, campaign in
                Hub(id: id, campaign: campaign, petitions: petitions.filter { $0.campaignID == id }.map(\.slug))
            }.filter { !$0.petitions.isEmpty }
            let single = petitions.filter { $0.campaignID == nil && $0.state != .draft }
            return (hubs, single.map(\.slug))
        }
    }

    /// The hub of a slug; nil for an unknown one, and for one without a public petition.
    package func hub(_ slug: Slug) async throws -> Hub? {
        guard let hub = try await Desk(site: site).hub(slug), !hub.petitions.isEmpty else { return nil }
        return hub
    }

    /// The petition of a number, as mailed links have it; nil for no such petition.
    package func petition(id: Int64) async throws -> Petition? {
        try await site.database.read { try $0.petition(id: id) }
    }

    /// The campaign that a petition belongs to, or nil.
    package func campaign(of petition: Petition) async throws -> Campaign? {
        guard let id = petition.campaignID else { return nil }
        return try await site.database.read { try $0.campaign(id: id) }
    }

    /// The partner that a link names, or nil where it names none.
    ///
    /// Anything else would let an address carry a mark of its own for each person.
    ///
    /// - Parameters:
    ///   - typed: From the address or the form.
    ///   - petition: The petition.
    /// - Returns: The id of a partner of the petition or its campaign.
    /// - Throws: A fault of the database.
    package func source(_ typed: String, of petition: Petition) async throws -> String? {
        guard !typed.isEmpty else { return nil }
        if petition.sheet.partners.contains(where: { $0.id.text == typed }) { return typed }
        guard let campaign = try await campaign(of: petition) else { return nil }
        return ([campaign.sponsor] + campaign.partners).contains { $0.id.text == typed } ? typed : nil
    }

    /// A petition's document by its SHA-256 (32 bytes), or nil.
    package func document(hash: [UInt8], of petition: Petition) async throws -> [UInt8]? {
        try await site.database.read { try $0.document(hash: hash, of: petition.id) }
    }

    /// Whether signatures can be taken.
    package enum Readiness: String, Sendable {
        case ready
        case keysUnwritable = "the keys folder takes nothing"
        case silent = "the database does not answer"
        case unwritable = "the disk takes nothing"
        case stopped = "the disk failed: start the program again after checking it"
    }

    /// Reads, and says what the last write met.
    package func readiness() async -> Readiness {
        switch site.database.condition {
        case .unwritable: return .unwritable
        case .stopped: return .stopped
        case .good: break
        }
        guard site.outboxKeys.isWritable else { return .keysUnwritable }
        do {
            return try await site.database.read { try $0.metaValue("schema") } != nil ? .ready : .silent
        } catch {
            site.logger.error("the database does not answer")
            return .silent
        }
    }
}

package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What somebody who runs campaigns sees first: the campaigns of his or her roles, with their petitions.
package struct Desk: Sendable {
    /// A campaign and what may be done in it.
    package struct Place: Sendable {
        package let id: Int64
        package let campaign: Campaign
        package let permissions: Set<Permission>
        package let petitions: [Petition]
        /// How many names and comments wait to be looked at, by petition; empty for whoever may not decide about them.
        package var waiting: [Int64: Int] = [:]
        /// Drafts that were given to review.
        package var offered: Set<Int64> = []
        /// The organisations whose people the account belongs to.
        package let partners: [Partner]

        package init(
            id: Int64,
            campaign: Campaign,
            permissions: Set<Permission>,
            petitions: [Petition],
            partners: [Partner] = []
        ) {
            self.id = id
            self.campaign = campaign
            self.permissions = permissions
            self.petitions = petitions
            self.partners = partners
        }
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// - Parameter account: Who asks.
    /// - Returns: Campaigns with any role of the account, newest first.
    /// - Throws: A fault of the database.
    package func places(of account: Account) async throws -> [Place] {
        var places: [Place] = try await site.database.read { transaction in
            try transaction.campaigns().compactMap { id, campaign in
                let permissions = Set(Permission.allCases.filter { account.may($0, in: id) })
                guard permissions.contains(.see) else { return nil }
                let discarded = try transaction.discardedDrafts(ofCampaign: id)
                let petitions = try transaction.petitions(ofCampaign: id).filter { !discarded.contains($0.id) }
                var place = Place(
                    id: id,
                    campaign: campaign,
                    permissions: permissions,
                    petitions: petitions,
                    partners: campaign.members.filter { account.isOf($0.id, in: id) }
                )
                for petition in petitions where petition.state == .draft && permissions.contains(.write) {
                    if try transaction.review(of: petition.id) != nil { place.offered.insert(petition.id) }
                }
                return place
            }
        }
        for index in places.indices where places[index].permissions.contains(.moderate) {
            let petitions = places[index].petitions.filter { $0.state != .draft }
            places[index].waiting = try await Moderation(site: site).waiting(in: petitions)
        }
        return places
    }

    /// A campaign's petitions, drafts too, in the order in which they were written down.
    package func petitions(of campaignID: Int64) async throws -> [Petition] {
        try await site.database.read { try $0.petitions(ofCampaign: campaignID) }
    }

    /// Those drafts of a campaign that somebody put away.
    package func discarded(in campaignID: Int64) async throws -> Set<Int64> {
        try await site.database.read { try $0.discardedDrafts(ofCampaign: campaignID) }
    }

    /// A petition of any state; nil for an unknown slug.
    package func petition(_ slug: Slug) async throws -> Petition? {
        try await site.database.read { try $0.petition(slug) }
    }

    /// A campaign with its public petitions, whether or not there is one; nil for an unknown slug.
    package func hub(_ slug: Slug) async throws -> PublicReading.Hub? {
        try await site.database.read { transaction in
            guard let (id, campaign) = try transaction.campaign(slug) else { return nil }
            let petitions = try transaction.petitions(ofCampaign: id).filter { !$0.isPrivate }
            return PublicReading.Hub(id: id, campaign: campaign, petitions: petitions.map(\.slug))
        }
    }

    /// A campaign and its id, or nil for an unknown slug.
    package func campaign(_ slug: Slug) async throws -> (id: Int64, campaign: Campaign)? {
        try await site.database.read { try $0.campaign(slug) }
    }

    /// All campaigns by their ids.
    package func campaigns() async throws -> [Int64: Campaign] {
        let all = try await site.database.read { try $0.campaigns() }
        return Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0.campaign) })
    }
}

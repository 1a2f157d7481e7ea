package import UndersignedCore
import UndersignedStore

/// Whenever somebody takes a petition's sealed contacts away, its owners are told: afterwards, because who has not the key
/// reads nothing in the file.
package struct SealedNotice: Sendable {
    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Notes it in the trail, and queues a mail to each owner, also to the one whose account it was: it may have been
    /// somebody else.
    ///
    /// - Parameters:
    ///   - petition: Whose contacts.
    ///   - accountID: Who takes them; nil for the command line.
    /// - Throws: A fault of the database: then nothing is handed out.
    package func note(_ petition: Petition, by accountID: Int64?) async throws {
        let now = site.ambient.now()
        try await site.write { [site] transaction in
            try transaction.addToTrail(TrailEvent(.sealedFetched, about: petition, by: accountID, at: now))
            let campaign = try petition.campaignID.flatMap { try transaction.campaign(id: $0) }
            let place = campaign.map { "/admin/campaigns/\($0.slug)/trail" } ?? "/admin/trail"
            for owner in try ExportNotice.owners(of: petition, transaction) {
                try site.tell(
                    (owner.address, owner.name),
                    .sealedFetched,
                    of: petition,
                    site.address.base + place,
                    in: transaction,
                    now: now
                )
            }
        }
    }
}

package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Brings claims in that a campaign file holds.
package struct ClaimImport: Sendable {
    /// A claim of a file.
    package struct Item: Codable, Sendable {
        /// Once a claim of this name is there, the file changes nothing of it.
        package var name: Slug
        package var text: ClaimText
        package var mustPublish: Bool

        package init(name: Slug, text: ClaimText, mustPublish: Bool) {
            (self.name, self.text, self.mustPublish) = (name, text, mustPublish)
        }
    }

    /// What was done with a claim.
    package enum Step: Hashable, Sendable {
        case drafted, published, kept
        /// It is a draft: something that it rests on is missing.
        case refused(Claim.Refusal)
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Writes new claims down, and publishes those that are to be.
    ///
    /// Safe to repeat.
    ///
    /// - Parameters:
    ///   - items: Of one campaign's file.
    ///   - slug: The campaign, which is there.
    /// - Returns: What was done with each, in order.
    /// - Throws: A fault of the database.
    package func run(_ items: [Item], in slug: Slug) async throws -> [(name: Slug, step: Step)] {
        let now = site.ambient.now()
        return try await site.database.write { transaction in
            guard let id = try transaction.campaign(slug)?.id else { return [] }
            try transaction.lockClaims(in: id)
            let writer = ClaimWriting.Writer(campaignID: id, accountID: nil, now: now)
            return try items.map { ($0.name, try Self.bring($0, writer, transaction)) }
        }
    }

    private static func bring(
        _ item: Item,
        _ writer: ClaimWriting.Writer,
        _ transaction: any Transaction
    ) throws -> Step {
        let campaignID = writer.campaignID
        guard try transaction.claimNumber(named: item.name, in: campaignID) == nil else { return .kept }
        var text = item.text
        text.records = try text.records.map(ClaimGrounds(transaction: transaction).resolved)
        let number = try transaction.insertClaim(text, named: item.name, in: campaignID, by: nil, at: writer.now)
        try transaction.addToTrail(writer.event(.claimSaved, number, transaction))
        guard item.mustPublish, let claim = try transaction.claim(number, in: campaignID) else { return .drafted }
        do {
            try ClaimWriting.publish(claim, writer, transaction)
            return .published
        } catch let refusal as Claim.Refusal {
            return .refused(refusal)
        }
    }
}

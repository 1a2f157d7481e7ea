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
            let grounds = ClaimGrounds(transaction: transaction, site: site.address.base)
            return try items.map { ($0.name, try Self.bring($0, writer, grounds)) }
        }
    }

    private static func bring(_ item: Item, _ writer: ClaimWriting.Writer, _ grounds: ClaimGrounds) throws -> Step {
        let (transaction, campaignID) = (grounds.transaction, writer.campaignID)
        var text = item.text
        text.records = try text.records.map(grounds.resolved)
        if let number = try transaction.claimNumber(named: item.name, in: campaignID) {
            return try takeUp(number, item, text, writer, grounds)
        }
        let number = try transaction.insertClaim(text, named: item.name, in: campaignID, by: nil, at: writer.now)
        try transaction.addToTrail(writer.event(.claimSaved, number, transaction))
        return item.mustPublish ? try publish(number, writer, grounds) : .drafted
    }

    /// A draft of an earlier run that says what the file says: what it lacked then, such as a published record, may be there now.
    private static func takeUp(
        _ number: Int,
        _ item: Item,
        _ text: ClaimText,
        _ writer: ClaimWriting.Writer,
        _ grounds: ClaimGrounds
    ) throws -> Step {
        guard item.mustPublish, let claim = try grounds.transaction.claim(number, in: writer.campaignID),
            claim.state == .draft
        else { return .kept }
        var said = claim.version.text
        said.records = try said.records.map(grounds.resolved)
        guard said == text else { return .kept }
        if claim.version.text != text {
            let (id, now) = (writer.campaignID, writer.now)
            try grounds.transaction.replaceDraftClaim(number, with: text, in: id, by: nil, at: now)
        }
        return try publish(number, writer, grounds)
    }

    private static func publish(_ number: Int, _ writer: ClaimWriting.Writer, _ grounds: ClaimGrounds) throws -> Step {
        guard let claim = try grounds.transaction.claim(number, in: writer.campaignID) else { return .drafted }
        do {
            try ClaimWriting.publish(claim, writer, grounds)
            return .published
        } catch let refusal as Claim.Refusal {
            return .refused(refusal)
        }
    }
}

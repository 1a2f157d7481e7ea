package import UndersignedCore
package import UndersignedDatabase

/// What of claims is public, and what they are about.
extension Transaction {
    /// Published claims of a campaign, those that were withdrawn too, by number.
    ///
    /// - Parameters:
    ///   - campaignID: The campaign.
    ///   - last: The number of the last one of the page before; 0 for the first page.
    ///   - limit: The most claims.
    /// - Returns: Each as it stands.
    /// - Throws: A fault of the database.
    package func publishedClaims(in campaignID: Int64, after last: Int = 0, limit: Int) throws -> [Claim] {
        try rows(
            """
            SELECT c.*, v.content, v.note, v.saved_at, v.shown_at FROM claim c JOIN claim_version v
                ON v.campaign_id = c.campaign_id AND v.claim_number = c.number AND v.number = c.version
            WHERE c.campaign_id = \(campaignID) AND c.number > \(last) AND c.published_at IS NOT NULL
            ORDER BY c.number LIMIT \(limit)
            """
        ).map(Claim.init)
    }

    /// Those of a campaign that stand, by number.
    package func standingClaims(in campaignID: Int64, limit: Int) throws -> [Claim] {
        try rows(
            """
            SELECT c.*, v.content, v.note, v.saved_at, v.shown_at FROM claim c JOIN claim_version v
                ON v.campaign_id = c.campaign_id AND v.claim_number = c.number AND v.number = c.version
            WHERE c.campaign_id = \(campaignID) AND c.published_at IS NOT NULL AND c.withdrawn_at IS NULL
            ORDER BY c.number LIMIT \(limit)
            """
        ).map(Claim.init)
    }

    /// How many of a campaign were published.
    package func publishedClaimCount(in campaignID: Int64) throws -> Int {
        let row = try row("SELECT COUNT(published_at) AS n FROM claim WHERE campaign_id = \(campaignID)")
        return Int(try row?.integer("n") ?? 0)
    }

    /// The claims that stand about a target or a petition of a campaign, by number.
    package func claims(
        about link: ClaimLink,
        in campaignID: Int64,
        limit: Int
    ) throws -> [Claim] {
        try rows(
            """
            SELECT c.*, v.content, v.note, v.saved_at, v.shown_at FROM claim_link l
            JOIN claim c ON c.campaign_id = l.campaign_id AND c.number = l.claim_number
            JOIN claim_version v
                ON v.campaign_id = c.campaign_id AND v.claim_number = c.number AND v.number = c.version
            WHERE l.campaign_id = \(campaignID) AND l.kind = \(link.kind) AND l.name = \(link.name.text)
            ORDER BY l.claim_number LIMIT \(limit)
            """
        ).map(Claim.init)
    }

    /// The same of a petition; none where it belongs to no campaign.
    package func claims(about petition: Petition, limit: Int) throws -> [Claim] {
        guard let campaignID = petition.campaignID else { return [] }
        return try claims(about: .petition(petition.slug), in: campaignID, limit: limit)
    }

    /// What a public claim is about, in the place of what it was about before.
    func linkClaim(_ number: Int, _ text: ClaimText, in campaignID: Int64) throws {
        try unlinkClaim(number, in: campaignID)
        for link in text.targets.map(ClaimLink.target) + text.petitions.map(ClaimLink.petition) {
            try rows(
                """
                INSERT INTO claim_link (campaign_id, kind, name, claim_number)
                VALUES (\(campaignID), \(link.kind), \(link.name.text), \(number)) ON CONFLICT DO NOTHING
                """
            )
        }
    }

    func unlinkClaim(_ number: Int, in campaignID: Int64) throws {
        try rows("DELETE FROM claim_link WHERE campaign_id = \(campaignID) AND claim_number = \(number)")
    }
}

/// What a claim is about and has a page of its own.
package enum ClaimLink: Hashable, Sendable {
    case target(Slug)
    case petition(Slug)

    var kind: String {
        switch self {
        case .target: "target"
        case .petition: "petition"
        }
    }

    var name: Slug {
        switch self {
        case .target(let name), .petition(let name): name
        }
    }
}

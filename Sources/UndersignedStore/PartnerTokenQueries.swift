package import UndersignedCore
package import UndersignedDatabase

extension Transaction {
    /// Gives a partner a token in the place of any other.
    ///
    /// - Parameters:
    ///   - hash: SHA-256 of the secret.
    ///   - partner: Whose.
    ///   - campaignID: The partner's campaign.
    ///   - now: The moment.
    /// - Throws: A fault of the database.
    package func savePartnerToken(hash: [UInt8], of partner: Slug, in campaignID: Int64, at now: Moment) throws {
        try rows(
            """
            INSERT INTO partner_token (campaign_id, partner, hash, made_at)
            VALUES (\(campaignID), \(partner.text), \(hash), \(now.minute.seconds))
            ON CONFLICT (campaign_id, partner) DO UPDATE SET hash = excluded.hash, made_at = excluded.made_at,
                used_on = NULL
            """
        )
    }

    /// Ends a partner's token; gives whether there was one.
    package func deletePartnerToken(of partner: Slug, in campaignID: Int64) throws -> Bool {
        try !rows(
            """
            DELETE FROM partner_token WHERE campaign_id = \(campaignID) AND partner = \(partner.text)
            RETURNING campaign_id
            """
        ).isEmpty
    }

    /// The token of a secret's hash, or nil.
    package func partnerToken(hash: [UInt8]) throws -> PartnerToken? {
        try row("SELECT * FROM partner_token WHERE hash = \(hash)").map(PartnerToken.init)
    }

    /// A partner's token, or nil.
    package func partnerToken(of partner: Slug, in campaignID: Int64) throws -> PartnerToken? {
        try row(
            "SELECT * FROM partner_token WHERE campaign_id = \(campaignID) AND partner = \(partner.text)"
        ).map(PartnerToken.init)
    }

    /// Notes the day on which a token was used; gives whether it is the first time on that day.
    package func usePartnerToken(hash: [UInt8], on day: Moment) throws -> Bool {
        try !rows(
            """
            UPDATE partner_token SET used_on = \(day.seconds)
            WHERE hash = \(hash) AND (used_on IS NULL OR used_on < \(day.seconds)) RETURNING campaign_id
            """
        ).isEmpty
    }
}

extension PartnerToken {
    fileprivate init(_ row: QueryRow) throws {
        guard let partner = Slug(try row.text("partner")) else {
            throw DatabaseFailure.unexpectedShape("partner_token.partner")
        }
        self.init(
            campaignID: try row.integer("campaign_id"),
            partner: partner,
            madeAt: Moment(seconds: try row.integer("made_at")),
            usedOn: try row.optionalInteger("used_on").map(Moment.init(seconds:))
        )
    }
}

package import UndersignedCore
package import UndersignedDatabase

/// The pictures of a campaign's organisations.
extension Transaction {
    /// Gives an organisation a picture in the place of any other.
    package func saveLogo(_ logo: Logo, of partner: Slug, in campaignID: Int64) throws {
        try rows(
            """
            INSERT INTO partner_logo (campaign_id, partner, hash, picture, width, height)
            VALUES (\(campaignID), \(partner.text), \(logo.mark.hash), \(logo.picture), \(logo.width), \(logo.height))
            ON CONFLICT (campaign_id, partner) DO UPDATE SET hash = excluded.hash, picture = excluded.picture,
                width = excluded.width, height = excluded.height
            """
        )
    }

    /// Takes an organisation's picture away; gives whether there was one.
    package func deleteLogo(of partner: Slug, in campaignID: Int64) throws -> Bool {
        try !rows(
            """
            DELETE FROM partner_logo WHERE campaign_id = \(campaignID) AND partner = \(partner.text)
            RETURNING campaign_id
            """
        ).isEmpty
    }

    /// What pages say of the pictures of a campaign, by organisation.
    package func logoMarks(in campaignID: Int64) throws -> [Slug: Logo.Mark] {
        var marks: [Slug: Logo.Mark] = [:]
        for row in try rows(
            "SELECT partner, hash, width, height FROM partner_logo WHERE campaign_id = \(campaignID)"
        ) {
            guard let partner = Slug(try row.text("partner")) else {
                throw DatabaseFailure.unexpectedShape("partner_logo.partner")
            }
            marks[partner] = Logo.Mark(
                hash: try row.blob("hash"),
                width: Int(try row.integer("width")),
                height: Int(try row.integer("height"))
            )
        }
        return marks
    }

    /// A campaign's picture by its hash, and whose it is; nil for none.
    package func logo(_ hash: [UInt8], in campaignID: Int64) throws -> (partner: Slug, logo: Logo)? {
        let row = try row(
            """
            SELECT partner, picture, width, height FROM partner_logo
            WHERE campaign_id = \(campaignID) AND hash = \(hash) LIMIT 1
            """
        )
        guard let row, let partner = Slug(try row.text("partner")) else { return nil }
        let logo = Logo(
            picture: try row.blob("picture"),
            width: Int(try row.integer("width")),
            height: Int(try row.integer("height"))
        )
        return (partner, logo)
    }
}

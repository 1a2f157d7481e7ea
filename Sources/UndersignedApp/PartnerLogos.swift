package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// The pictures of a campaign's organisations: set and taken away by whoever writes the campaign, shown on its hub.
package struct PartnerLogos: Sendable {
    /// Draws what was sent anew; nil where it can't be drawn.
    package typealias Press = @Sendable (UploadedPicture) -> Logo?

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Gives an organisation a picture in the place of any other.
    ///
    /// - Parameters:
    ///   - bytes: The file as it was sent.
    ///   - press: What draws it.
    ///   - partner: Whose picture it is.
    ///   - campaignID: The campaign.
    ///   - accountID: Who sent it.
    /// - Throws: `UploadedPicture.Problem`, a fault of the database.
    package func set(
        _ bytes: [UInt8],
        drawnBy press: Press,
        of partner: Slug,
        in campaignID: Int64,
        by accountID: Int64
    ) async throws {
        guard let logo = press(try UploadedPicture(bytes)) else { throw UploadedPicture.Problem.damaged }
        let event = TrailEvent(.logoSet, of: partner, in: campaignID, by: accountID, at: site.ambient.now())
        try await site.database.write { transaction in
            try transaction.saveLogo(logo, of: partner, in: campaignID)
            try transaction.addToTrail(event)
        }
    }

    /// Takes an organisation's picture away.
    ///
    /// - Throws: A fault of the database.
    package func remove(of partner: Slug, in campaignID: Int64, by accountID: Int64) async throws {
        let event = TrailEvent(.logoRemoved, of: partner, in: campaignID, by: accountID, at: site.ambient.now())
        try await site.database.write { transaction in
            guard try transaction.deleteLogo(of: partner, in: campaignID) else { return }
            try transaction.addToTrail(event)
        }
    }

    /// What pages say of the pictures of a campaign, by organisation.
    ///
    /// - Throws: A fault of the database.
    package func marks(in campaignID: Int64) async throws -> [Slug: Logo.Mark] {
        try await site.database.read { try $0.logoMarks(in: campaignID) }
    }

    /// A picture by its hash; nil for none, and for that of an organisation that is no partner any more.
    ///
    /// - Parameters:
    ///   - hash: SHA-256 of the picture, 32 bytes.
    ///   - campaign: The campaign's name.
    /// - Returns: What is served.
    /// - Throws: A fault of the database.
    package func logo(_ hash: [UInt8], in campaign: Slug) async throws -> Logo? {
        try await site.database.read { transaction in
            guard let found = try transaction.campaign(campaign),
                let (partner, logo) = try transaction.logo(hash, in: found.id), found.campaign.member(partner) != nil
            else { return nil }
            return logo
        }
    }
}

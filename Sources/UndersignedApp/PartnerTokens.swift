package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// The secrets with which partners' programs fetch their records: shown once, kept as a hash, one a partner.
package struct PartnerTokens: Sendable {
    /// Whose program it is.
    package struct Holder: Hashable, Sendable {
        package let campaignID: Int64
        package let partner: Slug
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Makes a token; an older one of the partner ends with the commit.
    ///
    /// - Returns: The token, to be shown once.
    /// - Throws: A fault of the database.
    package func make(for partner: Slug, in campaignID: Int64, by accountID: Int64) async throws -> String {
        let bytes = site.ambient.randomBytes(32)
        let now = site.ambient.now()
        let event = TrailEvent(.tokenMade, of: partner, in: campaignID, by: accountID, at: site.ambient.now())
        try await site.database.write { transaction in
            try transaction.savePartnerToken(hash: bytes.sha256, of: partner, in: campaignID, at: now)
            try transaction.addToTrail(event)
        }
        return Base64URL.encode(bytes)
    }

    /// Ends a partner's token.
    ///
    /// - Throws: A fault of the database.
    package func revoke(of partner: Slug, in campaignID: Int64, by accountID: Int64) async throws {
        let event = TrailEvent(.tokenRevoked, of: partner, in: campaignID, by: accountID, at: site.ambient.now())
        try await site.database.write { transaction in
            guard try transaction.deletePartnerToken(of: partner, in: campaignID) else { return }
            try transaction.addToTrail(event)
        }
    }

    /// A partner's token, without its secret; nil for none.
    package func token(of partner: Slug, in campaignID: Int64) async throws -> PartnerToken? {
        try await site.database.read { try $0.partnerToken(of: partner, in: campaignID) }
    }

    /// Whose token it is; the first use on a day is written into the trail.
    ///
    /// - Parameter secret: As a program sent it.
    /// - Returns: Nil for none, and for one of an organisation that is no partner any more.
    /// - Throws: A fault of the database.
    package func use(_ secret: some StringProtocol) async throws -> Holder? {
        guard let hash = Accounts.hash(ofSecret: secret) else { return nil }
        let day = site.ambient.now().day
        let found = try await site.database.read { transaction -> PartnerToken? in
            guard let row = try transaction.partnerToken(hash: hash),
                try transaction.campaign(id: row.campaignID)?.member(row.partner) != nil
            else { return nil }
            return row
        }
        guard let row = found else { return nil }
        if row.usedOn != day {
            let now = site.ambient.now()
            let event = TrailEvent(.recordsFetched, of: row.partner, in: row.campaignID, by: nil, at: now)
            try await site.database.write { transaction in
                if try transaction.usePartnerToken(hash: hash, on: day) { try transaction.addToTrail(event) }
            }
        }
        return Holder(campaignID: row.campaignID, partner: row.partner)
    }
}

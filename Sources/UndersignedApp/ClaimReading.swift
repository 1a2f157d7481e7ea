package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What anyone may read of claims: those that were published, with every version that ever was.
package struct ClaimReading: Sendable {
    /// A page of a campaign's claims.
    package struct Slice: Sendable {
        package let hub: PublicReading.Hub
        package let claims: [Claim]
        /// The number of the last one where others follow it.
        package let next: Int?

        package init(hub: PublicReading.Hub, claims: [Claim], next: Int?) {
            (self.hub, self.claims, self.next) = (hub, claims, next)
        }
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// A campaign's published claims, by number; those that were withdrawn, too.
    ///
    /// - Parameters:
    ///   - slug: The campaign.
    ///   - last: The number of the last one of the page before; 0 for the first page.
    ///   - limit: The most claims.
    /// - Returns: Nil for a campaign that is not public.
    /// - Throws: A fault of the database.
    package func slice(of slug: Slug, after last: Int, limit: Int) async throws -> Slice? {
        guard let hub = try await PublicReading(site: site).hub(slug) else { return nil }
        let claims = try await site.database.read { transaction in
            try transaction.publishedClaims(in: hub.id, after: last, limit: limit + 1)
        }
        let shown = Array(claims.prefix(limit))
        return Slice(hub: hub, claims: shown, next: claims.count > limit ? shown.last?.number : nil)
    }

    /// Those of a campaign that stand, by number, and how many were ever published.
    package func shown(in campaignID: Int64, limit: Int) async throws -> (claims: [Claim], count: Int) {
        try await site.database.read { transaction in
            (
                try transaction.standingClaims(in: campaignID, limit: limit),
                try transaction.publishedClaimCount(in: campaignID)
            )
        }
    }

    /// The claims that stand about a target, by campaign.
    package func about(
        target: Slug,
        in campaigns: Set<Slug>,
        limit: Int
    ) async throws -> [Slug: [Claim]] {
        try await site.database.read { transaction in
            var found: [Slug: [Claim]] = [:]
            for slug in campaigns {
                guard let id = try transaction.campaign(slug)?.id else { continue }
                let claims = try transaction.claims(about: .target(target), in: id, limit: limit)
                if !claims.isEmpty { found[slug] = claims }
            }
            return found
        }
    }

    /// A claim as its page shows it.
    ///
    /// - Parameters:
    ///   - number: From the address.
    ///   - slug: The campaign.
    ///   - version: An earlier version; nil for the one that stands.
    /// - Returns: Nil for a draft, for a version that was never public, and for what is not there.
    /// - Throws: A fault of the database.
    package func claim(_ number: Int, of slug: Slug, version: Int? = nil) async throws -> PublicClaim? {
        guard let hub = try await PublicReading(site: site).hub(slug) else { return nil }
        let asked = try await StandingReading(site: site).records(of: hub).filter { $0.asked != nil }.map(\.target.id)
        return try await site.database.read { transaction in
            guard let claim = try transaction.claim(number, in: hub.id), claim.publishedAt != nil else { return nil }
            let versions = try transaction.claimVersions(of: number, in: hub.id, limit: ClaimWriting.versionLimit)
                .filter { $0.shownAt != nil }
            guard let shown = versions.first(where: { $0.number == version ?? claim.version.number }) else {
                return nil
            }
            return PublicClaim(
                hub: hub,
                claim: claim,
                shown: shown,
                versions: versions,
                sources: try sources(of: shown.text, number, hub.id, transaction),
                asked: Set(asked),
                petitions: try shown.text.petitions.filter(hub.petitions.contains)
                    .compactMap { try transaction.petition($0) }.filter { !$0.isPrivate }
            )
        }
    }

    /// A copy that a public version of a claim names; nil for any other.
    ///
    /// - Parameters:
    ///   - hash: SHA-256, 32 bytes.
    ///   - number: The claim.
    ///   - slug: The campaign.
    /// - Returns: What is served.
    /// - Throws: A fault of the database.
    package func copy(_ hash: [UInt8], of number: Int, in slug: Slug) async throws -> KeptCopy? {
        guard let hub = try await PublicReading(site: site).hub(slug) else { return nil }
        return try await site.database.read { transaction in
            let versions = try transaction.claimVersions(of: number, in: hub.id, limit: ClaimWriting.versionLimit)
            let name = Hexadecimal.encode(hash)
            let isNamed = versions.contains { version in
                version.shownAt != nil && version.text.documents.contains { $0.sha256 == name }
            }
            return isNamed ? try transaction.copy(hash, of: number, in: hub.id) : nil
        }
    }

    private func sources(
        of text: ClaimText,
        _ number: Int,
        _ campaignID: Int64,
        _ transaction: any Transaction
    ) throws -> [PublicClaim.Source] {
        let copies = try transaction.copies(of: number, in: campaignID)
        let grounds = ClaimGrounds(transaction: transaction, site: site.address.base)
        return try text.sources.map { source in
            switch source {
            case .record(let record): .record(record, try grounds.ground(of: record))
            case .document(let document):
                .document(document, copy: document.sha256.flatMap(Hexadecimal.decode).flatMap { copies[$0] })
            }
        }
    }
}

/// A claim and all that its page shows.
package struct PublicClaim: Sendable {
    /// What it rests on.
    package enum Source: Hashable, Sendable {
        /// Nil where the record is not published any more.
        case record(ClaimRecord, ClaimGround?)
        /// Nil where no copy is kept.
        case document(ClaimDocument, copy: KeptCopy.Kind?)
    }

    package let hub: PublicReading.Hub
    package let claim: Claim
    /// The version that the page shows.
    package let shown: ClaimVersion
    /// All that were public, the newest first.
    package let versions: [ClaimVersion]
    package let sources: [Source]
    /// The targets of the campaign that have a page.
    package let asked: Set<Slug>
    package let petitions: [Petition]

    package init(
        hub: PublicReading.Hub,
        claim: Claim,
        shown: ClaimVersion,
        versions: [ClaimVersion],
        sources: [Source],
        asked: Set<Slug>,
        petitions: [Petition]
    ) {
        (self.hub, self.claim, self.shown, self.versions) = (hub, claim, shown, versions)
        (self.sources, self.asked, self.petitions) = (sources, asked, petitions)
    }

    /// Whether it is the version that stands.
    package var isNewest: Bool { shown.number == claim.version.number }
}

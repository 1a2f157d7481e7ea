package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Files that go for good.
extension EvidenceFiles {
    /// Why a file does not go.
    package enum RemovalRefusal: Error, Hashable, Sendable {
        /// It is published, or is being published or taken back.
        case published
        /// Claims rest on records that no other file states.
        case cited([CitingClaim])
    }

    /// A claim that rests on a record of a file alone.
    package struct CitingClaim: Hashable, Sendable {
        package let campaign: Slug
        package let number: Int
        package let sentence: String

        package init(campaign: Slug, number: Int, sentence: String) {
            (self.campaign, self.number, self.sentence) = (campaign, number, sentence)
        }
    }

    /// What would go; nil where there is no such file.
    ///
    /// - Throws: A fault of the database.
    package func removable(_ id: Int64) async throws -> (file: Item, refusal: RemovalRefusal?)? {
        try await database.read { transaction in
            guard let row = try transaction.evidenceFile(id) else { return nil }
            return (try Item(row), try Self.refusal(row, transaction))
        }
    }

    /// Removes a file that is published nowhere, its records, and the awards and names that no other file states.
    ///
    /// From the first moment nobody sees anything of it; its records follow in parts, and what is left over is for
    /// `EvidenceWorker`.
    ///
    /// - Parameters:
    ///   - id: Its number.
    ///   - accountID: Who says so; nil for the command line.
    ///   - partLimit: The most parts.
    /// - Returns: Its name; nil where there is no such file.
    /// - Throws: `RemovalRefusal`, a fault of the database.
    package func remove(_ id: Int64, by accountID: Int64? = nil, partLimit: Int = .max) async throws -> String? {
        let now = ambient.now()
        let name: String? = try await database.write { transaction in
            guard let row = try transaction.evidenceFile(id) else { return nil }
            if let refusal = try Self.refusal(row, transaction) { throw refusal }
            guard let isGoing = try transaction.beginEvidenceRemoval(id) else { return nil }
            guard isGoing else { throw RemovalRefusal.published }
            try transaction.addToTrail(
                TrailEvent(doneAt: now, accountID: accountID, act: .evidenceRemoved, object: "\(id) \(row.name)")
            )
            return row.name
        }
        guard name != nil else { return nil }
        var parts = 0
        while parts < partLimit, try await EvidenceWorker.removeSome(database) { parts += 1 }
        return name
    }

    private static func refusal(_ row: EvidenceFileRow, _ transaction: any Transaction) throws -> RemovalRefusal? {
        guard !row.isSeen else { return .published }
        // A draft may name a record in another way.
        let grounds = ClaimGrounds(transaction: transaction, site: "")
        let claims = try transaction.campaigns().flatMap { id, campaign in
            try transaction.claims(in: id, limit: ClaimWriting.listLimit)
                .filter { claim in
                    try claim.state != .withdrawn
                        && claim.version.text.records.contains { record in
                            let named = try grounds.resolved(record)
                            return try transaction.isOnlySource(
                                row.id,
                                of: named.award,
                                modification: named.modification
                            )
                        }
                }
                .map { CitingClaim(campaign: campaign.slug, number: $0.number, sentence: $0.version.text.sentence) }
        }
        return claims.isEmpty ? nil : .cited(claims)
    }
}

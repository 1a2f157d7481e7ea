package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What the file of a petition for programs says beside its snapshot.
package struct PublicFigures: Sendable {
    /// How many signatures a source brought.
    package struct Source: Hashable, Sendable {
        /// Nil for those that no source brought.
        package let code: String?
        package let count: Int

        package init(code: String?, count: Int) {
            self.code = code
            self.count = count
        }
    }

    package var campaign: Campaign?
    /// The hour, or day, in which the log says it opened.
    package var openedAt: Moment?
    /// Empty where no source brought anything; else their sum is the petition's count.
    package var sources: [Source]
}

extension PublicReading {
    /// The figures of a petition; the work grows with the signatures that sources brought.
    ///
    /// - Throws: A fault of the database.
    package func figures(of snapshot: PetitionSnapshot) async throws -> PublicFigures {
        let petition = snapshot.petition
        return try await site.database.read { transaction in
            let named = try transaction.countsBySource(of: petition.id).map {
                PublicFigures.Source(code: $0.source, count: $0.count)
            }
            let rest = max(0, snapshot.counts.total - named.reduce(0) { $0 + $1.count })
            return PublicFigures(
                campaign: try petition.campaignID.flatMap { try transaction.campaign(id: $0) },
                openedAt: try transaction.firstEvent("opened", of: petition.id),
                sources: named.isEmpty ? [] : named + [PublicFigures.Source(code: nil, count: rest)]
            )
        }
    }

    /// The hour, or day, in which each petition's log says that it opened, by petition.
    ///
    /// - Throws: A fault of the database.
    package func openings(of petitions: [Petition]) async throws -> [Int64: Moment] {
        try await site.database.read { transaction in
            var openings: [Int64: Moment] = [:]
            for petition in petitions {
                openings[petition.id] = try transaction.firstEvent("opened", of: petition.id)
            }
            return openings
        }
    }

    /// The petitions that have a log, newest first.
    ///
    /// - Throws: A fault of the database.
    package func published() async throws -> [Slug] {
        try await site.database.read { try $0.petitions().filter { $0.log != nil }.reversed().map(\.slug) }
    }
}

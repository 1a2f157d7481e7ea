package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What the file of a petition for programs says beside its snapshot.
package struct PublicFigures: Sendable {
    package var campaign: Campaign?
    /// The hour, or day, in which the log says it opened.
    package var openedAt: Moment?
}

extension PublicReading {
    /// What the file of a petition says beside its snapshot.
    ///
    /// - Throws: A fault of the database.
    package func figures(of snapshot: PetitionSnapshot) async throws -> PublicFigures {
        let petition = snapshot.petition
        return try await site.database.read { transaction in
            PublicFigures(
                campaign: try petition.campaignID.flatMap { try transaction.campaign(id: $0) },
                openedAt: try transaction.firstEvent("opened", of: petition.id)
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

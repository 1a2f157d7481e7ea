import TransparencyLog
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// The check at start: each log's stored right edge must be what its checkpoint signs.
package struct LogSoundness: Sendable {
    /// A log that must not go on.
    package struct Fault: Hashable, Sendable {
        package let slug: Slug
        package let what: String
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// The damaged logs.
    ///
    /// - Returns: Empty when all is well.
    /// - Throws: A fault of the database.
    package func faults() async throws -> [Fault] {
        try await site.database.read { transaction in
            try transaction.petitions().compactMap { petition in
                guard let log = petition.log else { return nil }
                return try Self.problem(petition, log, transaction).map { Fault(slug: petition.slug, what: $0) }
            }
        }
    }

    private static func problem(
        _ petition: Petition,
        _ log: LogIdentity,
        _ transaction: any Transaction
    ) throws -> String? {
        guard let head = try transaction.head(petition.id) else { return "its head is missing" }
        do {
            let key = try NoteVerifierKey(log.verifierKey)
            let note = try SignedNote(parsing: head.checkpoint)
            guard case .valid(let checkpoint) = Checkpoint.verify(note, key: key) else {
                return "its checkpoint is not signed by its key"
            }
            guard checkpoint.size == head.size else { return "its checkpoint is of another size" }
            guard try transaction.edge(of: petition.id, size: head.size).root == checkpoint.root else {
                return "its tiles do not give the signed root"
            }
            guard try transaction.talliedCounts(petition.id) == head.counts else {
                return "its head's count is not what its hourly tallies add up to"
            }
            return nil
        } catch let malformed as MalformedInput {
            return "it does not read (\(malformed.detail))"
        } catch DatabaseFailure.unexpectedShape(let what) {
            return what
        }
    }
}

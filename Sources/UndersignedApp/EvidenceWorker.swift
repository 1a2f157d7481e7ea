package import UndersignedCore
package import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore

/// Brings files of contract records to where organisers want them, some records at a time, so that people sign in between.
///
/// What is wanted and how far it is stands in the database: whoever comes next goes on, after a crash, too, and several
/// processes of a site go on with one another's work.
package struct EvidenceWorker: Sendable {
    private let database: any TransactionalDatabase
    private let ambient: Ambient

    /// Each time for a moment; docs/performance.md has how long.
    static let recordsAtOnce = 256

    package init(database: any TransactionalDatabase, ambient: Ambient) {
        (self.database, self.ambient) = (database, ambient)
    }

    package init(site: Site) {
        self.init(database: site.database, ambient: site.ambient)
    }

    /// Gives up files of which nobody can be about to bring the rest.
    ///
    /// - Parameters:
    ///   - transaction: A write transaction, at the start of a program.
    ///   - now: When.
    ///   - isAlone: Whether no other process can be about to bring a file.
    /// - Throws: A fault of the database.
    package static func begin(_ transaction: any Transaction, now: Moment, isAlone: Bool) throws {
        try transaction.giveUpEvidence(
            untouchedSince: isAlone ? Moment(seconds: .max) : now - EvidenceArrival.patience
        )
    }

    /// Does a part of what is to be done of each file.
    ///
    /// - Returns: Whether anything may be left.
    /// - Throws: `EvidenceRefusal` where a file can't be published, which is taken back then; a fault of the database.
    package func doSome() async throws -> Bool {
        let limit = ambient.now() - EvidenceArrival.patience
        let (files, isAnyGoing) = try await database.read { transaction in
            (try transaction.evidenceWork().map(\.fileID), try transaction.hasGoingEvidence(untouchedSince: limit))
        }
        var fault: (any Error)?
        for file in files {
            // One that fails holds up no other.
            do { _ = try await settle(file) } catch { fault = error }
        }
        if isAnyGoing {
            try await database.write { transaction in
                try transaction.giveUpEvidence(untouchedSince: limit)
                _ = try transaction.removeSomeEvidence(limit: Self.recordsAtOnce)
            }
        }
        if let fault { throw fault }
        return !files.isEmpty || isAnyGoing
    }

    /// Does all of it.
    package func doAll() async throws {
        while try await doSome() {}
    }

    /// Settles some records of one file.
    ///
    /// - Returns: What is left of it.
    func settle(_ file: Int64) async throws -> EvidenceWork? {
        do {
            return try await database.write { try $0.settleEvidence(of: file, limit: Self.recordsAtOnce) }
        } catch {
            guard Self.isForGood(error) else { throw error }
            // It would never come to its end: back to where it was.
            try await database.write { [now = ambient.now()] transaction in
                guard try transaction.beginEvidenceFile(file, published: false) == true else { return }
                try transaction.addToTrail(
                    TrailEvent(doneAt: now, accountID: nil, act: .evidenceRefused, object: "\(file)")
                )
            }
            throw error
        }
    }

    /// Whether the same part would be refused again, as where a sum does not fit.
    private static func isForGood(_ error: any Error) -> Bool {
        if case DatabaseFailure.statement = error { return true }
        return error is EvidenceRefusal
    }

    /// Removes some records of files that go.
    ///
    /// - Returns: Whether any such file is left.
    static func removeSome(_ database: any TransactionalDatabase) async throws -> Bool {
        try await database.write { try $0.removeSomeEvidence(limit: recordsAtOnce) }
    }
}

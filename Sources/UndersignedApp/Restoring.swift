import TransparencyLog
import UndersignedCore
package import UndersignedDatabase
import UndersignedStore

/// Reads a backup: to check it, or into an empty database.
package struct Restoring: Sendable {
    /// The database holds something already.
    package struct NotEmpty: Error {}

    private let database: any TransactionalDatabase

    /// - Parameter database: Without tables, of any engine.
    package init(into database: any TransactionalDatabase) {
        self.database = database
    }

    /// Reads a whole backup and counts every log in it again; writes nothing.
    ///
    /// - Parameter descriptor: An open file or pipe; stays open.
    /// - Returns: What it holds.
    /// - Throws: `BackupFault`, or the file system's error.
    package static func check(_ descriptor: Int32) throws -> BackingUp.Summary {
        var passage = try BackupPassage(from: descriptor)
        while try passage.next() != nil {}
        return passage.summary
    }

    /// Reads the header alone: nothing behind it is checked.
    ///
    /// - Parameter descriptor: An open file; stays open.
    /// - Returns: The header.
    /// - Throws: `BackupFault`, or the file system's error.
    package static func header(_ descriptor: Int32) throws -> BackupHeader {
        try BackupPassage(from: descriptor).summary.header
    }

    /// Fills the database, and checks what is then in it against the header.
    ///
    /// Until it returns, the database says of itself that it is not whole, and no program serves it. One that an earlier
    /// restore left half-filled is emptied first.
    ///
    /// - Parameter descriptor: An open file or pipe; stays open.
    /// - Returns: What was restored.
    /// - Throws: `NotEmpty`, `BackupFault`, the file system's error or a fault of the database; the database is then of
    ///   no use until a restore succeeds.
    package func run(_ descriptor: Int32) async throws -> BackingUp.Summary {
        var passage = try BackupPassage(from: descriptor)
        let header = passage.summary.header
        try await database.write { transaction in
            try Schema.migrate(transaction, upTo: header.schema)
            guard try transaction.metaValue("schema") == header.schema else { throw NotEmpty() }
            if try transaction.isBeingFilled() {
                try transaction.deleteCopied()
            } else if try !transaction.petitions().isEmpty {
                throw NotEmpty()
            }
            try transaction.beginFilling()
        }
        while let part = try passage.next() {
            try await database.write { try $0.insert(part.rows, part.columns, into: part.table) }
        }
        try await database.write { transaction in
            try Schema.migrate(transaction)
            try transaction.forgetAsksOfLostMails()
            try transaction.stopRestoredUpdateMailings()
            try transaction.continueNumbering()
        }
        try await Self.demand(header, database)
        try await database.write { try $0.endFilling() }
        // Committed: from here the database is a whole site.
        return passage.summary
    }

    /// Checks the stored right edges, counts, tallies and rows against what they were.
    ///
    /// - Throws: `BackupFault.unsound`, or a fault of the database.
    static func demand(_ header: BackupHeader, _ database: any ReadableDatabase) async throws {
        try await database.read { transaction in
            for log in header.logs {
                if let problem = try Self.problem(log, transaction) {
                    throw BackupFault.unsound(slug: log.slug, what: problem)
                }
            }
        }
    }

    /// What the start of a server checks without keys; the log itself was counted again on the way here.
    private static func problem(_ log: BackupHeader.Log, _ transaction: any Transaction) throws -> String? {
        guard let petition = try transaction.petition(id: log.id), let head = try transaction.head(log.id) else {
            return "its petition or its head is missing"
        }
        guard petition.slug.text == log.slug, head.checkpoint == log.checkpoint, head.counts == log.counts else {
            return "its petition or its head is not the one of the header"
        }
        guard try transaction.talliedCounts(log.id) == head.counts else { return "its tallies are not its count" }
        do {
            let root = try transaction.edge(of: log.id, size: head.size).root
            guard root.base64 == log.root else { return "its tiles do not give the signed root" }
            let rows = try SignatureSoundness(petition: petition, head: head, transaction: transaction)
            return try rows.quickProblem()
        } catch let malformed as MalformedInput {
            return "it does not read (\(malformed.detail))"
        }
    }
}

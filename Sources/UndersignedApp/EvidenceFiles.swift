import Foundation
package import UndersignedCore
package import UndersignedDatabase
package import UndersignedEvidence
import UndersignedStore

/// Files of contract records: taken in, published and taken back.
package struct EvidenceFiles: Sendable {
    /// A file that was imported.
    package struct Item: Hashable, Sendable {
        package let id: Int64
        package let name: String
        package let kind: EvidenceKind
        package let importedAt: Moment
        /// Whether anyone may see its records.
        package let isPublished: Bool
        /// How far it is on its way there; nil once it is there.
        package let progress: EvidenceProgress?
        /// Rows of data, records that went in, repeats, and bad rows.
        package let counts: Counts

        package init(
            id: Int64,
            name: String,
            kind: EvidenceKind,
            importedAt: Moment,
            isPublished: Bool,
            progress: EvidenceProgress? = nil,
            counts: Counts
        ) {
            (self.id, self.name, self.kind) = (id, name, kind)
            (self.importedAt, self.isPublished, self.counts) = (importedAt, isPublished, counts)
            self.progress = progress
        }
    }

    /// What became of a file's rows.
    package struct Counts: Hashable, Sendable, Decodable {
        package let rows: Int
        package let imported: Int
        package let repeats: Int
        package let refused: Int

        package init(rows: Int, imported: Int, repeats: Int, refused: Int) {
            (self.rows, self.imported, self.repeats, self.refused) = (rows, imported, repeats, refused)
        }
    }

    let database: any TransactionalDatabase
    let ambient: Ambient

    package init(database: any TransactionalDatabase, ambient: Ambient) {
        (self.database, self.ambient) = (database, ambient)
    }

    package init(site: Site) {
        self.init(database: site.database, ambient: site.ambient)
    }

    /// Takes a file in, in one transaction: all of it, or nothing.
    ///
    /// - Parameters:
    ///   - hash: SHA-256 of the file, 32 bytes.
    ///   - name: Its name, without a folder.
    ///   - accountID: Who brought it; nil for the command line.
    ///   - read: Reads it from its first byte to its last and hands its records over. It may run twice.
    /// - Returns: What became of it; nobody sees its records before it is published.
    /// - Throws: What `read` throws, a fault of the database; nothing of the file stays then.
    package func take(
        hash: [UInt8],
        name: String,
        by accountID: Int64? = nil,
        read: @escaping @Sendable (([ContractRecord]) throws -> [RecordIndex.Place]) throws -> ImportReport
    ) async throws -> ImportReport {
        let now = ambient.now()
        return try await database.write { transaction in
            var intake = try EvidenceIntake(transaction, hash: hash, name: name, now: now)
            let report = try read { try intake.keep($0) }
            var kept = report
            kept.file = name
            try intake.finish(kind: report.kind, report: EvidenceReportJSON.text(kept))
            if !intake.isKnown {
                try transaction.addToTrail(
                    TrailEvent(doneAt: now, accountID: accountID, act: .evidenceImported, object: name)
                )
            }
            return report
        }
    }

    /// Takes in a file that is in memory, beside people who sign: in short transactions, and not seen before the last.
    ///
    /// - Parameters:
    ///   - bytes: All of it.
    ///   - name: As it was called where it came from.
    ///   - accountID: Who brought it.
    /// - Returns: What became of it.
    /// - Throws: `EvidenceRefusal`, a fault of the database; nothing of the file stays then.
    package func take(_ bytes: [UInt8], name: String, by accountID: Int64) async throws -> ImportReport {
        try await EvidenceArrival.take(bytes, name: Self.plain(name), by: accountID, into: database, ambient)
    }

    /// All files, the newest first.
    ///
    /// - Throws: A fault of the database.
    package func all() async throws -> [Item] {
        try await database.read { try $0.evidenceFiles().map(Item.init) }
    }

    /// A page of them.
    ///
    /// - Parameters:
    ///   - last: The number of the last one of the page before; nil for the newest.
    ///   - limit: The most.
    /// - Returns: The files, and where others follow the number behind which they do.
    /// - Throws: A fault of the database.
    package func page(before last: Int64?, limit: Int) async throws -> (files: [Item], older: Int64?) {
        let found = try await database.read { try $0.evidenceFiles(before: last, limit: limit + 1).map(Item.init) }
        let files = Array(found.prefix(limit))
        return (files, found.count > limit ? files.last?.id : nil)
    }

    /// A file's name as a browser sent it: without folders and what is not seen, and not endless.
    private static func plain(_ name: String) -> String {
        let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        let seen = last.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint && $0.value >= 0x20 }
        let text = String(String.UnicodeScalarView(seen.prefix(120)))
        return text.isEmpty ? "records" : text
    }
}

extension EvidenceFiles.Item {
    init(_ row: EvidenceFileRow) throws {
        self.init(
            id: row.id,
            name: row.name,
            kind: row.kind,
            importedAt: Moment(seconds: row.importedAt),
            isPublished: row.isPublished,
            progress: row.work.map(EvidenceProgress.init),
            counts: try JSONDecoder().decode(EvidenceFiles.Counts.self, from: Data(row.report.utf8))
        )
    }
}

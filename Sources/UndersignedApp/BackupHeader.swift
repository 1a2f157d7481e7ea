import Foundation
import TransparencyLog
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What stands at the beginning of a backup, for people and for the check at its end: JSON.
package struct BackupHeader: Codable, Hashable, Sendable {
    /// A petition's log as it was.
    package struct Log: Codable, Hashable, Sendable {
        package let id: Int64
        package let slug: String
        package let vkey: String
        /// The name in the key, such as `petitions.example.org/petitions/dear-ibm/log`.
        package var origin: String { String(vkey.prefix { $0 != "+" }) }
        package let size: UInt64
        /// Base64.
        package let root: String
        package let counts: Counts
        /// The signed note that was published.
        package let checkpoint: String
    }

    /// Of the layout.
    package let format: Int
    /// Of the tables.
    package let schema: Int64
    /// As in `2018-06-20T14:05:09Z`.
    package let taken: String
    package let logs: [Log]

    /// The logs as a transaction sees them.
    ///
    /// - Throws: A fault of the database; `BackupFault.unsound` for a checkpoint that does not read.
    init(_ transaction: any Transaction, at now: Moment) throws {
        format = BackupFormat.version
        schema = try transaction.metaValue("schema") ?? 0
        taken = CalendarDate(now).secondText
        logs = try transaction.petitions().compactMap { petition in
            guard let log = petition.log, let head = try transaction.head(petition.id) else { return nil }
            guard let root = Self.root(head.checkpoint, size: head.size, log.verifierKey) else {
                throw BackupFault.unsound(slug: petition.slug.text, what: "its checkpoint is not one of its key")
            }
            return Log(
                id: petition.id,
                slug: petition.slug.text,
                vkey: log.verifierKey,
                size: head.size,
                root: root.base64,
                counts: head.counts,
                checkpoint: head.checkpoint
            )
        }
    }

    /// - Throws: `BackupFault` when it is none, or none of this version.
    init(reading content: [UInt8]) throws(BackupFault) {
        struct Version: Decodable { let format: Int }
        let decoder = JSONDecoder()
        do {
            let found = try decoder.decode(Version.self, from: Data(content)).format
            guard found <= BackupFormat.version else { throw BackupFault.unknownFormat(found) }
            self = try decoder.decode(Self.self, from: Data(content))
        } catch let fault as BackupFault {
            throw fault
        } catch {
            throw .damaged("the header")
        }
        guard schema <= Schema.version else { throw .newerSchema(found: schema, known: Schema.version) }
        for log in logs {
            let counts = [log.counts.mail, log.counts.org, log.counts.member, log.counts.paper, log.counts.removed]
            guard counts.allSatisfy((0...1 << 53).contains) else { throw .damaged("the header's counts") }
            let root = Self.root(log.checkpoint, size: log.size, log.vkey)
            guard let root, root.base64 == log.root else {
                throw .unsound(slug: log.slug, what: "the header's checkpoint is not one of its key")
            }
        }
    }

    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }

    /// When the backup was taken; nil where the header does not say.
    package var takenAt: Moment? { CalendarDate(taken)?.moment }

    /// The last day on which it may be kept (P-20), as in `2018-07-20`; nil where the header does not say when it was taken.
    package var deletionDay: String? { takenAt.map { CalendarDate($0 + Retention.backup).dayText } }

    /// Nil when the note is not signed by the key, or is of another size.
    private static func root(_ checkpoint: String, size: UInt64, _ key: String) -> MerkleHash? {
        guard let key = try? NoteVerifierKey(key),  // any fault is the same
            let found = Checkpoint.verified(checkpoint, by: key)
        else { return nil }
        return found.size == size ? found.root : nil
    }
}

import FoundationEssentials

/// What is handed to somebody a petition is addressed to, for programs: the document behind a `delivered` entry.
///
/// It names nobody who signed: it stays public, while a name must go when its signatory says so. Format:
/// docs/formats/packet.md.
package struct DeliveryPacket: Codable, Hashable, Sendable {
    /// To whom it is handed.
    package struct Recipient: Codable, Hashable, Sendable {
        package var id: Slug
        package var name: String
        package var role: String?
        package var organisation: String?

        package init(_ target: Target) {
            (id, name, role, organisation) = (target.id, target.name, target.role, target.organisation)
        }

        /// `Name, role, organisation`.
        package var line: String { [name, role, organisation].compactMap { $0 }.joined(separator: ", ") }
    }

    /// A version of the text, and how many signed it.
    package struct Version: Codable, Hashable, Sendable {
        package var version: Int
        /// SHA-256 of its document in hexadecimal, as its address names it.
        package var document: String
        /// The hour of its entry, as in `2018-06-20T14Z`; the day where the petition publishes daily.
        package var since: String
        /// What stands under it after removals; over all versions these add up to the count.
        package var signatures: Int
    }

    /// A milestone that the count has reached.
    package struct Milestone: Codable, Hashable, Sendable {
        package var count: Int
        package var what: String
        /// The hour or day of the log in which it was reached last; nil where that was not written down.
        package var reached: String?
    }

    /// The count by class; they add up to `count`.
    package struct Classes: Codable, Hashable, Sendable {
        package var mail: Int
        package var org: Int
        package var member: Int
        package var paper: Int
    }

    /// The log, and how far the count reaches into it.
    package struct Log: Codable, Hashable, Sendable {
        package var origin: String
        package var vkey: String
        /// Entries that were counted.
        package var size: UInt64
        /// The tree's root over them, 32 bytes in base64.
        package var root: String
    }

    /// That names were handed over: how many, and which file of them.
    package struct NameList: Codable, Hashable, Sendable {
        package var count: Int
        /// SHA-256 of `names.json` in hexadecimal; a salt in the file keeps anybody from guessing who is in it.
        package var sha256: String

        package init(count: Int, sha256: String) {
            (self.count, self.sha256) = (count, sha256)
        }
    }

    package var kind = "delivery"
    /// The petition's address.
    package var address: String
    /// When it was made, as in `2018-06-20T14:05:09Z`.
    package var made: String
    package var recipient: Recipient
    /// Of the text, which binds.
    package var language: String
    package var text: PetitionDocument.Text
    package var versions: [Version]
    package var count: Int
    package var classes: Classes
    /// The weight that removals took away.
    package var removed: Int
    package var milestones: [Milestone]
    /// The hour or day in which signing opened.
    package var opened: String?
    /// The hour or day in which it closed; nil while it is open.
    package var closed: String?
    package var log: Log
    /// Nil where no names are handed over.
    package var names: NameList?

    /// Reads what `canonical` wrote, and nothing else.
    ///
    /// - Throws: `Malformed` for any other bytes.
    package init(parsing bytes: [UInt8]) throws(Malformed) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(bytes))
            guard kind == "delivery", try canonical() == bytes else { throw Malformed() }
        } catch {
            throw Malformed()
        }
    }

    /// These bytes are no packet, or were changed.
    package struct Malformed: Error, Equatable {
        package init() {}
    }

    /// Canonical JSON: keys in order, no white space, one line, UTF-8.
    ///
    /// - Throws: `EncodingError`, which no value of these types causes.
    package func canonical() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }
}
